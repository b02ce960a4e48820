//! Values in binary: PostgreSQL's `send` functions.

use arrow::array::{Array, AsArray};
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, Time32MillisecondType, TimeUnit, TimestampMillisecondType, UInt32Type, UInt64Type,
};
use bytes::{BufMut, BytesMut};

use super::{Kind, array_of, arrays, text};
use crate::errors::Problem;

/// Days from 1970 to 2000, where PostgreSQL begins.
const DAYS: i32 = 10_957;
/// The same in milliseconds.
const MS: i64 = 946_684_800_000;

/// Writes a value that is not null.
pub fn write(array: &dyn Array, row: usize, out: &mut BytesMut) -> Result<(), Problem> {
    match array.data_type() {
        DataType::Boolean => out.put_u8(u8::from(array.as_boolean().value(row))),
        DataType::Int8 => out.put_i16(i16::from(array.as_primitive::<Int8Type>().value(row))),
        DataType::Int16 => out.put_i16(array.as_primitive::<Int16Type>().value(row)),
        DataType::Int32 => out.put_i32(array.as_primitive::<Int32Type>().value(row)),
        DataType::Int64 => out.put_i64(array.as_primitive::<Int64Type>().value(row)),
        DataType::UInt32 => out.put_u32(array.as_primitive::<UInt32Type>().value(row)),
        DataType::UInt64 => out.put_u64(array.as_primitive::<UInt64Type>().value(row)),
        DataType::Float32 => out.put_f32(array.as_primitive::<Float32Type>().value(row)),
        DataType::Float64 => out.put_f64(array.as_primitive::<Float64Type>().value(row)),
        DataType::Decimal128(_, scale) => {
            numeric(array.as_primitive::<Decimal128Type>().value(row), *scale, out);
        }
        DataType::Binary => out.put_slice(array.as_binary::<i32>().value(row)),
        DataType::FixedSizeBinary(16) => out.put_slice(array.as_fixed_size_binary().value(row)),
        DataType::Date32 => {
            out.put_i32(array.as_primitive::<Date32Type>().value(row).saturating_sub(DAYS));
        }
        DataType::Time32(TimeUnit::Millisecond) => {
            out.put_i64(i64::from(array.as_primitive::<Time32MillisecondType>().value(row)) * 1_000);
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            let ms = array.as_primitive::<TimestampMillisecondType>().value(row);
            out.put_i64(ms.saturating_sub(MS).saturating_mul(1_000));
        }
        DataType::Interval(unit) => {
            let (months, ms) = text::span(array, row, *unit);
            out.put_i64(ms % 86_400_000 * 1_000);
            out.put_i32(i32::try_from(ms / 86_400_000).unwrap_or(i32::MAX));
            out.put_i32(months);
        }
        DataType::List(item) => match Kind::of(item.data_type()).oid {
            kind if array_of(kind).is_some() => {
                arrays::write_binary(&array.as_list::<i32>().value(row), kind, out)?;
            }
            _ => text::write(array, row, out)?,
        },
        // Text and json have one form.
        _ => text::write(array, row, out)?,
    }
    Ok(())
}

/// Digits to the base of 10,000, around the point.
fn numeric(value: i128, scale: i8, out: &mut BytesMut) {
    let negative = value < 0;
    let (mut value, scale) = match scale {
        ..0 => {
            (value.unsigned_abs().saturating_mul(10_u128.saturating_pow(u32::from(scale.unsigned_abs()))), 0)
        }
        _ => (value.unsigned_abs(), u32::from(scale.unsigned_abs())),
    };
    let mut digits = Vec::new();
    // The digits after the point are filled up to whole groups.
    let (mut fraction, groups) = (10_u128.checked_pow(scale).unwrap_or(u128::MAX), scale.div_ceil(4));
    let (whole, mut rest) = (value / fraction, value % fraction);
    value = whole;
    while value > 0 {
        digits.push((value % 10_000) as u16);
        value /= 10_000;
    }
    digits.reverse();
    let whole_groups = digits.len();
    let mut left = scale;
    for _ in 0..groups {
        let width = left.min(4);
        fraction /= 10_u128.pow(width);
        let group = (rest / fraction.max(1)) as u16;
        rest %= fraction.max(1);
        digits.push(group * 10_u16.pow(4 - width));
        left -= width;
    }
    let mut weight = i16::try_from(whole_groups).unwrap_or(i16::MAX) - 1;
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    digits.drain(..zeros);
    weight -= i16::try_from(zeros).unwrap_or(0);
    while digits.last() == Some(&0) {
        digits.pop();
    }
    if digits.is_empty() {
        weight = 0;
    }
    out.put_u16(u16::try_from(digits.len()).unwrap_or(u16::MAX));
    out.put_i16(weight);
    out.put_u16(if negative { 0x4000 } else { 0 });
    out.put_u16(u16::try_from(scale).unwrap_or(u16::MAX));
    digits.iter().for_each(|digit| out.put_u16(*digit));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads what is written, the way clients do: the sum of digits times powers.
    fn read(bytes: &[u8], scale: i8) -> i128 {
        let short = |at: usize| i16::from_be_bytes([bytes[at], bytes[at + 1]]);
        let (count, weight, sign) = (short(0), short(2), short(4));
        let mut value = 0_i128;
        for index in 0..count {
            let power = i32::from(weight - index) * 4 + i32::from(scale);
            let digit = i128::from(short(8 + 2 * usize::try_from(index).unwrap()));
            value += match power {
                0.. => digit * 10_i128.pow(power.unsigned_abs()),
                _ => digit / 10_i128.pow(power.unsigned_abs()),
            };
        }
        if sign == 0 { value } else { -value }
    }

    #[test]
    fn numerics_are_read_as_they_were_written() {
        let max = 10_i128.pow(38) - 1;
        for scale in [0, 1, 2, 4, 5, 9, 18, 37, 38] {
            for value in [0, 1, -1, 9_999, 10_000, 12_345_678, -1_000_000_000_000, max, -max] {
                let mut out = BytesMut::new();
                numeric(value, scale, &mut out);
                assert_eq!(read(&out, scale), value, "{value} {scale} {out:?}");
                assert_eq!(u16::from_be_bytes([out[6], out[7]]), u16::from(scale.unsigned_abs()));
            }
        }
    }

    #[test]
    fn a_numeric_is_these_bytes() {
        let mut out = BytesMut::new();
        numeric(-12_345_678, 3, &mut out);
        // -12345.678: groups 1, 2345, 6780.
        assert_eq!(out.as_ref(), [0, 3, 0, 1, 0x40, 0, 0, 3, 0, 1, 0x09, 0x29, 0x1a, 0x7c]);
    }
}
