//! Numbers.

use arrow::datatypes::{DataType, Decimal128Type, Float32Type, Int32Type, Int64Type};

use super::arguments::{Arguments, Out, invalid};
use super::scalar::{Definition, scalar, scalar_of};
use crate::error::{Error, Fact};

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(
            &[
                "abs(tinyint) -> tinyint",
                "abs(smallint) -> smallint",
                "abs(integer) -> integer",
                "abs(bigint) -> bigint",
                "abs(real) -> real",
                "abs(double) -> double",
                "abs(decimal) -> decimal",
            ],
            |a| unary(a, f64::abs, i64::checked_abs, |value, _| Some(value.abs())),
        ),
        scalar(&whole("ceiling"), |a| {
            unary(a, f64::ceil, Some, |value, scale| Some(towards(value, scale, true)))
        }),
        scalar(&whole("floor"), |a| {
            unary(a, f64::floor, Some, |value, scale| Some(towards(value, scale, false)))
        }),
        scalar(
            &[
                "round(integer) -> integer",
                "round(bigint) -> bigint",
                "round(double) -> double",
                "round(real) -> real",
                "round(integer, integer) -> integer",
                "round(bigint, integer) -> bigint",
                "round(double, integer) -> double",
                "round(decimal, integer) -> decimal",
            ],
            round,
        ),
        scalar_of("ceiling", without_scale, |a| whole_decimal(a, |value, scale| towards(value, scale, true))),
        scalar_of("floor", without_scale, |a| whole_decimal(a, |value, scale| towards(value, scale, false))),
        scalar_of("round", without_scale, |a| {
            whole_decimal(a, |value, scale| half_up(value, 10_i128.pow(u32::from(scale.unsigned_abs()))))
        }),
        scalar(&["truncate(double) -> double"], |a| a.doubles(|row| Ok(Some(a.double(0, row).trunc())))),
        scalar(&["sign(integer) -> integer", "sign(bigint) -> bigint", "sign(double) -> double"], |a| {
            unary(
                a,
                |value| if value == 0.0 || value.is_nan() { value } else { value.signum() },
                |value| Some(value.signum()),
                |value, _| Some(value.signum()),
            )
        }),
        scalar(
            &[
                "mod(integer, integer) -> integer",
                "mod(bigint, bigint) -> bigint",
                "mod(double, double) -> double",
            ],
            modulus,
        ),
        scalar(&["power(double, double) -> double"], |a| {
            a.doubles(|row| Ok(Some(a.double(0, row).powf(a.double(1, row)))))
        }),
        double("sqrt(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).sqrt())))),
        double("cbrt(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).cbrt())))),
        double("exp(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).exp())))),
        double("ln(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).ln())))),
        double("log2(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).log2())))),
        double("log10(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).log10())))),
        double("log(double, double) -> double", |a| {
            a.doubles(|row| Ok(Some(a.double(1, row).ln() / a.double(0, row).ln())))
        }),
        double("sin(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).sin())))),
        double("cos(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).cos())))),
        double("tan(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).tan())))),
        double("asin(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).asin())))),
        double("acos(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).acos())))),
        double("atan(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).atan())))),
        double("atan2(double, double) -> double", |a| {
            a.doubles(|row| Ok(Some(a.double(0, row).atan2(a.double(1, row)))))
        }),
        double("degrees(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).to_degrees())))),
        double("radians(double) -> double", |a| a.doubles(|row| Ok(Some(a.double(0, row).to_radians())))),
        double("pi() -> double", |a| a.doubles(|_| Ok(Some(std::f64::consts::PI)))),
        double("e() -> double", |a| a.doubles(|_| Ok(Some(std::f64::consts::E)))),
        double("nan() -> double", |a| a.doubles(|_| Ok(Some(f64::NAN)))),
        double("infinity() -> double", |a| a.doubles(|_| Ok(Some(f64::INFINITY)))),
        double("is_nan(double) -> boolean", |a| a.booleans(|row| Ok(Some(a.double(0, row).is_nan())))),
        double("is_finite(double) -> boolean", |a| a.booleans(|row| Ok(Some(a.double(0, row).is_finite())))),
        double("is_infinite(double) -> boolean", |a| {
            a.booleans(|row| Ok(Some(a.double(0, row).is_infinite())))
        }),
        scalar(&["greatest(T...) -> T"], |a| extreme(a, true)),
        scalar(&["least(T...) -> T"], |a| extreme(a, false)),
        scalar(&["width_bucket(double, double, double, bigint) -> bigint"], width_bucket),
    ]
}

fn double(signature: &'static str, run: super::scalar::Run) -> Definition {
    scalar(&[signature], run)
}

fn whole(name: &str) -> [&'static str; 3] {
    if name == "floor" {
        ["floor(integer) -> integer", "floor(bigint) -> bigint", "floor(double) -> double"]
    } else {
        ["ceiling(integer) -> integer", "ceiling(bigint) -> bigint", "ceiling(double) -> double"]
    }
}

/// The decimal that holds the whole numbers next to those of another.
fn without_scale(kinds: &[DataType]) -> Option<DataType> {
    match kinds {
        [DataType::Decimal128(precision, scale)] => {
            let before = i16::from(*precision) - i16::from(*scale) + i16::from(*scale > 0);
            Some(DataType::Decimal128(u8::try_from(before.clamp(1, 38)).ok()?, 0))
        }
        _ => None,
    }
}

/// Decimals made whole, still at their scale, as decimals without one.
fn whole_decimal(a: &Arguments, make: fn(i128, i8) -> i128) -> Out {
    let DataType::Decimal128(_, scale) = *a.kind(0) else { return Err(out_of_range()) };
    let unit = 10_i128.pow(u32::from(scale.unsigned_abs()));
    a.primitives::<Decimal128Type>(|row| Ok(Some(make(a.decimal(0, row), scale) / unit)))
}

fn out_of_range() -> Error {
    Error::new(Fact::NumberOutOfRange, "the result is out of range")
}

/// A function of one number, whatever its type; decimals keep their scale.
fn unary(
    a: &Arguments,
    of_float: fn(f64) -> f64,
    of_whole: fn(i64) -> Option<i64>,
    of_decimal: fn(i128, i8) -> Option<i128>,
) -> Out {
    match *a.kind(0) {
        DataType::Float64 => a.doubles(|row| Ok(Some(of_float(a.double(0, row))))),
        DataType::Float32 => a.primitives::<Float32Type>(|row| Ok(Some(of_float(a.double(0, row)) as f32))),
        DataType::Decimal128(_, scale) => a.primitives::<Decimal128Type>(|row| {
            of_decimal(a.decimal(0, row), scale).map(Some).ok_or_else(out_of_range)
        }),
        DataType::Int64 => {
            a.primitives::<Int64Type>(|row| of_whole(a.long(0, row)).map(Some).ok_or_else(out_of_range))
        }
        _ => {
            let wide = Arguments { columns: a.columns.clone(), rows: a.rows, result: DataType::Int64 };
            let wide = wide.bigints(|row| of_whole(a.long(0, row)).map(Some).ok_or_else(out_of_range))?;
            super::cast(&wide, &a.result, false)
        }
    }
}

/// A decimal without its part after the point, up or down.
fn towards(value: i128, scale: i8, up: bool) -> i128 {
    let unit = 10_i128.pow(u32::from(scale.unsigned_abs()));
    let down = value.div_euclid(unit) * unit;
    if up && down != value { down + unit } else { down }
}

fn round(a: &Arguments) -> Out {
    let digits = |row: usize| if a.count() > 1 { a.long(1, row) } else { 0 };
    match *a.kind(0) {
        DataType::Float32 => a.primitives::<Float32Type>(|row| Ok(Some(a.double(0, row).round() as f32))),
        DataType::Float64 => a.doubles(|row| {
            let (value, digits) =
                (a.double(0, row), i32::try_from(digits(row)).unwrap_or(0).clamp(-300, 300));
            let factor = 10_f64.powi(digits);
            let scaled = value * factor;
            Ok(Some(if scaled.is_finite() { scaled.round() / factor } else { value }))
        }),
        DataType::Decimal128(_, scale) => a.primitives::<Decimal128Type>(|row| {
            let drop = i64::from(scale) - digits(row);
            if drop <= 0 {
                return Ok(Some(a.decimal(0, row)));
            }
            let unit = u32::try_from(drop).ok().and_then(|drop| 10_i128.checked_pow(drop));
            Ok(Some(unit.map_or(0, |unit| half_up(a.decimal(0, row), unit))))
        }),
        ref kind => {
            let is_wide = *kind == DataType::Int64;
            let each = |row: usize| {
                let digits = digits(row);
                if digits >= 0 {
                    return Ok(Some(a.long(0, row)));
                }
                let unit = u32::try_from(-digits).ok().and_then(|drop| 10_i128.checked_pow(drop));
                let rounded = unit.map_or(0, |unit| half_up(i128::from(a.long(0, row)), unit));
                i64::try_from(rounded).map(Some).map_err(|_| out_of_range())
            };
            if is_wide {
                return a.primitives::<Int64Type>(each);
            }
            a.primitives::<Int32Type>(|row| {
                let value = each(row)?;
                value.map(|value| i32::try_from(value).map_err(|_| out_of_range())).transpose()
            })
        }
    }
}

fn half_up(value: i128, unit: i128) -> i128 {
    let (whole, rest) = (value / unit, value % unit);
    (whole + i128::from(rest.abs() * 2 >= unit) * value.signum()) * unit
}

fn modulus(a: &Arguments) -> Out {
    let zero = || Error::new(Fact::DivisionByZero, "Division by zero");
    match a.kind(0) {
        DataType::Float64 => a.doubles(|row| Ok(Some(a.double(0, row) % a.double(1, row)))),
        DataType::Int32 => a.primitives::<Int32Type>(|row| {
            let value = a.long(0, row).checked_rem(a.long(1, row)).ok_or_else(zero)?;
            Ok(i32::try_from(value).ok())
        }),
        _ => a.bigints(|row| {
            if a.long(1, row) == 0 {
                Err(zero())
            } else {
                Ok(Some(a.long(0, row).wrapping_rem(a.long(1, row))))
            }
        }),
    }
}

/// The greatest or least of the arguments; null where one is.
fn extreme(a: &Arguments, greatest: bool) -> Out {
    use arrow::compute::interleave;
    use arrow::compute::kernels::cmp::{gt, lt};
    let mut best = std::sync::Arc::clone(&a.columns[0]);
    for column in &a.columns[1..] {
        let is_better = if greatest { gt(column, &best)? } else { lt(column, &best)? };
        let places: Vec<(usize, usize)> = (0..a.rows)
            .map(|row| {
                let is_null = column.is_null(row);
                let takes = is_null || (!best.is_null(row) && is_better.value(row));
                (usize::from(takes), row)
            })
            .collect();
        best = interleave(&[best.as_ref(), column.as_ref()], &places)?;
    }
    Ok(best)
}

fn width_bucket(a: &Arguments) -> Out {
    a.bigints(|row| {
        let (value, low, high, count) =
            (a.double(0, row), a.double(1, row), a.double(2, row), a.long(3, row));
        if count <= 0 {
            return Err(invalid("bucketCount must be greater than 0"));
        }
        if !value.is_finite() || !low.is_finite() || !high.is_finite() || low == high {
            return Err(invalid("bounds must be finite and not equal each other"));
        }
        let (low_end, high_end) = (low.min(high), low.max(high));
        let bucket = if value < low_end {
            0
        } else if value >= high_end {
            count.checked_add(1).ok_or_else(out_of_range)?
        } else {
            ((count as f64) * (value - low_end) / (high_end - low_end)).floor() as i64 + 1
        };
        Ok(Some(if low > high { count - bucket + 1 } else { bucket }))
    })
}
