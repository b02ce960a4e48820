//! Regular expressions between percent signs, the part of them that AWS documents: letters, digits,
//! `: _ # = @ / ; , -` and spaces as themselves; `^ $ ? [ ] { } | \ * + .` as operators; `\d \D \s \S \w \W` and
//! `\xhh`. No parentheses, and nothing outside ASCII. An expression may be found anywhere in a text.
//!
//! Matching is linear in the text. The guide does not list the space; we let it stand for itself.

use regex_lite::{Regex, RegexBuilder};

use super::{PatternError, wrong};

/// How large a compiled expression may be, bytes. Ours: `x{1,1000}` fits, `(x{1000}){1000}` cannot be written.
const SIZE_MAX: usize = 1 << 18;

/// A regular expression.
#[derive(Clone, Debug)]
pub struct Expression(Regex);

impl Expression {
    /// The expression of which `text`, with its percent signs, is the whole.
    pub(super) fn whole(text: &str) -> Result<Self, PatternError> {
        let (inner, rest) = delimited(&text[1..])?;
        if !rest.is_empty() {
            return Err(wrong("a regular expression stands alone; nothing may follow its last %"));
        }
        Self::parse(inner)
    }

    /// The expression `text`, without its percent signs.
    pub(super) fn parse(text: &str) -> Result<Self, PatternError> {
        if text.is_empty() {
            return Err(wrong("a regular expression is empty"));
        }
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let sound = match letter {
                '\\' => match letters.next() {
                    Some('d' | 'D' | 's' | 'S' | 'w' | 'W') => true,
                    Some('x') => {
                        let digits = [letters.next(), letters.next()];
                        digits.iter().all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()))
                    }
                    Some(escaped) => escaped.is_ascii_punctuation(),
                    None => false,
                },
                letter => letter.is_ascii_alphanumeric() || ":_#=@/;,- ^$?[]{}|*+.".contains(letter),
            };
            if !sound {
                return Err(wrong(&format!("`{letter}` is not supported in a regular expression")));
            }
        }
        let built = RegexBuilder::new(text).size_limit(SIZE_MAX).build();
        built.map(Self).map_err(|error| wrong(&format!("the regular expression %{text}%: {error}")))
    }

    /// Whether it is found in `text`.
    pub(super) fn finds(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// What stands before the next `%` that is not escaped, and what follows it.
pub(super) fn delimited(text: &str) -> Result<(&str, &str), PatternError> {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '%' if !escaped => return Ok((&text[..at], &text[at + 1..])),
            _ => escaped = letter == '\\' && !escaped,
        }
    }
    Err(wrong("the % of a regular expression is not closed"))
}
