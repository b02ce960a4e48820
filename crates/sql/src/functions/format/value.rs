//! One value as a conversion wants it.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{
    DataType, Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMillisecondType,
};
use chrono::{DateTime, Datelike, NaiveDateTime, Timelike};

use super::pattern::Spec;
use crate::error::Error;
use crate::functions::arguments::invalid;
use crate::{functions, render, types};

/// The text, without what fills its width but for zeros.
pub fn write(spec: &Spec, column: &ArrayRef, row: usize) -> Result<String, Error> {
    let refused = || spec.mismatch(&types::to_trino(column.data_type()));
    if column.is_null(row) || *column.data_type() == DataType::Null {
        let text = if spec.conversion.eq_ignore_ascii_case(&'b') { "false" } else { "null" };
        return Ok(cut(text, spec));
    }
    match spec.conversion {
        's' | 'S' => Ok(cut(&plain(column, row)?, spec)),
        'b' | 'B' => {
            let is_true = *column.data_type() != DataType::Boolean || column.as_boolean().value(row);
            Ok(cut(if is_true { "true" } else { "false" }, spec))
        }
        'c' | 'C' => {
            let code = whole(column, row).and_then(|code| u32::try_from(code).ok()).and_then(char::from_u32);
            code.map(String::from).ok_or_else(refused)
        }
        'd' => whole(column, row)
            .map(|value| signed(spec, value < 0, &value.unsigned_abs().to_string()))
            .ok_or_else(refused),
        'x' | 'X' | 'o' => based(spec, column, row).ok_or_else(refused),
        'f' => fixed(spec, column, row).ok_or_else(refused),
        'e' | 'E' | 'g' | 'G' => double(column, row).map(|value| scientific(spec, value)).ok_or_else(refused),
        _ => part(spec, moment(column, row)?.ok_or_else(refused)?),
    }
}

fn cut(text: &str, spec: &Spec) -> String {
    spec.precision.map_or_else(|| text.to_owned(), |most| text.chars().take(most).collect())
}

/// As `toString` of Java's value.
fn plain(column: &ArrayRef, row: usize) -> Result<String, Error> {
    let text = render::text(column.as_ref(), row)?.unwrap_or_default();
    Ok(match column.data_type() {
        DataType::Timestamp(_, None) => {
            let text = text.replace(' ', "T");
            let text = text.strip_suffix(".000").unwrap_or(&text);
            text.strip_suffix(":00").filter(|text| text.len() > 13).unwrap_or(text).to_owned()
        }
        _ => text,
    })
}

fn whole(column: &ArrayRef, row: usize) -> Option<i64> {
    Some(match column.data_type() {
        DataType::Int8 => column.as_primitive::<Int8Type>().value(row).into(),
        DataType::Int16 => column.as_primitive::<Int16Type>().value(row).into(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row),
        _ => return None,
    })
}

fn double(column: &ArrayRef, row: usize) -> Option<f64> {
    Some(match column.data_type() {
        DataType::Float32 => column.as_primitive::<Float32Type>().value(row).into(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row),
        DataType::Decimal128(..) => render::text(column.as_ref(), row).ok()??.parse().ok()?,
        _ => return None,
    })
}

/// Digits with sign, groups and leading zeros, as the flags say.
fn signed(spec: &Spec, negative: bool, digits: &str) -> String {
    let (before, after) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut before = before.to_owned();
    if spec.has(',') {
        let mut grouped = String::new();
        for (index, digit) in before.chars().enumerate() {
            if index > 0 && (before.len() - index) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        before = grouped;
    }
    let (open, close) = match (negative, spec.has('(')) {
        (true, true) => ("(", ")"),
        (true, false) => ("-", ""),
        (false, _) if spec.has('+') => ("+", ""),
        (false, _) if spec.has(' ') => (" ", ""),
        (false, _) => ("", ""),
    };
    let size = open.len() + before.len() + after.len() + close.len();
    let zeros = if spec.has('0') { "0".repeat(spec.width.saturating_sub(size)) } else { String::new() };
    format!("{open}{zeros}{before}{after}{close}")
}

/// Hexadecimal and octal: negative numbers in two's complement of 64 bits, as Trino hands longs over.
fn based(spec: &Spec, column: &ArrayRef, row: usize) -> Option<String> {
    let value = whole(column, row)? as u64;
    let digits = if spec.conversion == 'o' { format!("{value:o}") } else { format!("{value:x}") };
    let sign = match (spec.has('#'), spec.conversion) {
        (false, _) => "",
        (true, 'o') => "0",
        (true, _) => "0x",
    };
    let zeros = if spec.has('0') { spec.width.saturating_sub(sign.len() + digits.len()) } else { 0 };
    Some(format!("{sign}{}{digits}", "0".repeat(zeros)))
}

/// Halves are rounded up, as Java does.
fn fixed(spec: &Spec, column: &ArrayRef, row: usize) -> Option<String> {
    let digits = spec.precision.unwrap_or(6);
    let text = match column.data_type() {
        DataType::Decimal128(..) => render::text(column.as_ref(), row).ok()??,
        _ => {
            let value = double(column, row)?;
            if !value.is_finite() {
                let word = if value.is_nan() { "NaN" } else { "Infinity" };
                return Some(if value < 0.0 { format!("-{word}") } else { word.to_owned() });
            }
            // The shortest text that is this double, which is what Java rounds.
            format!("{value}")
        }
    };
    let negative = text.starts_with('-');
    Some(signed(spec, negative, &rounded(text.trim_start_matches('-'), digits)))
}

/// Decimal digits, rounded half up to `digits` after the point.
fn rounded(text: &str, digits: usize) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut all: Vec<u8> =
        whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(digits)).collect();
    if fraction.as_bytes().get(digits).is_some_and(|digit| *digit >= b'5') {
        let mut index = all.len();
        loop {
            if index == 0 {
                all.insert(0, b'1');
                break;
            }
            index -= 1;
            if all[index] < b'9' {
                all[index] += 1;
                break;
            }
            all[index] = b'0';
        }
    }
    let point = all.len() - digits;
    let text: String = all.into_iter().map(char::from).collect();
    if digits == 0 { text } else { format!("{}.{}", &text[..point], &text[point..]) }
}

