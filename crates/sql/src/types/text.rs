//! Reads the words and brackets of which both kinds of type names are made.

use crate::error::{Error, Fact};

/// A type's name that is read from left to right.
pub struct Text<'a> {
    whole: &'a str,
    rest: &'a str,
    depth: usize,
}

impl<'a> Text<'a> {
    /// Nothing of `text` read yet.
    pub fn new(text: &'a str) -> Self {
        Self { whole: text, rest: text.trim(), depth: 0 }
    }

    /// An error about the whole.
    pub fn error(&self) -> Error {
        Error::new(Fact::TypeMismatch, format!("Unknown type: {}", self.whole))
    }

    /// Steps into a nested type, within bounds.
    pub fn enter(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > crate::limits::NESTING_MAX { Err(self.error()) } else { Ok(()) }
    }

    /// Steps out again.
    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Where reading stands, to come back to.
    pub fn mark(&self) -> (&'a str, usize) {
        (self.rest, self.depth)
    }

    /// Goes back to `mark`.
    pub fn reset(&mut self, mark: (&'a str, usize)) {
        (self.rest, self.depth) = mark;
    }

    /// Whether one of `marks` is next.
    pub fn is_at(&self, marks: &[char]) -> bool {
        self.rest.starts_with(marks)
    }

    /// Whether nothing is left.
    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next word in lower case; quoted ones as they are.
    pub fn word(&mut self) -> Result<String, Error> {
        for quote in ['"', '`'] {
            if let Some(rest) = self.rest.strip_prefix(quote) {
                let end = rest.find(quote).ok_or_else(|| self.error())?;
                self.rest = rest[end + 1..].trim_start();
                return Ok(rest[..end].to_owned());
            }
        }
        let end = self
            .rest
            .find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '$' | '-' | '@')))
            .unwrap_or(self.rest.len());
        if end == 0 {
            return Err(self.error());
        }
        let word = self.rest[..end].to_lowercase();
        self.rest = self.rest[end..].trim_start();
        Ok(word)
    }

    /// Takes `mark` if it is next.
    pub fn take(&mut self, mark: char) -> bool {
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    /// Takes `mark`, which must be next.
    pub fn expect(&mut self, mark: char) -> Result<(), Error> {
        if self.take(mark) { Ok(()) } else { Err(self.error()) }
    }

    /// Takes the word `word` if it is next.
    pub fn take_word(&mut self, word: &str) -> bool {
        let before = self.rest;
        if self.word().is_ok_and(|found| found == word) {
            return true;
        }
        self.rest = before;
        false
    }

    /// Numbers in round brackets, if any.
    pub fn numbers(&mut self) -> Result<Vec<u32>, Error> {
        let mut numbers = Vec::new();
        if !self.take('(') {
            return Ok(numbers);
        }
        loop {
            numbers.push(self.word()?.parse().map_err(|_| self.error())?);
            if !self.take(',') {
                break;
            }
        }
        self.expect(')')?;
        Ok(numbers)
    }
}

/// Precision and scale of a decimal, which are 38 and 0 (Trino) or 10 and 0 (Hive) where they are not said.
pub fn decimal(numbers: &[u32], digits: u8) -> Option<arrow::datatypes::DataType> {
    let precision = numbers.first().map_or(Some(digits), |number| u8::try_from(*number).ok())?;
    let scale = numbers.get(1).map_or(Some(0), |number| i8::try_from(*number).ok())?;
    let sound = (1..=super::DIGITS_MAX).contains(&precision) && scale.unsigned_abs() <= precision;
    sound.then_some(arrow::datatypes::DataType::Decimal128(precision, scale))
}
