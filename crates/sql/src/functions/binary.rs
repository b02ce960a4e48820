//! Bytes: hashes and codings; parts and padding as texts have them.

mod coding;
mod digest;
mod murmur;

use super::arguments::{Arguments, Out, invalid};
use super::scalar::{Definition, scalar};
use crate::limits::STRING_BYTES_MAX;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["concat(varbinary...) -> varbinary"], |a| {
            a.binaries(|row| {
                Ok(Some((0..a.count()).map(|index| a.bytes(index, row)).collect::<Vec<_>>().concat()))
            })
        }),
        scalar(&["reverse(varbinary) -> varbinary"], |a| {
            a.binaries(|row| Ok(Some(a.bytes(0, row).iter().rev().copied().collect::<Vec<u8>>())))
        }),
        scalar(&["lpad(varbinary, bigint, varbinary) -> varbinary"], |a| pad(a, true)),
        scalar(&["rpad(varbinary, bigint, varbinary) -> varbinary"], |a| pad(a, false)),
        scalar(
            &["substr(varbinary, bigint) -> varbinary", "substr(varbinary, bigint, bigint) -> varbinary"],
            part,
        ),
        scalar(
            &[
                "substring(varbinary, bigint) -> varbinary",
                "substring(varbinary, bigint, bigint) -> varbinary",
            ],
            part,
        ),
    ]
    .into_iter()
    .chain(digest::functions())
    .chain(coding::functions())
    .collect()
}

fn pad(a: &Arguments, before: bool) -> Out {
    a.binaries(|row| {
        let (bytes, fill) = (a.bytes(0, row), a.bytes(2, row));
        let size = usize::try_from(a.long(1, row)).ok().filter(|size| *size <= STRING_BYTES_MAX);
        let size = size
            .ok_or_else(|| invalid(format!("Target length must be in the range [0..{STRING_BYTES_MAX}]")))?;
        if fill.is_empty() {
            return Err(invalid("Padding bytes must not be empty"));
        }
        let missing = size.saturating_sub(bytes.len());
        let filling: Vec<u8> = fill.iter().copied().cycle().take(missing).collect();
        let kept = &bytes[..size.min(bytes.len())];
        Ok(Some(if before { [&filling, kept].concat() } else { [kept, &filling].concat() }))
    })
}

fn part(a: &Arguments) -> Out {
    a.binaries(|row| {
        let (bytes, start) = (a.bytes(0, row), a.long(1, row));
        let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let from = if start > 0 { start - 1 } else { length.saturating_add(start) };
        if start == 0 || from < 0 || from >= length {
            return Ok(Some(&[][..]));
        }
        let wanted = if a.count() > 2 { a.long(2, row).max(0) } else { length };
        let end = from.saturating_add(wanted).min(length);
        let range = usize::try_from(from).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
        Ok(Some(&bytes[range]))
    })
}
