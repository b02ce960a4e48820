//! Bits of whole numbers, in two's complement of the number's own width where it is shifted.

use arrow::datatypes::DataType;

use super::arguments::{Arguments, Out, invalid};
use super::scalar::{Definition, scalar};
use crate::error::Error;

/// The four signatures of a shift.
macro_rules! shift {
    ($name:literal, $run:expr) => {
        scalar(
            &[
                concat!($name, "(tinyint, bigint) -> tinyint"),
                concat!($name, "(smallint, bigint) -> smallint"),
                concat!($name, "(integer, bigint) -> integer"),
                concat!($name, "(bigint, bigint) -> bigint"),
            ],
            |a| shifted(a, $run),
        )
    };
}

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["bit_count(bigint, bigint) -> bigint"], |a| {
            a.bigints(|row| bit_count(a.long(0, row), a.long(1, row)).map(Some))
        }),
        scalar(&["bitwise_and(bigint, bigint) -> bigint"], |a| {
            a.bigints(|row| Ok(Some(a.long(0, row) & a.long(1, row))))
        }),
        scalar(&["bitwise_or(bigint, bigint) -> bigint"], |a| {
            a.bigints(|row| Ok(Some(a.long(0, row) | a.long(1, row))))
        }),
        scalar(&["bitwise_xor(bigint, bigint) -> bigint"], |a| {
            a.bigints(|row| Ok(Some(a.long(0, row) ^ a.long(1, row))))
        }),
        scalar(&["bitwise_not(bigint) -> bigint"], |a| a.bigints(|row| Ok(Some(!a.long(0, row))))),
        shift!("bitwise_left_shift", |value, by, _| if by < 64 { value << by } else { 0 }),
        shift!("bitwise_right_shift", |value, by, width| {
            let mask = if width == 64 { u64::MAX } else { (1 << width) - 1 };
            if by < 64 { ((value as u64 & mask) >> by) as i64 } else { 0 }
        }),
        shift!("bitwise_right_shift_arithmetic", |value, by, _| value >> by.min(63)),
    ]
}

fn bit_count(value: i64, bits: i64) -> Result<i64, Error> {
    if !(2..=64).contains(&bits) {
        return Err(invalid(format!("Bits specified in bit_count must be between 2 and 64, got {bits}")));
    }
    let unused = 64 - bits;
    if (value << unused) >> unused != value {
        let words = format!(
            "Number must be representable with the bits specified. {value} cannot be represented with {bits} bits"
        );
        return Err(invalid(words));
    }
    Ok(i64::from(((value as u64) << unused).count_ones()))
}

/// Shifts; what the number's width cannot hold falls off.
fn shifted(a: &Arguments, shift: fn(i64, u64, u32) -> i64) -> Out {
    let width = match a.kind(0) {
        DataType::Int8 => 8,
        DataType::Int16 => 16,
        DataType::Int32 => 32,
        _ => 64,
    };
    let wide = Arguments { columns: a.columns.clone(), rows: a.rows, result: DataType::Int64 };
    let wide = wide.bigints(|row| {
        let by = u64::try_from(a.long(1, row)).map_err(|_| invalid("Shift must not be negative"))?;
        let value = shift(a.long(0, row), by, width);
        let unused = 64 - width;
        Ok(Some((value << unused) >> unused))
    })?;
    super::cast(&wide, &a.result, false)
}
