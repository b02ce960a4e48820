//! Values and their types, as PostgreSQL knows them: object ids, text and binary forms.
//!
//! Each of the engine's types has one of PostgreSQL's. Rows, maps, and arrays of anything that is no scalar are json.

pub mod arrays;
pub mod binary;
pub mod json;
pub mod parameters;
pub mod text;

use arrow::array::Array;
use arrow::datatypes::{DataType, TimeUnit};
use bytes::BytesMut;

use crate::errors::Problem;

/// Object ids of types: PostgreSQL's `pg_type.dat`.
pub mod oid {
    #![allow(missing_docs, reason = "each is the type of its name")]
    pub const BOOL: u32 = 16;
    pub const BYTEA: u32 = 17;
    pub const CHAR: u32 = 18;
    pub const NAME: u32 = 19;
    pub const INT8: u32 = 20;
    pub const INT2: u32 = 21;
    pub const INT4: u32 = 23;
    pub const TEXT: u32 = 25;
    pub const OID: u32 = 26;
    pub const JSON: u32 = 114;
    pub const FLOAT4: u32 = 700;
    pub const FLOAT8: u32 = 701;
    pub const UNKNOWN: u32 = 705;
    pub const BPCHAR: u32 = 1042;
    pub const VARCHAR: u32 = 1043;
    pub const DATE: u32 = 1082;
    pub const TIME: u32 = 1083;
    pub const TIMESTAMP: u32 = 1114;
    pub const TIMESTAMPTZ: u32 = 1184;
    pub const INTERVAL: u32 = 1186;
    pub const NUMERIC: u32 = 1700;
    pub const UUID: u32 = 2950;
    pub const JSONB: u32 = 3802;
}

/// A type, as a column of an answer tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The type's object id.
    pub oid: u32,
    /// The bytes of each value; -1 where they differ.
    pub size: i16,
    /// Digits and the like; -1 where there are none.
    pub modifier: i32,
}

impl Kind {
    /// A type without digits.
    pub fn plain(oid: u32) -> Self {
        let size = match oid {
            oid::BOOL | oid::CHAR => 1,
            oid::INT2 => 2,
            oid::INT4 | oid::FLOAT4 | oid::DATE | oid::OID => 4,
            oid::INT8 | oid::FLOAT8 | oid::TIME | oid::TIMESTAMP | oid::TIMESTAMPTZ => 8,
            oid::INTERVAL | oid::UUID => 16,
            oid::NAME => 64,
            _ => -1,
        };
        Self { oid, size, modifier: -1 }
    }

    /// The type that stands for one of the engine's.
    pub fn of(kind: &DataType) -> Self {
        match kind {
            DataType::Decimal128(precision, scale) => {
                let modifier = (i32::from(*precision) << 16 | i32::from(*scale)) + 4;
                Self { modifier, ..Self::plain(oid::NUMERIC) }
            }
            DataType::List(item) => {
                Self::plain(array_of(Self::of(item.data_type()).oid).unwrap_or(oid::JSON))
            }
            other => Self::plain(scalar(other)),
        }
    }
}

fn scalar(kind: &DataType) -> u32 {
    match kind {
        DataType::Boolean => oid::BOOL,
        DataType::Int8 | DataType::Int16 => oid::INT2,
        DataType::Int32 => oid::INT4,
        DataType::Int64 | DataType::UInt64 => oid::INT8,
        DataType::UInt32 => oid::OID,
        DataType::Float32 => oid::FLOAT4,
        DataType::Float64 => oid::FLOAT8,
        DataType::Binary => oid::BYTEA,
        DataType::FixedSizeBinary(16) => oid::UUID,
        DataType::Date32 => oid::DATE,
        DataType::Time32(TimeUnit::Millisecond) => oid::TIME,
        DataType::Timestamp(TimeUnit::Millisecond, None) => oid::TIMESTAMP,
        DataType::Timestamp(TimeUnit::Millisecond, Some(_)) => oid::TIMESTAMPTZ,
        DataType::Interval(_) => oid::INTERVAL,
        DataType::LargeUtf8 | DataType::Map(..) | DataType::Struct(_) => oid::JSON,
        _ => oid::TEXT,
    }
}

/// The type of arrays of a scalar type.
pub fn array_of(item: u32) -> Option<u32> {
    Some(match item {
        oid::BOOL => 1000,
        oid::BYTEA => 1001,
        oid::CHAR => 1002,
        oid::NAME => 1003,
        oid::INT2 => 1005,
        oid::INT4 => 1007,
        oid::TEXT => 1009,
        oid::BPCHAR => 1014,
        oid::VARCHAR => 1015,
        oid::INT8 => 1016,
        oid::FLOAT4 => 1021,
        oid::FLOAT8 => 1022,
        oid::OID => 1028,
        oid::TIMESTAMP => 1115,
        oid::DATE => 1182,
        oid::TIME => 1183,
        oid::TIMESTAMPTZ => 1185,
        oid::INTERVAL => 1187,
        oid::NUMERIC => 1231,
        oid::UUID => 2951,
        _ => return None,
    })
}

/// The type of an array's items.
pub fn item_of(array: u32) -> Option<u32> {
    ITEMS.iter().copied().find(|item| array_of(*item) == Some(array))
}

/// The scalar types that there are arrays of.
pub const ITEMS: [u32; 20] = [
    oid::BOOL,
    oid::BYTEA,
    oid::CHAR,
    oid::NAME,
    oid::INT2,
    oid::INT4,
    oid::TEXT,
    oid::BPCHAR,
    oid::VARCHAR,
    oid::INT8,
    oid::FLOAT4,
    oid::FLOAT8,
    oid::OID,
    oid::TIMESTAMP,
    oid::DATE,
    oid::TIME,
    oid::TIMESTAMPTZ,
    oid::INTERVAL,
    oid::NUMERIC,
    oid::UUID,
];

/// Text or binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As people read it.
    Text,
    /// As machines do.
    Binary,
}

impl Format {
    /// The format that the protocol numbers so.
    pub fn of(number: u16) -> Result<Self, Problem> {
        match number {
            0 => Ok(Self::Text),
            1 => Ok(Self::Binary),
            other => Err(Problem::new("08P01", format!("unsupported format code: {other}"))),
        }
    }

    /// Its number.
    pub fn number(self) -> u16 {
        u16::from(self == Self::Binary)
    }

    /// Writes a value; answers `false`, and writes nothing, where it is null.
    pub fn write(self, array: &dyn Array, row: usize, out: &mut BytesMut) -> Result<bool, Problem> {
        if is_null(array, row) {
            return Ok(false);
        }
        match self {
            Self::Text => text::write(array, row, out)?,
            Self::Binary => binary::write(array, row, out)?,
        }
        Ok(true)
    }
}

/// Whether the value is null; arrays of type null have no marks.
pub fn is_null(array: &dyn Array, row: usize) -> bool {
    array.data_type() == &DataType::Null || array.is_null(row)
}

/// Bytes into hexadecimal.
pub(crate) fn hex(bytes: &[u8], out: &mut BytesMut) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
        out.extend_from_slice(&[DIGITS[high], DIGITS[low]]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_know_their_items() {
        for item in ITEMS {
            assert_eq!(array_of(item).and_then(item_of), Some(item));
        }
        assert_eq!(item_of(oid::TEXT), None);
    }
}
