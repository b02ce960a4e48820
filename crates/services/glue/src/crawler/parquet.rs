//! The Parquet classifier: columns and rows, from the footer alone.
//!
//! Nested columns keep their structure: lists and maps in the shapes that the format's rules for older files allow.
//! Types are named as Hive names them; unsigned ones by what holds them; times of day by the number they are stored as.
//! <https://github.com/apache/parquet-format/blob/master/LogicalTypes.md>

mod schema;
mod thrift;

use super::column_type::Fields;
use super::schema::Records;
use thrift::{Kind, Thrift};

/// How a file begins and ends.
pub const MAGIC: &[u8] = b"PAR1";
/// What follows the footer: its length, and [`MAGIC`].
pub const END_BYTES: usize = 8;

/// What a footer says.
#[derive(Debug)]
pub struct Footer {
    pub columns: Fields,
    pub records: Records,
}

/// The bytes of footer and end, as the last [`END_BYTES`] of a file say; nothing where they are no end.
pub fn footer_bytes(tail: &[u8]) -> Option<usize> {
    let rest = tail.strip_suffix(MAGIC)?;
    let (_, length) = rest.split_last_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*length)).ok()?.checked_add(END_BYTES)
}

/// Reads the footer of the file that ends with `tail`.
pub fn read(tail: &[u8]) -> Option<Footer> {
    let start = tail.len().checked_sub(footer_bytes(tail)?)?;
    let mut thrift = Thrift::new(&tail[start..tail.len() - END_BYTES]);
    let (mut elements, mut rows, mut bytes) = (Vec::new(), None, 0_u64);
    thrift.structure(&mut |thrift, id, kind| match (id, kind) {
        (2, Kind::List) => thrift.list(&mut |thrift, kind| {
            (kind == Kind::Struct).then_some(())?;
            elements.push(schema::element(thrift)?);
            Some(())
        }),
        (3, Kind::Number) => {
            rows = Some(u64::try_from(thrift.number()?).ok()?);
            Some(())
        }
        (4, Kind::List) => thrift.list(&mut |thrift, kind| {
            (kind == Kind::Struct).then_some(())?;
            thrift.structure(&mut |thrift, id, kind| match (id, kind) {
                (2, Kind::Number) => {
                    bytes = bytes.saturating_add(u64::try_from(thrift.number()?).ok()?);
                    Some(())
                }
                _ => thrift.pass_over(kind),
            })
        }),
        _ => thrift.pass_over(kind),
    })?;
    Some(Footer { columns: schema::columns(&elements)?, records: Records { count: rows?, bytes } })
}

#[cfg(test)]
mod tests;
