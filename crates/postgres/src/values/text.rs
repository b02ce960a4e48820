//! Values as text.

use std::fmt::Write as _;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, IntervalDayTimeType, IntervalMonthDayNanoType, IntervalUnit, IntervalYearMonthType,
    Time32MillisecondType, TimeUnit, TimestampMillisecondType, UInt32Type, UInt64Type,
};
use bytes::BytesMut;
use chrono::{Datelike, NaiveDate};
use sql::render;

use super::{arrays, hex, json};
use crate::errors::Problem;

const DAY_MS: i64 = 86_400_000;

/// Writes a value that is not null.
pub fn write(array: &dyn Array, row: usize, out: &mut BytesMut) -> Result<(), Problem> {
    // Writing into memory does not fail.
    let _ = match array.data_type() {
        DataType::Boolean => out.write_str(if array.as_boolean().value(row) { "t" } else { "f" }),
        DataType::Int8 => write!(out, "{}", array.as_primitive::<Int8Type>().value(row)),
        DataType::Int16 => write!(out, "{}", array.as_primitive::<Int16Type>().value(row)),
        DataType::Int32 => write!(out, "{}", array.as_primitive::<Int32Type>().value(row)),
        DataType::Int64 => write!(out, "{}", array.as_primitive::<Int64Type>().value(row)),
        DataType::UInt32 => write!(out, "{}", array.as_primitive::<UInt32Type>().value(row)),
        DataType::UInt64 => write!(out, "{}", array.as_primitive::<UInt64Type>().value(row)),
        DataType::Float32 => {
            let value = array.as_primitive::<Float32Type>().value(row);
            write!(out, "{}", float(f64::from(value), || value.to_string(), || format!("{value:e}")))
        }
        DataType::Float64 => {
            let value = array.as_primitive::<Float64Type>().value(row);
            write!(out, "{}", float(value, || value.to_string(), || format!("{value:e}")))
        }
        DataType::Decimal128(_, scale) => {
            let value = array.as_primitive::<Decimal128Type>().value(row);
            out.write_str(&render::numbers::decimal(value, *scale))
        }
        DataType::Utf8 => out.write_str(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => out.write_str(array.as_string::<i64>().value(row)),
        DataType::Utf8View => out.write_str(array.as_string_view().value(row)),
        DataType::Binary => {
            let _ = out.write_str("\\x");
            hex(array.as_binary::<i32>().value(row), out);
            Ok(())
        }
        DataType::FixedSizeBinary(16) => {
            out.write_str(&render::uuid(array.as_fixed_size_binary().value(row)))
        }
        DataType::Date32 => out.write_str(&date(array.as_primitive::<Date32Type>().value(row))),
        DataType::Time32(TimeUnit::Millisecond) => {
            out.write_str(&clock(i64::from(array.as_primitive::<Time32MillisecondType>().value(row))))
        }
        DataType::Timestamp(TimeUnit::Millisecond, zone) => {
            let value = array.as_primitive::<TimestampMillisecondType>().value(row);
            out.write_str(&moment(value, zone.is_some()))
        }
        DataType::Interval(unit) => {
            let (months, ms) = span(array, row, *unit);
            out.write_str(&interval(months, ms))
        }
        DataType::List(item) if super::array_of(super::Kind::of(item.data_type()).oid).is_some() => {
            return arrays::write_text(&array.as_list::<i32>().value(row), out);
        }
        DataType::List(_) | DataType::Map(..) | DataType::Struct(_) => return json::write(array, row, out),
        _ => match render::text(array, row) {
            Ok(text) => out.write_str(&text.unwrap_or_default()),
            Err(error) => return Err(Problem::of(&error, "")),
        },
    };
    Ok(())
}

/// Months and milliseconds of an interval.
pub(super) fn span(array: &dyn Array, row: usize, unit: IntervalUnit) -> (i32, i64) {
    match unit {
        IntervalUnit::YearMonth => (array.as_primitive::<IntervalYearMonthType>().value(row), 0),
        IntervalUnit::DayTime => {
            let value = array.as_primitive::<IntervalDayTimeType>().value(row);
            (0, i64::from(value.days) * DAY_MS + i64::from(value.milliseconds))
        }
        IntervalUnit::MonthDayNano => {
            let value = array.as_primitive::<IntervalMonthDayNanoType>().value(row);
            (value.months, i64::from(value.days) * DAY_MS + value.nanoseconds / 1_000_000)
        }
    }
}

/// A float by the fewest digits that mean it; with an exponent where PostgreSQL writes one.
fn float(value: f64, plain: impl Fn() -> String, exponential: impl Fn() -> String) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() };
    }
    let size = value.abs();
    if size == 0.0 || (1e-4..1e15).contains(&size) {
        return plain();
    }
    let text = exponential();
    match text.split_once('e') {
        Some((digits, power)) => {
            let (sign, power) = match power.strip_prefix('-') {
                Some(power) => ('-', power),
                None => ('+', power),
            };
            format!("{digits}e{sign}{power:0>2}")
        }
        None => text,
    }
}

