//! A reader of JSON that keeps types only, and says how far it came.
//!
//! It is given bytes that may end anywhere: what it read until then counts, and [`Reader::stopped`] says why it
//! stopped. It builds no values, and goes no deeper than [`DEPTH_MAX`]; what is deeper is a `string`.

use std::borrow::Cow;

use super::path::Step;
use crate::crawler::column_type::{ColumnType, Fields};
use crate::crawler::limits::DEPTH_MAX;

/// Why reading stopped within a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The bytes ended.
    End,
    /// This is not JSON.
    Damage,
}

/// What is left to read.
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    stopped: Option<Stop>,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, depth: 0, stopped: None }
    }

    pub fn position(&self) -> usize {
        self.at
    }

    pub fn stopped(&self) -> Option<Stop> {
        self.stopped
    }

    /// Whether no document follows.
    pub fn at_end(&mut self) -> bool {
        self.space();
        self.at >= self.bytes.len()
    }

    /// Goes on with the line after that of `from`.
    pub fn resume_after_line(&mut self, from: usize) {
        let line = self.bytes[from..].iter().position(|byte| *byte == b'\n');
        self.at = line.map_or(self.bytes.len(), |length| from + length + 1);
        self.stopped = None;
        self.depth = 0;
    }

    /// Whether an object comes next.
    pub fn is_object(&mut self) -> bool {
        self.peek() == Some(b'{')
    }

    /// The type of the value that comes next.
    pub fn value(&mut self) -> ColumnType {
        match self.peek() {
            Some(b'{') => {
                let mut fields = Fields::default();
                self.members(&mut |reader, name| {
                    let kind = reader.value();
                    fields.add(name, kind);
                });
                if self.depth >= DEPTH_MAX { ColumnType::String } else { ColumnType::Struct(fields) }
            }
            Some(b'[') => {
                let mut item = ColumnType::Unknown;
                self.items(&mut |reader, _| {
                    let kind = reader.value();
                    item = std::mem::take(&mut item).widen(kind);
                });
                if self.depth >= DEPTH_MAX { ColumnType::String } else { ColumnType::array(item) }
            }
            Some(b'"') => {
                self.text();
                ColumnType::String
            }
            Some(b't') => self.word("true", ColumnType::Boolean),
            Some(b'f') => self.word("false", ColumnType::Boolean),
            Some(b'n') => self.word("null", ColumnType::Unknown),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.stop(Stop::Damage),
            None => self.stop(Stop::End),
        }
    }

    /// Reads the object that comes next; `member` reads each value.
    pub fn members(&mut self, member: &mut dyn FnMut(&mut Self, &str)) {
        self.listed(b'}', &mut |reader| {
            if reader.peek().is_some_and(|byte| byte != b'"') {
                reader.stop(Stop::Damage);
                return;
            }
            let Some(name) = reader.text() else { return };
            match reader.peek() {
                Some(b':') => reader.at += 1,
                Some(_) => drop(reader.stop(Stop::Damage)),
                None => drop(reader.stop(Stop::End)),
            }
            // A name whose value is cut off says nothing of its type.
            if reader.stopped.is_none() && reader.peek().is_some() {
                member(reader, &name);
            } else if reader.stopped.is_none() {
                reader.stop(Stop::End);
            }
        });
    }

    /// Reads the array that comes next; `item` reads each value, and is told its place.
    fn items(&mut self, item: &mut dyn FnMut(&mut Self, usize)) {
        let mut place = 0;
        self.listed(b']', &mut |reader| {
            item(reader, place);
            place += 1;
        });
    }

    /// Has `record` read each value that `steps` lead to, and passes over the rest of the value that comes next.
    pub fn select(&mut self, steps: &[Step], record: &mut dyn FnMut(&mut Self)) {
        let Some((step, rest)) = steps.split_first() else {
            record(self);
            return;
        };
        match (self.peek(), step) {
            (Some(b'{'), Step::Name(_) | Step::All) => self.members(&mut |reader, name| match step {
                Step::Name(wanted) if wanted != name => drop(reader.value()),
                _ => reader.select(rest, record),
            }),
            (Some(b'['), Step::Place(_) | Step::All) => self.items(&mut |reader, place| match step {
                Step::Place(wanted) if *wanted != place => drop(reader.value()),
                _ => reader.select(rest, record),
            }),
            _ => drop(self.value()),
        }
    }

    /// Reads what stands between brackets and commas, up to `close`.
    fn listed(&mut self, close: u8, one: &mut dyn FnMut(&mut Self)) {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH_MAX * 2 {
            self.stop(Stop::Damage);
        }
        let mut first = true;
        while self.stopped.is_none() {
            match self.peek() {
                Some(byte) if byte == close => {
                    self.at += 1;
                    break;
                }
                Some(b',') if !first => {
                    self.at += 1;
                    one(self);
                }
                Some(_) if first => one(self),
                Some(_) => drop(self.stop(Stop::Damage)),
                None => drop(self.stop(Stop::End)),
            }
            first = false;
        }
        self.depth -= 1;
    }

    /// Reads the string that comes next.
    fn text(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at += 1;
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 1;
                }
                Some(b'\n') => {
                    self.stop(Stop::Damage);
                    return None;
                }
                Some(_) => {}
                None => {
                    self.at = self.bytes.len();
                    self.stop(Stop::End);
                    return None;
                }
            }
        }
        self.at += 1;
        let quoted = &self.bytes[start..self.at];
        if escaped {
            return match serde_json::from_slice::<String>(quoted) {
                Ok(text) => Some(Cow::Owned(text)),
                Err(_) => {
                    self.stop(Stop::Damage);
                    None
                }
            };
        }
        Some(String::from_utf8_lossy(&quoted[1..quoted.len() - 1]))
    }

    fn number(&mut self) -> ColumnType {
        let start = self.at;
        while matches!(self.bytes.get(self.at), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        let text = str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        if self.at == self.bytes.len() && self.depth > 0 {
            // More digits may have followed.
            return self.stop(Stop::End);
        }
        if text.parse::<i32>().is_ok() {
            ColumnType::Int
        } else if text.parse::<i64>().is_ok() {
            ColumnType::BigInt
        } else if text.parse::<f64>().is_ok() {
            ColumnType::Double
        } else {
            self.stop(Stop::Damage)
        }
    }

    fn word(&mut self, word: &str, kind: ColumnType) -> ColumnType {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            kind
        } else if word.as_bytes().starts_with(rest) {
            self.stop(Stop::End)
        } else {
            self.stop(Stop::Damage)
        }
    }

    fn stop(&mut self, why: Stop) -> ColumnType {
        self.stopped.get_or_insert(why);
        ColumnType::Unknown
    }

    fn space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&mut self) -> Option<u8> {
        self.space();
        self.bytes.get(self.at).copied()
    }
}
