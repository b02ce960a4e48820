//! `format('%s', x)` in the patterns of Java's Formatter, and numbers in words' stead.

mod pattern;
mod value;

use arrow::datatypes::DataType;

use super::arguments::{Arguments, Out, invalid};
use super::scalar::{Definition, scalar, scalar_of};
use crate::limits::STRING_BYTES_MAX;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar_of(
            "format",
            |kinds| (kinds.len() > 1 && kinds[0] == DataType::Utf8).then_some(DataType::Utf8),
            format,
        ),
        scalar(&["format_number(double) -> varchar"], |a| {
            a.texts(|row| Ok(Some(shortened(a.double(0, row)))))
        }),
        scalar(&["parse_data_size(varchar) -> decimal(38,0)"], |a| {
            a.primitives::<arrow::datatypes::Decimal128Type>(|row| {
                let size = data_size(a.str(0, row));
                size.map(Some).ok_or_else(|| invalid(format!("Invalid data size: '{}'", a.str(0, row))))
            })
        }),
    ]
}

/// Nulls among the values are words; only a pattern that is null makes the result so.
fn format(a: &Arguments) -> Out {
    let mut builder = arrow::array::StringBuilder::new();
    for row in 0..a.rows {
        if a.is_null(0, row) {
            builder.append_null();
            continue;
        }
        let text = pattern::format(a.str(0, row), &a.columns[1..], row)?;
        if text.len() > STRING_BYTES_MAX {
            return Err(super::string::too_large());
        }
        builder.append_value(text);
    }
    Ok(std::sync::Arc::new(builder.finish()))
}

/// Three digits and a unit: `1.5K`, `12M`.
fn shortened(value: f64) -> String {
    let (mut rest, mut unit) = (value.abs(), "");
    for next in ["K", "M", "B", "T", "Q"] {
        if rest < 1_000.0 {
            break;
        }
        (rest, unit) = (rest / 1_000.0, next);
    }
    let digits = if rest < 10.0 { 2 } else { usize::from(rest < 100.0) };
    let text = format!("{rest:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{}{text}{unit}", if value < 0.0 { "-" } else { "" })
}

/// `2.3MB` in bytes.
fn data_size(text: &str) -> Option<i128> {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    let power = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]
        .iter()
        .position(|unit| *unit == &text[end..])?;
    let (whole, fraction) = text[..end].split_once('.').unwrap_or((&text[..end], ""));
    if fraction.len() > 12 || (fraction.is_empty() && text[..end].ends_with('.')) {
        return None;
    }
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
    let bytes = digits.checked_mul(1_i128.checked_shl(10 * u32::try_from(power).ok()?)?)? / scale;
    (bytes < 10_i128.pow(38)).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_short_numbers() {
        assert_eq!(data_size("2.3MB"), Some(2_411_724));
        assert_eq!(data_size("1B"), Some(1));
        assert_eq!(data_size("1kB"), Some(1_024));
        assert_eq!(data_size("1"), None);
        assert_eq!(data_size("KB"), None);
        assert_eq!(shortened(123_456.0), "123K");
        assert_eq!(shortened(1_000_000.0), "1M");
        assert_eq!(shortened(-1_500.0), "-1.5K");
        assert_eq!(shortened(12.0), "12");
    }
}
