//! Reads JSON straight from its bytes, without a tree between. Strict: RFC 8259, UTF-8, bounded depth.

use super::plain::plain_length;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use kernel::Timestamp;

use crate::check::Faults;
use crate::{ReadError, Reader, Schema, Token};

/// How deep values may be nested before a body is refused. DynamoDB allows 32 levels of attribute values,
/// two JSON levels each, within a few of its own.
const DEPTH_MAX: usize = 128;

/// A source of values in JSON text.
#[derive(Debug)]
pub struct JsonReader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    faults: Faults,
}

type Read<T> = Result<T, ReadError>;

impl<'a> JsonReader<'a> {
    /// A reader of `body`; an empty body stands for `{}`.
    pub fn new(body: &'a [u8]) -> Read<Self> {
        let text = std::str::from_utf8(body).map_err(|error| ReadError::Malformed(error.to_string()))?;
        let text = if text.trim_ascii().is_empty() { "{}" } else { text };
        Ok(Self { text, at: 0, depth: 0, faults: Faults::default() })
    }

    /// Asserts that nothing follows, and answers what was noted.
    pub fn finish(mut self) -> Read<Faults> {
        self.skip_space();
        if self.at == self.text.len() { Ok(self.faults) } else { Err(self.malformed("the end")) }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    fn malformed(&self, wanted: &str) -> ReadError {
        ReadError::Malformed(format!("expected {wanted} at byte {}", self.at))
    }

    fn take(&mut self, byte: u8) -> Read<()> {
        self.skip_space();
        if self.byte() != Some(byte) {
            return Err(self.malformed(&format!("`{}`", char::from(byte))));
        }
        self.at += 1;
        Ok(())
    }

    fn take_word(&mut self, word: &str) -> Read<()> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.malformed("a value"));
        }
        self.at += word.len();
        Ok(())
    }

    fn expect(&mut self, token: Token, wanted: &str) -> Read<()> {
        let found = self.peek()?;
        if found == token { Ok(()) } else { Err(ReadError::unexpected(found, wanted)) }
    }

    /// The text of a number, checked against JSON's grammar.
    fn number(&mut self) -> Read<&'a str> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        let whole = self.digits()?;
        if whole > 1 && self.text.as_bytes()[self.at - whole] == b'0' {
            return Err(self.malformed("a number without leading zeros"));
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(&self.text[start..self.at])
    }

    fn digits(&mut self) -> Read<usize> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Ok(self.at - start) } else { Err(self.malformed("a digit")) }
    }

    /// The text between the quotes where it has no escapes, else `None`; either way the quote is taken.
    fn plain_text(&mut self) -> Read<Option<&'a str>> {
        self.take(b'"')?;
        let start = self.at;
        self.at += plain_length(&self.text.as_bytes()[start..]);
        match self.byte() {
            Some(b'"') => {
                self.at += 1;
                Ok(Some(&self.text[start..self.at - 1]))
            }
            Some(b'\\') => {
                self.at = start;
                Ok(None)
            }
            Some(_) => Err(self.malformed("no control character")),
            None => Err(self.malformed("a closing quote")),
        }
    }

    fn text_value(&mut self) -> Read<std::borrow::Cow<'a, str>> {
        match self.plain_text()? {
            Some(text) => Ok(text.into()),
            None => self.escaped_text().map(Into::into),
        }
    }

    fn escaped_text(&mut self) -> Read<String> {
        let mut text = String::new();
        loop {
            let start = self.at;
            self.at += plain_length(&self.text.as_bytes()[start..]);
            text.push_str(&self.text[start..self.at]);
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                _ => return Err(self.malformed("a closing quote")),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let byte = self.byte().ok_or_else(|| self.malformed("an escape"))?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return Err(self.malformed("an escape")),
        })
    }

    fn unicode_escape(&mut self) -> Read<char> {
        let first = self.four_digits()?;
        let code = if (0xD800..0xDC00).contains(&first) {
            self.take_word("\\u")?;
            let second = self.four_digits()?;
            if !(0xDC00..0xE000).contains(&second) {
                return Err(self.malformed("the second half of a surrogate pair"));
            }
            0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| self.malformed("a character"))
    }

    fn four_digits(&mut self) -> Read<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4);
        let all_hex = digits.filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let code = all_hex
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or_else(|| self.malformed("four hexadecimal digits"))?;
        self.at += 4;
        Ok(code)
    }

    fn descend(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth > DEPTH_MAX { Err(self.malformed("fewer levels of nesting")) } else { Ok(()) }
    }

    /// Visits the keys of an object; `visit` takes the value.
    fn object(&mut self, visit: &mut dyn FnMut(&mut Self, &str) -> Read<()>) -> Read<()> {
        self.descend()?;
        self.take(b'{')?;
        self.skip_space();
        if self.byte() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                self.skip_space();
                let key = self.text_value()?;
                self.take(b':')?;
                visit(self, &key)?;
                self.skip_space();
                match self.byte() {
                    Some(b',') => self.at += 1,
                    Some(b'}') => break self.at += 1,
                    _ => return Err(self.malformed("`,` or `}`")),
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn array(&mut self, visit: &mut dyn FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.descend()?;
        self.take(b'[')?;
        self.skip_space();
        if self.byte() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                visit(self)?;
                self.skip_space();
                match self.byte() {
                    Some(b',') => self.at += 1,
                    Some(b']') => break self.at += 1,
                    _ => return Err(self.malformed("`,` or `]`")),
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn skip_value(&mut self) -> Read<()> {
        match self.peek()? {
            Token::Null => self.take_word("null"),
            Token::True => self.take_word("true"),
            Token::False => self.take_word("false"),
            Token::Number => self.number().map(drop),
            Token::String => self.text_value().map(drop),
            Token::List => self.array(&mut |reader| reader.skip_value()),
            Token::Structure => self.object(&mut |reader, _| reader.skip_value()),
        }
    }
}

impl Reader for JsonReader<'_> {
    fn peek(&mut self) -> Read<Token> {
        self.skip_space();
        Ok(match self.byte() {
            Some(b'n') => Token::Null,
            Some(b't') => Token::True,
            Some(b'f') => Token::False,
            Some(b'"') => Token::String,
            Some(b'[') => Token::List,
            Some(b'{') => Token::Structure,
            Some(b'-' | b'0'..=b'9') => Token::Number,
            _ => return Err(self.malformed("a value")),
        })
    }

    fn null(&mut self) -> Read<()> {
        self.expect(Token::Null, "Null")?;
        self.take_word("null")
    }

    fn boolean(&mut self) -> Read<bool> {
        match self.peek()? {
            Token::True => self.take_word("true").map(|()| true),
            Token::False => self.take_word("false").map(|()| false),
            found => Err(ReadError::unexpected(found, "Boolean")),
        }
    }

    fn integer(&mut self, wanted: &str) -> Read<i64> {
        self.expect(Token::Number, wanted)?;
        let text = self.number()?;
        match text.parse() {
            Ok(value) => Ok(value),
            Err(_) => Ok(text.parse::<f64>().unwrap_or_default().trunc() as i64),
        }
    }

    fn float(&mut self) -> Read<f64> {
        match self.peek()? {
            Token::Number => Ok(self.number()?.parse().unwrap_or_default()),
            Token::String => match self.text_value()?.as_ref() {
                "NaN" => Ok(f64::NAN),
                "Infinity" => Ok(f64::INFINITY),
                "-Infinity" => Ok(f64::NEG_INFINITY),
                _ => Err(ReadError::unexpected(Token::String, "Double")),
            },
            found => Err(ReadError::unexpected(found, "Double")),
        }
    }

    fn string(&mut self) -> Read<String> {
        self.expect(Token::String, "String")?;
        self.text_value().map(std::borrow::Cow::into_owned)
    }

    fn blob(&mut self) -> Read<Bytes> {
        self.expect(Token::String, "Blob")?;
        let text = self.text_value()?;
        let bytes = STANDARD.decode(text.as_bytes());
        bytes
            .map(Bytes::from)
            .map_err(|_| ReadError::Type("Invalid length or character in a base64 value".into()))
    }

    fn timestamp(&mut self) -> Read<Timestamp> {
        self.expect(Token::Number, "Timestamp")?;
        Ok(Timestamp::from_seconds(self.number()?.parse().unwrap_or_default()))
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        member: &mut dyn FnMut(usize, &mut dyn Reader) -> Read<()>,
    ) -> Read<()> {
        self.expect(Token::Structure, "Structure")?;
        self.object(&mut |reader, key| match schema.index_of(key) {
            Some(index) => member(index, reader),
            None => reader.skip_value(),
        })
    }

    fn list(&mut self, member: &mut dyn FnMut(&mut dyn Reader) -> Read<()>) -> Read<()> {
        self.expect(Token::List, "List")?;
        self.array(&mut |reader| member(reader))
    }

    fn map(&mut self, member: &mut dyn FnMut(String, &mut dyn Reader) -> Read<()>) -> Read<()> {
        self.expect(Token::Structure, "Map")?;
        self.object(&mut |reader, key| member(key.to_owned(), reader))
    }

    fn document(&mut self) -> Read<String> {
        self.skip_space();
        let start = self.at;
        self.skip_value()?;
        Ok(self.text[start..self.at].to_owned())
    }

    fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }
}
