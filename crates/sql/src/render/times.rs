//! Dates, times and intervals as Athena prints them: milliseconds always, zones by name.

use arrow::array::{Array, AsArray};
use arrow::datatypes::{
    DataType, Time32MillisecondType, Time32SecondType, Time64MicrosecondType, Time64NanosecondType, TimeUnit,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
};
use chrono::{DateTime, Datelike, Days, NaiveDate, Offset, TimeZone, Timelike};

use crate::error::{Error, Fact};

const DAY_MS: i64 = 86_400_000;

/// Writes a time of day or a moment.
pub(super) fn write(array: &dyn Array, row: usize, out: &mut String) -> Result<(), Error> {
    let text = match array.data_type() {
        DataType::Time32(TimeUnit::Second) => {
            time_of_day(i64::from(array.as_primitive::<Time32SecondType>().value(row)) * 1_000)
        }
        DataType::Time32(_) => {
            time_of_day(i64::from(array.as_primitive::<Time32MillisecondType>().value(row)))
        }
        DataType::Time64(TimeUnit::Nanosecond) => {
            time_of_day(array.as_primitive::<Time64NanosecondType>().value(row) / 1_000_000)
        }
        DataType::Time64(_) => time_of_day(array.as_primitive::<Time64MicrosecondType>().value(row) / 1_000),
        DataType::Timestamp(unit, zone) => {
            let ms = match unit {
                TimeUnit::Second => {
                    array.as_primitive::<TimestampSecondType>().value(row).saturating_mul(1_000)
                }
                TimeUnit::Millisecond => array.as_primitive::<TimestampMillisecondType>().value(row),
                TimeUnit::Microsecond => {
                    array.as_primitive::<TimestampMicrosecondType>().value(row).div_euclid(1_000)
                }
                TimeUnit::Nanosecond => {
                    array.as_primitive::<TimestampNanosecondType>().value(row).div_euclid(1_000_000)
                }
            };
            match zone {
                Some(zone) => zoned(ms, zone)?,
                None => timestamp(ms),
            }
        }
        other => return Err(Error::new(Fact::Internal, format!("{other} is no time"))),
    };
    out.push_str(&text);
    Ok(())
}

/// A date from its days since 1970.
pub fn date(days: i32) -> String {
    let epoch = NaiveDate::default();
    let days_apart = Days::new(u64::from(days.unsigned_abs()));
    let date = if days < 0 { epoch.checked_sub_days(days_apart) } else { epoch.checked_add_days(days_apart) };
    match date {
        Some(date) => format!("{}-{:02}-{:02}", year(date.year()), date.month(), date.day()),
        None => days.to_string(),
    }
}

fn year(year: i32) -> String {
    if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") }
}

/// A time of day from its milliseconds.
pub fn time_of_day(ms: i64) -> String {
    let ms = ms.rem_euclid(DAY_MS);
    let (seconds, part) = (ms / 1_000, ms % 1_000);
    format!("{:02}:{:02}:{:02}.{part:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// A moment without zone, from its milliseconds since 1970.
pub fn timestamp(ms: i64) -> String {
    let days = i32::try_from(ms.div_euclid(DAY_MS)).unwrap_or(i32::MAX);
    format!("{} {}", date(days), time_of_day(ms))
}

/// A moment in `zone`, whose name follows it.
pub fn zoned(ms: i64, zone: &str) -> Result<String, Error> {
    let zone_of_it: arrow::array::timezone::Tz = zone.parse().map_err(Error::from)?;
    let moment = DateTime::from_timestamp_millis(ms)
        .ok_or_else(|| Error::new(Fact::NumberOutOfRange, format!("{ms} ms is outside of the calendar")))?;
    let offset = zone_of_it.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc();
    let local = moment.naive_utc() + chrono::Duration::seconds(i64::from(offset));
    let name = if matches!(zone, "+00:00" | "Z" | "Etc/UTC") { "UTC" } else { zone };
    Ok(format!(
        "{}-{:02}-{:02} {:02}:{:02}:{:02}.{:03} {name}",
        year(local.year()),
        local.month(),
        local.day(),
        local.hour(),
        local.minute(),
        local.second(),
        local.and_utc().timestamp_subsec_millis(),
    ))
}

/// An interval of days and less, from its milliseconds: `1 02:03:04.005`.
pub fn interval(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    let ms = ms.unsigned_abs();
    let (days, rest) = (ms / DAY_MS.unsigned_abs(), ms % DAY_MS.unsigned_abs());
    let (seconds, part) = (rest / 1_000, rest % 1_000);
    format!("{sign}{days} {:02}:{:02}:{:02}.{part:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// An interval of months: `1-2`.
pub fn months(months: i32) -> String {
    let sign = if months < 0 { "-" } else { "" };
    format!("{sign}{}-{}", months.unsigned_abs() / 12, months.unsigned_abs() % 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_intervals_are_athenas() {
        assert_eq!(timestamp(0), "1970-01-01 00:00:00.000");
        assert_eq!(timestamp(-1), "1969-12-31 23:59:59.999");
        assert_eq!(date(18_262), "2020-01-01");
        assert_eq!(interval(93_784_005), "1 02:03:04.005");
        assert_eq!(interval(-1_000), "-0 00:00:01.000");
        assert_eq!(months(-14), "-1-2");
        assert_eq!(zoned(0, "America/New_York").unwrap(), "1969-12-31 19:00:00.000 America/New_York");
        assert_eq!(zoned(0, "+00:00").unwrap(), "1970-01-01 00:00:00.000 UTC");
    }
}
