//! Numbers, less common: bases, truncation to digits, hyperbolic functions, buckets by bins, vectors.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{DataType, Decimal128Type, Float64Type};

use super::arguments::{Arguments, Out, invalid};
use super::scalar::{Definition, scalar, scalar_of};
use crate::error::{Error, Fact};

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["to_base(bigint, bigint) -> varchar"], |a| {
            a.texts(|row| to_base(a.long(0, row), a.long(1, row)).map(Some))
        }),
        scalar(&["from_base(varchar, bigint) -> bigint"], |a| {
            a.bigints(|row| {
                let (text, radix) = (a.str(0, row), radix(a.long(1, row))?);
                let value = i64::from_str_radix(text, radix);
                value.map(Some).map_err(|_| invalid(format!("Not a valid base-{radix} number: {text}")))
            })
        }),
        scalar(&["sinh(double) -> double"], |a| a.doubles(|row| Ok(Some(a.double(0, row).sinh())))),
        scalar(&["cosh(double) -> double"], |a| a.doubles(|row| Ok(Some(a.double(0, row).cosh())))),
        scalar(&["tanh(double) -> double"], |a| a.doubles(|row| Ok(Some(a.double(0, row).tanh())))),
        scalar(&["width_bucket(double, array(double)) -> bigint"], width_bucket),
        scalar(&["truncate(double, bigint) -> double"], |a| {
            a.doubles(|row| {
                let factor = 10_f64.powi(i32::try_from(a.long(1, row)).unwrap_or(0).clamp(-308, 308));
                let scaled = a.double(0, row) * factor;
                Ok(Some(if scaled.is_finite() { scaled.trunc() / factor } else { a.double(0, row) }))
            })
        }),
        scalar(&["truncate(decimal, bigint) -> decimal"], |a| {
            a.primitives::<Decimal128Type>(|row| {
                let DataType::Decimal128(_, scale) = *a.kind(0) else { return Ok(None) };
                Ok(Some(shortened(a.decimal(0, row), i64::from(scale) - a.long(1, row))))
            })
        }),
        scalar_of("truncate", truncated_type, |a| {
            a.primitives::<Decimal128Type>(|row| {
                let DataType::Decimal128(_, scale) = *a.kind(0) else { return Ok(None) };
                let unit = 10_i128.pow(u32::from(scale.unsigned_abs()));
                Ok(Some(a.decimal(0, row) / unit))
            })
        }),
        scalar(&["dot_product(array(double), array(double)) -> double"], |a| vectors(a, dot)),
        scalar(&["euclidean_distance(array(double), array(double)) -> double"], |a| {
            vectors(a, |left, right| {
                left.iter().zip(right).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt()
            })
        }),
        scalar(&["cosine_similarity(array(double), array(double)) -> double"], |a| vectors(a, cosine)),
        scalar(&["cosine_distance(array(double), array(double)) -> double"], |a| {
            vectors(a, |left, right| 1.0 - cosine(left, right))
        }),
        scalar(&["cosine_similarity(map(varchar, double), map(varchar, double)) -> double"], |a| {
            sparse(a, |value| value)
        }),
        scalar(&["cosine_distance(map(varchar, double), map(varchar, double)) -> double"], |a| {
            sparse(a, |value| 1.0 - value)
        }),
    ]
}

fn radix(value: i64) -> Result<u32, Error> {
    let radix = u32::try_from(value).ok().filter(|radix| (2..=36).contains(radix));
    radix.ok_or_else(|| invalid("Radix must be between 2 and 36"))
}

fn to_base(value: i64, base: i64) -> Result<String, Error> {
    let base = radix(base)?;
    let (mut rest, mut digits) = (value.unsigned_abs(), Vec::new());
    loop {
        let digit =
            u32::try_from(rest % u64::from(base)).ok().and_then(|digit| char::from_digit(digit, base));
        digits.push(digit.expect("invariant: a rest is a digit of its base"));
        rest /= u64::from(base);
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        digits.push('-');
    }
    Ok(digits.into_iter().rev().collect())
}

fn truncated_type(kinds: &[DataType]) -> Option<DataType> {
    match kinds {
        [DataType::Decimal128(digits, scale)] => {
            let whole = i16::from(*digits) - i16::from(*scale);
            Some(DataType::Decimal128(u8::try_from(whole.clamp(1, 38)).ok()?, 0))
        }
        _ => None,
    }
}

/// Without its last `drop` digits, which become zeros.
fn shortened(value: i128, drop: i64) -> i128 {
    if drop <= 0 {
        return value;
    }
    let unit = u32::try_from(drop).ok().and_then(|drop| 10_i128.checked_pow(drop));
    unit.map_or(0, |unit| value / unit * unit)
}

/// The doubles of an array; an error where one is null.
fn doubles(list: &ArrayRef) -> Result<&[f64], Error> {
    if list.null_count() > 0 {
        return Err(invalid("the array has a null, which is no number"));
    }
    Ok(list.as_primitive::<Float64Type>().values())
}

fn width_bucket(a: &Arguments) -> Out {
    a.bigints(|row| {
        let (value, list) = (a.double(0, row), a.list(1, row));
        let bins = doubles(&list)?;
        if bins.is_empty() {
            return Err(invalid("Bins cannot be an empty array"));
        }
        if value.is_nan() {
            return Err(invalid("Operand cannot be NaN"));
        }
        if bins.iter().any(|bin| !bin.is_finite()) {
            return Err(invalid("Bin values must be finite"));
        }
        if bins.windows(2).any(|pair| pair[0] > pair[1]) {
            return Err(invalid("Bin values are not sorted in ascending order"));
        }
        Ok(i64::try_from(bins.partition_point(|bin| *bin <= value)).ok())
    })
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(x, y)| x * y).sum()
}

fn cosine(left: &[f64], right: &[f64]) -> f64 {
    dot(left, right) / (dot(left, left).sqrt() * dot(right, right).sqrt())
}

fn vectors(a: &Arguments, of: fn(&[f64], &[f64]) -> f64) -> Out {
    a.doubles(|row| {
        let (left, right) = (a.list(0, row), a.list(1, row));
        if left.len() != right.len() {
            return Err(invalid("The arguments must have the same length"));
        }
        Ok(Some(of(doubles(&left)?, doubles(&right)?)))
    })
}

/// Vectors as maps: what a map lacks is zero there.
fn sparse(a: &Arguments, of: fn(f64) -> f64) -> Out {
    a.doubles(|row| {
        let (left, right) = (a.entries(0, row), a.entries(1, row));
        let (left_values, right_values) = (left.column(1), right.column(1));
        if left_values.null_count() > 0 || right_values.null_count() > 0 {
            return Ok(None);
        }
        let values = |column: &ArrayRef| -> Result<Vec<f64>, Error> { Ok(doubles(column)?.to_vec()) };
        let (left_values, right_values) = (values(left_values)?, values(right_values)?);
        let (left_norm, right_norm) =
            (dot(&left_values, &left_values).sqrt(), dot(&right_values, &right_values).sqrt());
        if left_norm == 0.0 || right_norm == 0.0 {
            return Ok(None);
        }
        let keys: std::collections::HashMap<_, _> =
            left.column(0).as_string::<i32>().iter().zip(&left_values).collect();
        let product = right.column(0).as_string::<i32>().iter().zip(&right_values);
        let product: f64 = product.filter_map(|(key, value)| Some(value * **keys.get(&key)?)).sum();
        let value = of(product / (left_norm * right_norm));
        if value.is_nan() {
            Err(Error::new(Fact::NumberOutOfRange, "the result is no number"))
        } else {
            Ok(Some(value))
        }
    })
}
