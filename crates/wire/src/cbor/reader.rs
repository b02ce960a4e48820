//! Reads CBOR straight from its bytes, without a tree between. Bounded depth; lengths are never trusted.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use kernel::Timestamp;

use super::{BREAK, major};
use crate::check::Faults;
use crate::{JsonWriter, ReadError, Reader, Schema, Token, Writer, write_json_string};

/// How deep values may be nested before a body is refused, as in JSON.
const DEPTH_MAX: usize = 128;
/// How many tags may stand before one value.
const TAGS_MAX: usize = 8;

/// A source of values in CBOR.
#[derive(Debug)]
pub struct CborReader<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    faults: Faults,
}

type Read<T> = Result<T, ReadError>;

/// The first bytes of an item: its kind, the five low bits, and the number they say; none for "until a break".
#[derive(Clone, Copy)]
struct Head {
    major: u8,
    info: u8,
    number: Option<u64>,
}

impl<'a> CborReader<'a> {
    /// A reader of `body`; an empty body stands for an empty structure.
    pub fn new(body: &'a [u8]) -> Self {
        let bytes = if body.is_empty() { &[0xa0][..] } else { body };
        Self { bytes, at: 0, depth: 0, faults: Faults::default() }
    }

    /// Asserts that nothing follows, and answers what was noted.
    pub fn finish(self) -> Read<Faults> {
        if self.at == self.bytes.len() { Ok(self.faults) } else { Err(self.malformed("the end")) }
    }

    fn malformed(&self, wanted: &str) -> ReadError {
        ReadError::Malformed(format!("expected {wanted} at byte {}", self.at))
    }

    fn take(&mut self, length: u64) -> Read<&'a [u8]> {
        let end = usize::try_from(length).ok().and_then(|length| self.at.checked_add(length));
        let taken = end.and_then(|end| self.bytes.get(self.at..end));
        let taken = taken.ok_or_else(|| self.malformed("more bytes"))?;
        self.at += taken.len();
        Ok(taken)
    }

    fn is_break(&self) -> bool {
        self.bytes.get(self.at) == Some(&BREAK)
    }

    fn head(&mut self) -> Read<Head> {
        let first = self.take(1)?[0];
        let (major, info) = (first >> 5, first & 0x1f);
        let number = match info {
            0..=23 => Some(u64::from(info)),
            24..=27 => {
                let bytes = self.take(1 << (info - 24))?;
                Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
            }
            31 if (major::BYTES..=major::MAP).contains(&major) => None,
            _ => return Err(self.malformed("a value")),
        };
        Ok(Head { major, info, number })
    }

    /// The head of the next value, tags passed over.
    fn value(&mut self) -> Read<Head> {
        for _ in 0..=TAGS_MAX {
            let head = self.head()?;
            if head.major != major::TAG {
                return Ok(head);
            }
        }
        Err(self.malformed("fewer tags"))
    }

    fn token(&self, head: Head) -> Read<Token> {
        Ok(match (head.major, head.info) {
            (major::POSITIVE | major::NEGATIVE, _) | (major::SIMPLE, 25..=27) => Token::Number,
            (major::BYTES | major::TEXT, _) => Token::String,
            (major::LIST, _) => Token::List,
            (major::MAP, _) => Token::Structure,
            (major::SIMPLE, 20) => Token::False,
            (major::SIMPLE, 21) => Token::True,
            (major::SIMPLE, 22 | 23) => Token::Null,
            _ => return Err(self.malformed("a value")),
        })
    }

    fn unexpected<T>(&self, head: Head, wanted: &str) -> Read<T> {
        Err(ReadError::unexpected(self.token(head)?, wanted))
    }

    fn float_of(head: Head) -> Option<f64> {
        let number = head.number?;
        Some(match (head.major, head.info) {
            (major::POSITIVE, _) => number as f64,
            (major::NEGATIVE, _) => -1.0 - number as f64,
            (major::SIMPLE, 25) => half(number as u16),
            (major::SIMPLE, 26) => f64::from(f32::from_bits(number as u32)),
            (major::SIMPLE, 27) => f64::from_bits(number),
            _ => return None,
        })
    }

    /// The bytes of a text or of bytes, pieces put together.
    fn string_of(&mut self, head: Head) -> Read<Vec<u8>> {
        if let Some(length) = head.number {
            return self.take(length).map(<[u8]>::to_vec);
        }
        let mut whole = Vec::new();
        while !self.is_break() {
            let piece = self.head()?;
            match piece.number {
                Some(length) if piece.major == head.major => whole.extend_from_slice(self.take(length)?),
                _ => return Err(self.malformed("a piece of the same kind")),
            }
        }
        self.at += 1;
        Ok(whole)
    }

    fn text_of(&mut self, head: Head) -> Read<String> {
        let bytes = self.string_of(head)?;
        String::from_utf8(bytes).map_err(|error| ReadError::Malformed(error.to_string()))
    }

    /// Visits as many items as `head` says.
    fn items(&mut self, head: Head, visit: &mut dyn FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(self.malformed("fewer levels of nesting"));
        }
        match head.number {
            Some(count) => {
                for _ in 0..count {
                    visit(self)?;
                }
            }
            None => {
                while !self.is_break() {
                    visit(self)?;
                }
                self.at += 1;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn entries(&mut self, head: Head, visit: &mut dyn FnMut(&mut Self, String) -> Read<()>) -> Read<()> {
        self.items(head, &mut |reader| {
            let key = reader.head()?;
            if key.major != major::TEXT {
                return Err(reader.malformed("a text as key"));
            }
            let key = reader.text_of(key)?;
            visit(reader, key)
        })
    }

    fn skip_value(&mut self) -> Read<()> {
        let head = self.value()?;
        match head.major {
            major::BYTES => self.string_of(head).map(drop),
            major::TEXT => self.text_of(head).map(drop),
            major::LIST => self.items(head, &mut Self::skip_value),
            major::MAP => self.entries(head, &mut |reader, _| reader.skip_value()),
            _ => self.token(head).map(drop),
        }
    }

    fn write_json(&mut self, json: &mut String) -> Read<()> {
        let head = self.value()?;
        match self.token(head)? {
            Token::Null => json.push_str("null"),
            Token::True => json.push_str("true"),
            Token::False => json.push_str("false"),
            Token::Number => match integer_of(head) {
                Some(number) => json.push_str(&number.to_string()),
                None => {
                    let mut writer = JsonWriter::default();
                    writer.float(Self::float_of(head).unwrap_or_default());
                    json.push_str(&writer.finish());
                }
            },
            Token::String if head.major == major::TEXT => write_json_string(json, &self.text_of(head)?),
            Token::String => write_json_string(json, &STANDARD.encode(self.string_of(head)?)),
            Token::List => {
                json.push('[');
                self.items(head, &mut |reader| {
                    separate(json);
                    reader.write_json(json)
                })?;
                json.push(']');
            }
            Token::Structure => {
                json.push('{');
                self.entries(head, &mut |reader, key| {
                    separate(json);
                    write_json_string(json, &key);
                    json.push(':');
                    reader.write_json(json)
                })?;
                json.push('}');
            }
        }
        Ok(())
    }
}

fn separate(json: &mut String) {
    if !json.ends_with(['[', '{']) {
        json.push(',');
    }
}

/// The whole number that `head` says; those beyond the largest are the largest.
fn integer_of(head: Head) -> Option<i64> {
    let number = i64::try_from(head.number?).unwrap_or(i64::MAX);
    match head.major {
        major::POSITIVE => Some(number),
        major::NEGATIVE => Some(-1 - number),
        _ => None,
    }
}

/// A float of two bytes: a sign, five bits of exponent, ten of fraction.
fn half(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let value = match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    };
    if bits >> 15 == 1 { -value } else { value }
}

