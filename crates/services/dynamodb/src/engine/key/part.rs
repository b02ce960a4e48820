//! One key attribute as bytes that sort as its values do and that end by themselves.
//!
//! Strings and binary: the bytes, with 00 written as 00 FF, then 00 01. Numbers: 00, 01 or 02 for below, at
//! or above zero; for a number above zero its magnitude + 130, its digits in pairs from the first (each pair
//! plus one, a missing last digit is 0), then 00; below zero the same bytes after the first, inverted.

use bytes::Bytes;
use dynamodb_api::{AttributeType, AttributeValue, Number};
use thiserror::Error;

const NEGATIVE: u8 = 0;
const ZERO: u8 = 1;
const POSITIVE: u8 = 2;

/// Added to a magnitude, -130 ..= 125, to make a byte.
const MAGNITUDE_BIAS: i16 = 130;

/// Follows 00 where it is part of a string.
const ESCAPED: u8 = 0xff;

/// Follows 00 where a string ends; less than [`ESCAPED`], so that prefixes sort first.
const END: u8 = 1;

/// The types a key attribute may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarType {
    /// String.
    S,
    /// Number.
    N,
    /// Binary.
    B,
}

impl ScalarType {
    /// The same among all types of values.
    #[must_use]
    pub fn attribute_type(self) -> AttributeType {
        match self {
            Self::S => AttributeType::S,
            Self::N => AttributeType::N,
            Self::B => AttributeType::B,
        }
    }
}

/// The value of a key attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar<'v> {
    /// String.
    S(&'v str),
    /// Number.
    N(&'v Number),
    /// Binary.
    B(&'v [u8]),
}

/// Bytes that are no stored key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a stored key is not well formed; its bytes are damaged")]
pub struct KeyDamaged;

impl<'v> Scalar<'v> {
    /// The value, where it has a type that keys may have.
    #[must_use]
    pub fn of(value: &'v AttributeValue) -> Option<Self> {
        match value {
            AttributeValue::S(text) => Some(Self::S(text)),
            AttributeValue::N(number) => Some(Self::N(number)),
            AttributeValue::B(bytes) => Some(Self::B(bytes)),
            _ => None,
        }
    }

    /// The value, where it has this type.
    #[must_use]
    pub fn typed(value: &'v AttributeValue, scalar: ScalarType) -> Option<Self> {
        (value.attribute_type() == scalar.attribute_type()).then(|| Self::of(value)).flatten()
    }

    /// Length that AWS limits, bytes: 2048 in a partition key, 1024 in a sort key. Numbers always fit.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::S(text) => text.len(),
            Self::N(_) => 0,
            Self::B(bytes) => bytes.len(),
        }
    }

    pub(super) fn append(&self, out: &mut Vec<u8>) {
        match self {
            Self::S(text) => append_bytes(out, text.as_bytes()),
            Self::B(bytes) => append_bytes(out, bytes),
            Self::N(number) => append_number(out, number),
        }
    }

    /// The bytes that every value beginning with this one begins with; numbers begin nothing but themselves.
    pub(super) fn append_prefix(&self, out: &mut Vec<u8>) {
        match self {
            Self::S(text) => escape(out, text.as_bytes()),
            Self::B(bytes) => escape(out, bytes),
            Self::N(number) => append_number(out, number),
        }
    }
}

fn append_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    escape(out, bytes);
    out.extend([0, END]);
}

fn escape(out: &mut Vec<u8>, bytes: &[u8]) {
    out.reserve(bytes.len() + 2);
    let mut pieces = bytes.split(|&byte| byte == 0);
    out.extend_from_slice(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.extend([0, ESCAPED]);
        out.extend_from_slice(piece);
    }
}

fn append_number(out: &mut Vec<u8>, number: &Number) {
    if number.is_zero() {
        return out.push(ZERO);
    }
    let start = out.len() + 1;
    let magnitude = number.magnitude() + MAGNITUDE_BIAS;
    out.push(POSITIVE);
    out.push(u8::try_from(magnitude).expect("invariant: magnitudes span 256 values"));
    let mut digits = number.coefficient().unsigned_abs();
    if number.digits() % 2 == 1 {
        digits *= 10;
    }
    let first = out.len();
    while digits > 0 {
        out.push((digits % 100) as u8 + 1);
        digits /= 100;
    }
    out[first..].reverse();
    out.push(0);
    if number.is_negative() {
        out[start - 1] = NEGATIVE;
        out[start..].iter_mut().for_each(|byte| *byte = !*byte);
    }
}

/// Takes one part off the front of `bytes`.
pub(super) fn take(bytes: &mut &[u8], scalar: ScalarType) -> Result<AttributeValue, KeyDamaged> {
    match scalar {
        ScalarType::S => String::from_utf8(take_bytes(bytes)?).map(AttributeValue::S).map_err(|_| KeyDamaged),
        ScalarType::B => Ok(AttributeValue::B(Bytes::from(take_bytes(bytes)?))),
        ScalarType::N => take_number(bytes).map(AttributeValue::N),
    }
}

fn take_bytes(bytes: &mut &[u8]) -> Result<Vec<u8>, KeyDamaged> {
    let mut out = Vec::new();
    loop {
        let zero = bytes.iter().position(|&byte| byte == 0).ok_or(KeyDamaged)?;
        out.extend_from_slice(&bytes[..zero]);
        let mark = *bytes.get(zero + 1).ok_or(KeyDamaged)?;
        *bytes = &bytes[zero + 2..];
        match mark {
            ESCAPED => out.push(0),
            END => return Ok(out),
            _ => return Err(KeyDamaged),
        }
    }
}

fn take_number(bytes: &mut &[u8]) -> Result<Number, KeyDamaged> {
    let mut next = || {
        let (&byte, rest) = bytes.split_first().ok_or(KeyDamaged)?;
        *bytes = rest;
        Ok(byte)
    };
    let (negative, flip) = match next()? {
        ZERO => return Ok(Number::ZERO),
        POSITIVE => (false, 0),
        NEGATIVE => (true, 0xff),
        _ => return Err(KeyDamaged),
    };
    let magnitude = i64::from(next()? ^ flip) - i64::from(MAGNITUDE_BIAS);
    let mut coefficient: i128 = 0;
    let mut pairs = 0;
    loop {
        match next()? ^ flip {
            0 if pairs > 0 => break,
            pair @ 1..=100 if pairs < 19 => {
                coefficient = coefficient * 100 + i128::from(pair - 1);
                pairs += 1;
            }
            _ => return Err(KeyDamaged),
        }
    }
    let coefficient = if negative { -coefficient } else { coefficient };
    let number = Number::new(coefficient, magnitude + 1 - 2 * pairs).map_err(|_| KeyDamaged)?;
    if i64::from(number.magnitude()) == magnitude { Ok(number) } else { Err(KeyDamaged) }
}
