//! Numbers of one type as another, and texts as numbers: rounded half up, never out of range.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, PrimitiveBuilder, StringArray};
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type,
};

use super::cast::keep;
use crate::error::{Error, Fact};
use crate::render;
use crate::types::to_trino;

/// A number between two types.
#[derive(Clone, Copy)]
enum Number {
    Whole(i64),
    Decimal(i128, i8),
    Float(f64),
}

/// Numbers and truth values as type `to`.
pub fn convert(column: &ArrayRef, to: &DataType, lenient: bool) -> Result<ArrayRef, Error> {
    build(column.len(), to, lenient, |row| (!column.is_null(row)).then(|| Ok(number(column.as_ref(), row))))
}

/// Texts as numbers of type `to`.
pub fn of_texts(texts: &StringArray, to: &DataType, lenient: bool) -> Result<ArrayRef, Error> {
    build(texts.len(), to, lenient, |row| (!texts.is_null(row)).then(|| read(texts.value(row), to)))
}

/// One text as a number.
fn read(text: &str, to: &DataType) -> Result<Number, Error> {
    let refused = || Error::new(Fact::InvalidCast, format!("Cannot cast '{text}' to {}", word(to)));
    match to {
        DataType::Float32 | DataType::Float64 => float(text).map(Number::Float).ok_or_else(refused),
        DataType::Decimal128(precision, scale) => {
            let refused = |why: &str| {
                let words = format!("Cannot cast VARCHAR '{text}' to DECIMAL({precision}, {scale}). {why}");
                Error::new(Fact::InvalidCast, words)
            };
            let (digits, has) = decimal(text).ok_or_else(|| refused("Value is not a number."))?;
            Ok(Number::Decimal(digits, has))
        }
        _ => text.strip_prefix('+').unwrap_or(text).parse().map(Number::Whole).map_err(|_| refused()),
    }
}

/// A double as Java reads it.
fn float(text: &str) -> Option<f64> {
    let text = text.trim();
    match text {
        "NaN" => return Some(f64::NAN),
        "Infinity" | "+Infinity" => return Some(f64::INFINITY),
        "-Infinity" => return Some(f64::NEG_INFINITY),
        _ => {}
    }
    let plain = text.trim_end_matches(['d', 'D', 'f', 'F']);
    // Rust knows words for numbers that Java does not.
    let is_digits = plain.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if is_digits { plain.parse().ok() } else { None }
}

/// Digits and scale of a decimal's text.
pub fn decimal(text: &str) -> Option<(i128, i8)> {
    let text = text.trim();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = whole.bytes().chain(part.bytes());
    if (whole.is_empty() && part.is_empty()) || !digits.clone().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut value: i128 = 0;
    for digit in digits {
        value = value.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
    }
    let mut scale = i32::try_from(part.len()).ok()?.checked_sub(exponent)?;
    while scale < 0 {
        value = value.checked_mul(10)?;
        scale += 1;
    }
    Some((sign * value, i8::try_from(scale).ok()?))
}

fn number(column: &dyn Array, row: usize) -> Number {
    match column.data_type() {
        DataType::Boolean => Number::Whole(i64::from(column.as_boolean().value(row))),
        DataType::Int8 => Number::Whole(column.as_primitive::<Int8Type>().value(row).into()),
        DataType::Int16 => Number::Whole(column.as_primitive::<Int16Type>().value(row).into()),
        DataType::Int32 => Number::Whole(column.as_primitive::<Int32Type>().value(row).into()),
        DataType::Float32 => Number::Float(column.as_primitive::<Float32Type>().value(row).into()),
        DataType::Float64 => Number::Float(column.as_primitive::<Float64Type>().value(row)),
        DataType::Decimal128(_, scale) => {
            Number::Decimal(column.as_primitive::<Decimal128Type>().value(row), *scale)
        }
        _ => Number::Whole(column.as_primitive::<Int64Type>().value(row)),
    }
}

fn build(
    rows: usize,
    to: &DataType,
    lenient: bool,
    each: impl Fn(usize) -> Option<Result<Number, Error>>,
) -> Result<ArrayRef, Error> {
    match to {
        DataType::Boolean => {
            let values = (0..rows).map(|row| match each(row) {
                None => Ok(None),
                Some(number) => keep(number.map(|number| !is_zero(number)), lenient),
            });
            Ok(Arc::new(values.collect::<Result<BooleanArray, Error>>()?))
        }
        DataType::Int8 => fill::<Int8Type>(rows, to, lenient, each, |number| narrow(number, to)),
        DataType::Int16 => fill::<Int16Type>(rows, to, lenient, each, |number| narrow(number, to)),
        DataType::Int32 => fill::<Int32Type>(rows, to, lenient, each, |number| narrow(number, to)),
        DataType::Int64 => fill::<Int64Type>(rows, to, lenient, each, |number| narrow(number, to)),
        DataType::Float32 => {
            fill::<Float32Type>(rows, to, lenient, each, |number| Ok(as_float(number) as f32))
        }
        DataType::Float64 => fill::<Float64Type>(rows, to, lenient, each, |number| Ok(as_float(number))),
        DataType::Decimal128(precision, scale) => {
            fill::<Decimal128Type>(rows, to, lenient, each, |number| scaled(number, *precision, *scale))
        }
        other => Err(Error::new(Fact::Internal, format!("{other} is no number"))),
    }
}

