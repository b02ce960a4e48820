//! Reading what [`super::encode`] writes, and nothing else.

use std::collections::BTreeSet;

use bytes::Bytes;
use dynamodb_api::{AttributeValue, Item, Number};
use thiserror::Error;

use super::{DEPTH_MAX, VERSION, tag};

/// Why bytes are no item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodecError {
    /// Written by another version.
    #[error("the item has format version `{0}`; this program reads version 1, use the one that wrote it")]
    Version(u8),
    /// Fewer bytes than the item needs.
    #[error("the item ends early; its bytes are damaged")]
    Truncated,
    /// Bytes that no item is written as.
    #[error("the item is not well formed at its {0}; its bytes are damaged")]
    Malformed(&'static str),
}

pub(super) fn item(bytes: &[u8]) -> Result<Item, CodecError> {
    let mut reader = Reader::of_item(bytes)?;
    let item = reader.map(DEPTH_MAX)?;
    reader.end()?;
    Ok(item)
}

/// Reads the parts of an item in their order.
#[derive(Clone)]
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// A reader of the map that an item is.
    pub fn of_item(bytes: &'b [u8]) -> Result<Self, CodecError> {
        let mut reader = Self { rest: bytes };
        match reader.byte()? {
            VERSION => Ok(reader),
            version => Err(CodecError::Version(version)),
        }
    }

    /// Sees to it that nothing is left.
    pub fn end(&self) -> Result<(), CodecError> {
        if self.rest.is_empty() { Ok(()) } else { Err(CodecError::Malformed("end")) }
    }

    fn map(&mut self, depth: usize) -> Result<Item, CodecError> {
        let count = self.count()?;
        let mut entries: Vec<(String, AttributeValue)> = Vec::with_capacity(count.min(256));
        for _ in 0..count {
            let name = self.text()?;
            if entries.last().is_some_and(|(last, _)| last.as_str() >= name) {
                return Err(CodecError::Malformed("names"));
            }
            entries.push((name.to_owned(), self.value(depth)?));
        }
        Ok(entries.into_iter().collect())
    }

    fn value(&mut self, depth: usize) -> Result<AttributeValue, CodecError> {
        let nested = || depth.checked_sub(1).ok_or(CodecError::Malformed("nesting"));
        Ok(match self.byte()? {
            tag::NULL => AttributeValue::Null,
            tag::FALSE => AttributeValue::Bool(false),
            tag::TRUE => AttributeValue::Bool(true),
            tag::STRING => AttributeValue::S(self.text()?.to_owned()),
            tag::NUMBER => AttributeValue::N(self.number()?),
            tag::BINARY => AttributeValue::B(Bytes::copy_from_slice(self.blob()?)),
            tag::STRING_SET => AttributeValue::Ss(self.set(|reader| Ok(reader.text()?.to_owned()))?),
            tag::NUMBER_SET => AttributeValue::Ns(self.set(Self::number)?),
            tag::BINARY_SET => {
                AttributeValue::Bs(self.set(|reader| Ok(Bytes::copy_from_slice(reader.blob()?)))?)
            }
            tag::LIST => {
                let rest = nested()?;
                let count = self.count()?;
                let mut list = Vec::with_capacity(count.min(256));
                for _ in 0..count {
                    list.push(self.value(rest)?);
                }
                AttributeValue::L(list)
            }
            tag::MAP => AttributeValue::M(self.map(nested()?)?),
            _ => return Err(CodecError::Malformed("type")),
        })
    }

    fn set<T: Ord>(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<T, CodecError>,
    ) -> Result<BTreeSet<T>, CodecError> {
        let count = self.count()?;
        let mut elements: Vec<T> = Vec::with_capacity(count.min(256));
        for _ in 0..count {
            let next = element(self)?;
            if elements.last().is_some_and(|last| *last >= next) {
                return Err(CodecError::Malformed("set"));
            }
            elements.push(next);
        }
        Ok(elements.into_iter().collect())
    }

    pub fn number(&mut self) -> Result<Number, CodecError> {
        const DAMAGED: CodecError = CodecError::Malformed("number");
        let exponent = unzigzag(self.varint()?);
        let coefficient = unzigzag(self.varint()?);
        let exponent = i64::try_from(exponent).map_err(|_| DAMAGED)?;
        let number = Number::new(coefficient, exponent).map_err(|_| DAMAGED)?;
        let canonical = number.coefficient() == coefficient && i64::from(number.exponent()) == exponent;
        if canonical { Ok(number) } else { Err(DAMAGED) }
    }

    pub fn text(&mut self) -> Result<&'b str, CodecError> {
        std::str::from_utf8(self.blob()?).map_err(|_| CodecError::Malformed("text"))
    }

    pub fn blob(&mut self) -> Result<&'b [u8], CodecError> {
        let length = self.length()?;
        let (blob, rest) = self.rest.split_at_checked(length).ok_or(CodecError::Truncated)?;
        self.rest = rest;
        Ok(blob)
    }

    /// A count of elements, of which each takes a byte at least.
    pub fn count(&mut self) -> Result<usize, CodecError> {
        let count = self.length()?;
        if count > self.rest.len() { Err(CodecError::Truncated) } else { Ok(count) }
    }

    fn length(&mut self) -> Result<usize, CodecError> {
        if let Some((&byte, rest)) = self.rest.split_first()
            && byte < 0x80
        {
            self.rest = rest;
            return Ok(usize::from(byte));
        }
        usize::try_from(self.varint()?).map_err(|_| CodecError::Malformed("length"))
    }

    fn varint(&mut self) -> Result<u128, CodecError> {
        let mut value: u128 = 0;
        for shift in (0..u128::BITS).step_by(7) {
            let byte = self.byte()?;
            let bits = u128::from(byte & 0x7f);
            value |= bits << shift;
            if value >> shift != bits {
                break;
            }
            if byte < 0x80 {
                let shortest = byte != 0 || shift == 0;
                return if shortest { Ok(value) } else { Err(CodecError::Malformed("varint")) };
            }
        }
        Err(CodecError::Malformed("varint"))
    }

    pub fn byte(&mut self) -> Result<u8, CodecError> {
        let (&byte, rest) = self.rest.split_first().ok_or(CodecError::Truncated)?;
        self.rest = rest;
        Ok(byte)
    }
}

fn unzigzag(value: u128) -> i128 {
    (value >> 1).cast_signed() ^ -((value & 1).cast_signed())
}