fn scientific(spec: &Spec, value: f64) -> String {
    let digits = spec.precision.unwrap_or(6);
    let is_general = spec.conversion.eq_ignore_ascii_case(&'g');
    let digits = if is_general { digits.max(1) - 1 } else { digits };
    let text = format!("{:.digits$e}", value.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if is_general && (-4..=digits as i32).contains(&exponent) {
        let after = usize::try_from(digits as i32 - exponent).unwrap_or(0);
        return signed(spec, value < 0.0, &rounded(&format!("{}", value.abs()), after));
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    signed(spec, value < 0.0, &format!("{mantissa}e{sign}{:02}", exponent.abs()))
}

/// The wall clock of a date or moment.
fn moment(column: &ArrayRef, row: usize) -> Result<Option<NaiveDateTime>, Error> {
    let ms = match column.data_type() {
        DataType::Date32 => i64::from(column.as_primitive::<Date32Type>().value(row)) * 86_400_000,
        DataType::Timestamp(_, None) => column.as_primitive::<TimestampMillisecondType>().value(row),
        DataType::Timestamp(_, Some(zone)) => {
            functions::conversion::wall(column.as_primitive::<TimestampMillisecondType>().value(row), zone)?
        }
        _ => return Ok(None),
    };
    Ok(DateTime::from_timestamp_millis(ms).map(|moment| moment.naive_utc()))
}

fn part(spec: &Spec, t: NaiveDateTime) -> Result<String, Error> {
    let hour12 = if t.hour().is_multiple_of(12) { 12 } else { t.hour() % 12 };
    let letter = spec.part.unwrap_or(' ');
    Ok(match letter {
        'Y' => format!("{:04}", t.year()),
        'C' => format!("{:02}", t.year().div_euclid(100)),
        'y' => format!("{:02}", t.year().rem_euclid(100)),
        'm' => format!("{:02}", t.month()),
        'd' => format!("{:02}", t.day()),
        'e' => t.day().to_string(),
        'j' => format!("{:03}", t.ordinal()),
        'B' | 'b' | 'h' | 'A' | 'a' => t.format(&format!("%{letter}")).to_string(),
        'H' => format!("{:02}", t.hour()),
        'k' => t.hour().to_string(),
        'I' => format!("{hour12:02}"),
        'l' => hour12.to_string(),
        'M' => format!("{:02}", t.minute()),
        'S' => format!("{:02}", t.second()),
        'L' => format!("{:03}", t.nanosecond() / 1_000_000),
        'N' => format!("{:09}", t.nanosecond()),
        'p' => (if t.hour() < 12 { "am" } else { "pm" }).to_owned(),
        'R' | 'T' | 'F' | 'D' => t.format(&format!("%{letter}")).to_string(),
        'r' => t.format("%I:%M:%S %p").to_string(),
        other => return Err(invalid(format!("Invalid format string: Conversion = 't{other}'"))),
    })
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn halves_go_up() {
        assert_eq!(rounded("3.141592653589793", 5), "3.14159");
        assert_eq!(rounded("0.125", 2), "0.13");
        assert_eq!(rounded("9.995", 2), "10.00");
        assert_eq!(rounded("9.5", 0), "10");
        assert_eq!(rounded("2", 2), "2.00");
    }
}
