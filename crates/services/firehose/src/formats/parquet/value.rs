//! A JSON value as plain bytes of its column's type.
//!
//! As lenient as the OpenX deserializer: numbers and booleans may stand in strings, a string column takes any value as
//! its JSON text. Not lenient where something would be lost: a fraction is no integer, what is out of range is refused,
//! so are longer texts than a varchar takes (a decimal is rounded to its scale, as Hive does).

use serde_json::{Number, Value};

use super::column::Values;
use crate::formats::input::Input;
use crate::formats::schema::HiveType;
use crate::formats::time;

/// Appends `value`, which is not null; false, and nothing appended, if it is not of this kind.
pub(super) fn append(values: &mut Values, kind: &HiveType, value: &Value, input: &Input) -> bool {
    encode(values, kind, value, input).is_some()
}

fn encode(values: &mut Values, kind: &HiveType, value: &Value, input: &Input) -> Option<()> {
    match kind {
        HiveType::Boolean => values.bit(boolean(value)?),
        HiveType::TinyInt => values.bytes(&i32::from(i8::try_from(integer(value)?).ok()?).to_le_bytes()),
        HiveType::SmallInt => values.bytes(&i32::from(i16::try_from(integer(value)?).ok()?).to_le_bytes()),
        HiveType::Int => values.bytes(&i32::try_from(integer(value)?).ok()?.to_le_bytes()),
        HiveType::BigInt => values.bytes(&integer(value)?.to_le_bytes()),
        HiveType::Float => {
            let float = number(value)? as f32;
            values.bytes(&Some(float).filter(|float| float.is_finite())?.to_le_bytes());
        }
        HiveType::Double => values.bytes(&number(value)?.to_le_bytes()),
        HiveType::Decimal { precision, scale } => {
            let unscaled = decimal(&numeral(value)?, *precision, *scale)?;
            values.bytes(&unscaled.to_be_bytes()[16 - decimal_width(*precision)..]);
        }
        HiveType::String | HiveType::Binary => values.text(&text(value)),
        HiveType::Varchar(most) => {
            values.text(&Some(text(value)).filter(|text| text.chars().count() <= *most as usize)?)
        }
        HiveType::Char(length) => {
            let text = Some(text(value)).filter(|text| text.chars().count() <= *length as usize)?;
            values.text(text.trim_end_matches(' '));
        }
        HiveType::Date => {
            let date = time::day(value.as_str()?.trim()).or_else(|| time::day(value.as_str()?.get(..10)?))?;
            values.bytes(&time::days(date).to_le_bytes());
        }
        HiveType::Timestamp => values.bytes(&input.moment(value)?.int96()?),
        HiveType::Array(_) | HiveType::Map(..) | HiveType::Struct(_) => return None,
    }
    Some(())
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(boolean) => Some(*boolean),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Whole numbers, also those that are written with a point, such as `5.0`.
fn integer(value: &Value) -> Option<i64> {
    let whole = |number: f64| {
        // Up to 2^53 every whole double is that number and no other.
        (number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
    };
    match value {
        Value::Number(number) => {
            number.as_i64().or_else(|| whole(number.as_f64().filter(|_| !number.is_u64())?))
        }
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|number| number.is_finite())
}

fn numeral(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(plain(number)),
        Value::String(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// Without an exponent.
fn plain(number: &Number) -> String {
    let text = number.to_string();
    if text.contains(['e', 'E']) { format!("{}", number.as_f64().unwrap_or(f64::NAN)) } else { text }
}

/// The digits of a numeral without its point, `scale` of them after it, rounded half up; none if there are more than
/// `precision`.
fn decimal(numeral: &str, precision: u8, scale: u8) -> Option<i128> {
    let (negative, digits) = match numeral.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, numeral.strip_prefix('+').unwrap_or(numeral)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let sound = whole.len() + fraction.len() > 0
        && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    let scale = usize::from(scale);
    if !sound || whole.trim_start_matches('0').len() + scale > 38 {
        return None;
    }
    let kept: String = fraction.chars().chain(std::iter::repeat('0')).take(scale).collect();
    let up = fraction.as_bytes().get(scale).is_some_and(|digit| *digit >= b'5');
    let text = format!("0{whole}{kept}");
    let unscaled: i128 = text.parse::<i128>().ok()? + i128::from(up);
    let fits = unscaled < 10_i128.pow(u32::from(precision));
    fits.then_some(if negative { -unscaled } else { unscaled })
}

/// The fewest bytes that every number of so many digits fits in.
pub(super) fn decimal_width(precision: u8) -> usize {
    let largest = 10_i128.pow(u32::from(precision)) - 1;
    let bits = 128 - largest.leading_zeros() as usize + 1;
    bits.div_ceil(8)
}

/// A string as it is, anything else as its JSON.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn taken(kind: &str, value: Value) -> Option<Vec<u8>> {
        let mut values = Values::default();
        append(&mut values, &HiveType::parse(kind).unwrap(), &value, &Input::open_x()).then(|| values.plain())
    }

    #[test]
    fn numbers_fit_or_are_refused() {
        assert_eq!(taken("tinyint", json!(-128)), Some((-128_i32).to_le_bytes().to_vec()));
        assert_eq!(taken("tinyint", json!(128)), None);
        assert_eq!(taken("int", json!("7")), Some(7_i32.to_le_bytes().to_vec()));
        assert_eq!(taken("int", json!(7.0)), Some(7_i32.to_le_bytes().to_vec()));
        assert_eq!(taken("int", json!(7.5)), None);
        assert_eq!(taken("bigint", json!(u64::MAX)), None);
        assert_eq!(taken("bigint", json!(true)), None);
        assert_eq!(taken("double", json!("0.5")), Some(0.5_f64.to_le_bytes().to_vec()));
        assert_eq!(taken("double", json!("NaN")), None);
        assert_eq!(taken("float", json!(1e300)), None);
        assert_eq!(taken("boolean", json!("TRUE")), Some(vec![1]));
        assert_eq!(taken("boolean", json!(1)), None);
    }

    #[test]
    fn decimals_are_scaled() {
        assert_eq!(taken("decimal(4,2)", json!(12.345)), Some(1235_i16.to_be_bytes().to_vec()));
        assert_eq!(taken("decimal(4,2)", json!("-.5")), Some((-50_i16).to_be_bytes().to_vec()));
        assert_eq!(taken("decimal(4,2)", json!(100)), None);
        assert_eq!(taken("decimal(4,2)", json!("99.995")), None, "rounded it has five digits");
        assert_eq!(taken("decimal(38,0)", json!("9".repeat(38))).map(|bytes| bytes.len()), Some(16));
        for value in [json!("9".repeat(39)), json!("x"), json!("."), json!(""), json!("1e3"), json!(1e300)] {
            assert_eq!(taken("decimal(38,2)", value.clone()), None, "{value}");
        }
        assert_eq!(taken("decimal(5,0)", json!(1e3)), Some(vec![0, 3, 0xe8]));
        assert_eq!([1, 2, 3, 9, 18, 19, 38].map(decimal_width), [1, 1, 2, 4, 8, 9, 16]);
    }

    #[test]
    fn texts_days_and_times() {
        assert_eq!(taken("string", json!({"a": [1]})), Some(b"\x09\0\0\0{\"a\":[1]}".to_vec()));
        assert_eq!(taken("varchar(2)", json!("äö")), Some("\x04\0\0\0äö".as_bytes().to_vec()));
        assert_eq!(taken("varchar(2)", json!("abc")), None);
        assert_eq!(taken("char(3)", json!("a")), Some(b"\x01\0\0\0a".to_vec()));
        assert_eq!(taken("date", json!("1970-01-02")), Some(1_i32.to_le_bytes().to_vec()));
        assert_eq!(taken("date", json!("1970-01-02 10:00:00")), Some(1_i32.to_le_bytes().to_vec()));
        assert_eq!(taken("date", json!(7)), None);
        assert_eq!(taken("timestamp", json!(0)).map(|bytes| bytes.len()), Some(12));
        assert_eq!(taken("timestamp", json!("soon")), None);
    }
}