/// A date; years before the first end in BC.
pub(super) fn date(days: i32) -> String {
    let (date, before) = calendar(days);
    format!("{date}{before}")
}

fn calendar(days: i32) -> (String, &'static str) {
    let from = i64::from(days) + i64::from(NaiveDate::default().num_days_from_ce());
    let date = i32::try_from(from).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    let Some(date) = date else {
        return (if days < 0 { "-infinity" } else { "infinity" }.to_owned(), "");
    };
    let (year, before) = match date.year() {
        year if year > 0 => (year, ""),
        year => (1 - year, " BC"),
    };
    (format!("{year:04}-{:02}-{:02}", date.month(), date.day()), before)
}

/// A time of day: no digits after the seconds where there are none.
pub(super) fn clock(ms: i64) -> String {
    let ms = ms.rem_euclid(DAY_MS);
    let (seconds, part) = (ms / 1_000, ms % 1_000);
    let mut text = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    fraction(part, &mut text);
    text
}

fn fraction(ms: i64, out: &mut String) {
    if ms != 0 {
        let digits = format!(".{ms:03}");
        out.push_str(digits.trim_end_matches('0'));
    }
}

/// A moment, by the clock of UTC.
pub(super) fn moment(ms: i64, is_zoned: bool) -> String {
    let days = i32::try_from(ms.div_euclid(DAY_MS)).unwrap_or(if ms < 0 { i32::MIN } else { i32::MAX });
    let (date, before) = calendar(days);
    if date.ends_with("infinity") {
        return date;
    }
    format!("{date} {}{}{before}", clock(ms), if is_zoned { "+00" } else { "" })
}

/// An interval in PostgreSQL's own style.
fn interval(months: i32, ms: i64) -> String {
    let mut parts = Vec::new();
    let mut part = |count: i64, unit: &str| {
        if count != 0 {
            let plural = if count == 1 { "" } else { "s" };
            parts.push(format!("{count} {unit}{plural}"));
        }
    };
    part(i64::from(months / 12), "year");
    part(i64::from(months % 12), "mon");
    part(ms / DAY_MS, "day");
    let rest = ms % DAY_MS;
    if rest != 0 || parts.is_empty() {
        let size = rest.abs();
        let seconds = size / 1_000;
        let mut text = if rest < 0 { "-".to_owned() } else { String::new() };
        let _ = write!(text, "{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
        fraction(size % 1_000, &mut text);
        parts.push(text);
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_postgresql_prints_them() {
        assert_eq!(moment(0, false), "1970-01-01 00:00:00");
        assert_eq!(moment(1_500, true), "1970-01-01 00:00:01.5+00");
        assert_eq!(moment(-1, false), "1969-12-31 23:59:59.999");
        assert_eq!(date(-719_163), "0001-12-31 BC");
        assert_eq!(moment(-62_167_305_600_000, true), "0002-12-31 00:00:00+00 BC");
        assert_eq!(moment(i64::MAX, false), "infinity");
        assert_eq!(clock(3_600_050), "01:00:00.05");
    }

    #[test]
    fn intervals_are_as_postgresql_prints_them() {
        assert_eq!(interval(14, 0), "1 year 2 mons");
        assert_eq!(interval(0, 93_784_005), "1 day 02:03:04.005");
        assert_eq!(interval(0, -93_784_005), "-1 days -02:03:04.005");
        assert_eq!(interval(0, 0), "00:00:00");
    }

    #[test]
    fn floats_have_as_many_digits_as_they_need() {
        let text = |value: f64| float(value, || value.to_string(), || format!("{value:e}"));
        assert_eq!(
            [text(0.1), text(1e15), text(1e-5), text(-1.5e300)],
            ["0.1", "1e+15", "1e-05", "-1.5e+300"]
        );
        assert_eq!([text(f64::NAN), text(f64::NEG_INFINITY), text(100.0)], ["NaN", "-Infinity", "100"]);
    }
}