impl Reader for CborReader<'_> {
    fn peek(&mut self) -> Read<Token> {
        let at = self.at;
        let token = self.value().and_then(|head| self.token(head));
        self.at = at;
        token
    }

    fn null(&mut self) -> Read<()> {
        let head = self.value()?;
        match self.token(head)? {
            Token::Null => Ok(()),
            found => Err(ReadError::unexpected(found, "Null")),
        }
    }

    fn boolean(&mut self) -> Read<bool> {
        let head = self.value()?;
        match self.token(head)? {
            Token::True => Ok(true),
            Token::False => Ok(false),
            found => Err(ReadError::unexpected(found, "Boolean")),
        }
    }

    fn integer(&mut self, wanted: &str) -> Read<i64> {
        let head = self.value()?;
        match integer_of(head).or_else(|| Self::float_of(head).map(|number| number.trunc() as i64)) {
            Some(number) => Ok(number),
            None => self.unexpected(head, wanted),
        }
    }

    fn float(&mut self) -> Read<f64> {
        let head = self.value()?;
        Self::float_of(head).map_or_else(|| self.unexpected(head, "Double"), Ok)
    }

    fn string(&mut self) -> Read<String> {
        let head = self.value()?;
        if head.major == major::TEXT { self.text_of(head) } else { self.unexpected(head, "String") }
    }

    fn blob(&mut self) -> Read<Bytes> {
        let head = self.value()?;
        if head.major == major::BYTES {
            self.string_of(head).map(Bytes::from)
        } else {
            self.unexpected(head, "Blob")
        }
    }

    fn timestamp(&mut self) -> Read<Timestamp> {
        let head = self.value()?;
        match Self::float_of(head) {
            Some(seconds) => Ok(Timestamp::from_seconds(seconds)),
            None => self.unexpected(head, "Timestamp"),
        }
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        member: &mut dyn FnMut(usize, &mut dyn Reader) -> Read<()>,
    ) -> Read<()> {
        let head = self.value()?;
        if head.major != major::MAP {
            return self.unexpected(head, "Structure");
        }
        self.entries(head, &mut |reader, key| match schema.index_of(&key) {
            Some(index) => member(index, reader),
            None => reader.skip_value(),
        })
    }

    fn list(&mut self, member: &mut dyn FnMut(&mut dyn Reader) -> Read<()>) -> Read<()> {
        let head = self.value()?;
        if head.major != major::LIST {
            return self.unexpected(head, "List");
        }
        self.items(head, &mut |reader| member(reader))
    }

    fn map(&mut self, member: &mut dyn FnMut(String, &mut dyn Reader) -> Read<()>) -> Read<()> {
        let head = self.value()?;
        if head.major != major::MAP {
            return self.unexpected(head, "Map");
        }
        self.entries(head, &mut |reader, key| member(key, reader))
    }

    fn document(&mut self) -> Read<String> {
        let mut json = String::new();
        self.write_json(&mut json)?;
        Ok(json)
    }

    fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }
}
