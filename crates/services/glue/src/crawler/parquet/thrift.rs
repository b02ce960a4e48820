//! Thrift's compact protocol, read.
//!
//! Every read answers nothing where the bytes are none. Lists are walked as they are read, so a length that lies costs
//! nothing; structures within structures are bounded.

use crate::crawler::limits::DEPTH_MAX;

/// The type of what comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    True,
    False,
    Byte,
    /// An integer of 16, 32 or 64 bits.
    Number,
    Double,
    Bytes,
    List,
    Map,
    Struct,
}

impl Kind {
    fn of(code: u8) -> Option<Self> {
        Some(match code {
            1 => Self::True,
            2 => Self::False,
            3 => Self::Byte,
            4..=6 => Self::Number,
            7 => Self::Double,
            8 => Self::Bytes,
            9 | 10 => Self::List,
            11 => Self::Map,
            12 => Self::Struct,
            _ => return None,
        })
    }
}

/// What is left to read.
pub struct Thrift<'b> {
    rest: &'b [u8],
    depth: usize,
}

impl<'b> Thrift<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, depth: 0 }
    }

    /// Reads a structure; `field` is told each field's number and type, and reads it.
    pub fn structure(&mut self, field: &mut dyn FnMut(&mut Self, i64, Kind) -> Option<()>) -> Option<()> {
        self.deeper(&mut |thrift| {
            let mut id = 0;
            loop {
                let head = thrift.byte()?;
                if head == 0 {
                    return Some(());
                }
                id = match head >> 4 {
                    0 => thrift.number()?,
                    ahead => id + i64::from(ahead),
                };
                field(thrift, id, Kind::of(head & 0x0f)?)?;
            }
        })
    }

    /// Reads a list; `item` is told each item's type, and reads it.
    pub fn list(&mut self, item: &mut dyn FnMut(&mut Self, Kind) -> Option<()>) -> Option<()> {
        self.deeper(&mut |thrift| {
            let head = thrift.byte()?;
            let length = if head >> 4 == 15 { thrift.varint()? } else { u64::from(head >> 4) };
            let kind = match Kind::of(head & 0x0f)? {
                // A boolean in a list is a byte of its own.
                Kind::True | Kind::False => Kind::Byte,
                kind => kind,
            };
            (0..length).try_for_each(|_| item(thrift, kind))
        })
    }

    /// Reads an integer.
    pub fn number(&mut self) -> Option<i64> {
        let zigzag = self.varint()?;
        Some((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
    }

    /// Reads an integer of one byte.
    pub fn small(&mut self) -> Option<i64> {
        self.byte().map(|byte| i64::from(byte as i8))
    }

    /// Reads a text.
    pub fn text(&mut self) -> Option<String> {
        let length = self.varint()?;
        Some(String::from_utf8_lossy(self.bytes(length)?).into_owned())
    }

    /// Reads past a value.
    pub fn pass_over(&mut self, kind: Kind) -> Option<()> {
        match kind {
            Kind::True | Kind::False => Some(()),
            Kind::Byte => self.byte().map(drop),
            Kind::Number => self.varint().map(drop),
            Kind::Double => self.bytes(8).map(drop),
            Kind::Bytes => {
                let length = self.varint()?;
                self.bytes(length).map(drop)
            }
            Kind::List => self.list(&mut |thrift, kind| thrift.pass_over(kind)),
            Kind::Map => self.map(),
            Kind::Struct => self.structure(&mut |thrift, _, kind| thrift.pass_over(kind)),
        }
    }

    fn map(&mut self) -> Option<()> {
        self.deeper(&mut |thrift| {
            let length = thrift.varint()?;
            if length == 0 {
                return Some(());
            }
            let kinds = thrift.byte()?;
            let (key, value) = (Kind::of(kinds >> 4)?, Kind::of(kinds & 0x0f)?);
            (0..length).try_for_each(|_| {
                thrift.pass_over(key)?;
                thrift.pass_over(value)
            })
        })
    }

    fn deeper(&mut self, read: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if self.depth >= DEPTH_MAX {
            return None;
        }
        self.depth += 1;
        let done = read(self);
        self.depth -= 1;
        done
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn bytes(&mut self, length: u64) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(usize::try_from(length).ok()?)?;
        self.rest = rest;
        Some(taken)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
}