fn fill<P: ArrowPrimitiveType>(
    rows: usize,
    to: &DataType,
    lenient: bool,
    each: impl Fn(usize) -> Option<Result<Number, Error>>,
    make: impl Fn(Number) -> Result<P::Native, Error>,
) -> Result<ArrayRef, Error> {
    let mut builder = PrimitiveBuilder::<P>::with_capacity(rows);
    for row in 0..rows {
        builder.append_option(match each(row) {
            None => None,
            Some(number) => keep(number.and_then(&make), lenient)?,
        });
    }
    Ok(Arc::new(builder.finish().with_data_type(to.clone())))
}

fn is_zero(number: Number) -> bool {
    match number {
        Number::Whole(value) => value == 0,
        Number::Decimal(value, _) => value == 0,
        Number::Float(value) => value == 0.0,
    }
}

fn as_float(number: Number) -> f64 {
    match number {
        Number::Whole(value) => value as f64,
        // Through its text, so that it is the double closest to the decimal.
        Number::Decimal(value, scale) => render::numbers::decimal(value, scale).parse().unwrap_or(f64::NAN),
        Number::Float(value) => value,
    }
}

/// Java's Math.round: half up, towards positive infinity at a half of a negative.
pub fn round(value: f64) -> f64 {
    if value < 0.0 { -(-value).round() } else { value.round() }
}

fn narrow<T: TryFrom<i128>>(number: Number, to: &DataType) -> Result<T, Error> {
    let out =
        |value: String| Error::new(Fact::InvalidCast, format!("Out of range for {}: {value}", to_trino(to)));
    let value = match number {
        Number::Whole(value) => i128::from(value),
        Number::Decimal(value, scale) => rescale(value, scale, 0).ok_or_else(|| out(value.to_string()))?,
        Number::Float(value) if value.is_finite() && value.abs() < 1e30 => round(value) as i128,
        Number::Float(value) => {
            let words = format!("Cannot cast {} to {}", render::numbers::double(value), to_trino(to));
            return Err(Error::new(Fact::InvalidCast, words));
        }
    };
    T::try_from(value).map_err(|_| out(value.to_string()))
}

/// The digits at another scale, rounded half up.
pub fn rescale(value: i128, from: i8, to: i8) -> Option<i128> {
    let difference = i32::from(to) - i32::from(from);
    if difference >= 0 {
        return value.checked_mul(10_i128.checked_pow(difference.unsigned_abs())?);
    }
    let Some(divisor) = 10_i128.checked_pow(difference.unsigned_abs()) else { return Some(0) };
    let (whole, rest) = (value / divisor, value % divisor);
    let up = i128::from(rest.abs() * 2 >= divisor) * value.signum();
    Some(whole + up)
}

fn scaled(number: Number, precision: u8, scale: i8) -> Result<i128, Error> {
    let (value, shown) = match number {
        Number::Whole(value) => (rescale(value.into(), 0, scale), value.to_string()),
        Number::Decimal(value, from) => (rescale(value, from, scale), render::numbers::decimal(value, from)),
        Number::Float(value) => {
            let text = format!("{value:.*}", usize::from(scale.unsigned_abs()));
            (
                decimal(&text).and_then(|(digits, has)| rescale(digits, has, scale)),
                render::numbers::double(value),
            )
        }
    };
    let limit = 10_i128.pow(u32::from(precision));
    value.filter(|value| value.abs() < limit).ok_or_else(|| {
        Error::new(Fact::InvalidCast, format!("Cannot cast '{shown}' to DECIMAL({precision}, {scale})"))
    })
}

/// How Trino's errors call the type.
fn word(kind: &DataType) -> String {
    match kind {
        DataType::Int32 => "INT".to_owned(),
        other => to_trino(other).to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_and_rounded() {
        assert_eq!(decimal("-1.50"), Some((-150, 2)));
        assert_eq!(decimal("1e3"), Some((1000, 0)));
        assert_eq!(decimal("."), None);
        assert_eq!(decimal("1.x"), None);
        assert_eq!(rescale(-155, 2, 1), Some(-16));
        assert_eq!(rescale(154, 2, 1), Some(15));
    }

    #[test]
    fn numbers_are_javas() {
        assert_eq!(float(" 1.5e3 "), Some(1500.0));
        assert_eq!(float("inf"), None);
        assert!(float("NaN").unwrap().is_nan());
        assert!(narrow::<i32>(Number::Float(2.5e9), &DataType::Int32).is_err());
        assert_eq!(narrow::<i32>(Number::Float(-2.5), &DataType::Int32).unwrap(), -3);
    }
}
