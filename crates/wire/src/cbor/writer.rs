//! Writes CBOR: structures, lists and maps of indefinite length, numbers as short as they are, floats in eight bytes.

use kernel::Timestamp;

use super::{BREAK, major};
use crate::{Field, JsonReader, Reader, Token, Writer};

/// What begins a list and a map of indefinite length.
const BEGIN_LIST: u8 = major::LIST << 5 | 31;
const BEGIN_MAP: u8 = major::MAP << 5 | 31;
/// The one simple value beside truth values.
const NULL: u8 = major::SIMPLE << 5 | 22;
/// The tag of a time in seconds since the epoch.
const EPOCH: u64 = 1;

/// A sink for CBOR.
#[derive(Debug, Default)]
pub struct CborWriter {
    bytes: Vec<u8>,
}

impl CborWriter {
    /// What was written.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn head(&mut self, major: u8, number: u64) {
        let kind = major << 5;
        match number {
            0..=23 => self.bytes.push(kind | number as u8),
            24..=0xff => self.bytes.extend([kind | 24, number as u8]),
            0x100..=0xffff => {
                self.bytes.push(kind | 25);
                self.bytes.extend((number as u16).to_be_bytes());
            }
            0x1_0000..=0xffff_ffff => {
                self.bytes.push(kind | 26);
                self.bytes.extend((number as u32).to_be_bytes());
            }
            _ => {
                self.bytes.push(kind | 27);
                self.bytes.extend(number.to_be_bytes());
            }
        }
    }

    /// Copies one JSON value; what is no JSON becomes a null.
    fn copy(&mut self, reader: &mut dyn Reader) {
        match reader.peek() {
            Ok(Token::True | Token::False) => self.boolean(reader.boolean().unwrap_or_default()),
            Ok(Token::String) => self.string(&reader.string().unwrap_or_default()),
            Ok(Token::Number) => {
                let text = reader.document().unwrap_or_default();
                match text.parse::<i64>() {
                    Ok(number) => self.integer(number),
                    Err(_) => self.float(text.parse().unwrap_or_default()),
                }
            }
            Ok(Token::List) => {
                self.begin_list();
                // What breaks off here was no JSON; the list is closed all the same.
                let _ = reader.list(&mut |member| {
                    self.copy(member);
                    Ok(())
                });
                self.end_list();
            }
            Ok(Token::Structure) => {
                self.begin_map();
                let _ = reader.map(&mut |key, member| {
                    self.key(&key);
                    self.copy(member);
                    Ok(())
                });
                self.end_map();
            }
            Ok(Token::Null) => {
                let _ = reader.null();
                self.bytes.push(NULL);
            }
            Err(_) => self.bytes.push(NULL),
        }
    }
}

impl Writer for CborWriter {
    fn boolean(&mut self, value: bool) {
        self.bytes.push(major::SIMPLE << 5 | if value { 21 } else { 20 });
    }

    fn integer(&mut self, value: i64) {
        match u64::try_from(value) {
            Ok(number) => self.head(major::POSITIVE, number),
            Err(_) => self.head(major::NEGATIVE, value.unsigned_abs() - 1),
        }
    }

    fn float(&mut self, value: f64) {
        self.bytes.push(major::SIMPLE << 5 | 27);
        self.bytes.extend(value.to_be_bytes());
    }

    fn string(&mut self, value: &str) {
        self.head(major::TEXT, value.len() as u64);
        self.bytes.extend_from_slice(value.as_bytes());
    }

    fn blob(&mut self, value: &[u8]) {
        self.head(major::BYTES, value.len() as u64);
        self.bytes.extend_from_slice(value);
    }

    fn timestamp(&mut self, value: Timestamp) {
        self.head(major::TAG, EPOCH);
        match value.0.is_multiple_of(1000) {
            true => self.integer((value.0 / 1000) as i64),
            false => self.float(value.as_seconds()),
        }
    }

    fn document(&mut self, json: &str) {
        match JsonReader::new(json.as_bytes()) {
            Ok(mut reader) => self.copy(&mut reader),
            Err(_) => self.bytes.push(NULL),
        }
    }

    fn begin_structure(&mut self) {
        self.bytes.push(BEGIN_MAP);
    }

    fn field(&mut self, field: &'static Field) {
        self.string(field.name);
    }

    fn end_structure(&mut self) {
        self.bytes.push(BREAK);
    }

    fn begin_list(&mut self) {
        self.bytes.push(BEGIN_LIST);
    }

    fn element(&mut self) {}

    fn end_list(&mut self) {
        self.bytes.push(BREAK);
    }

    fn begin_map(&mut self) {
        self.bytes.push(BEGIN_MAP);
    }

    fn key(&mut self, key: &str) {
        self.string(key);
    }

    fn end_map(&mut self) {
        self.bytes.push(BREAK);
    }
}
