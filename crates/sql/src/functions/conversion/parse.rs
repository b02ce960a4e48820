//! Texts as truth values, dates, times and moments.

use std::sync::Arc;

use arrow::array::timezone::Tz;
use arrow::array::{
    Array, ArrayRef, Date32Array, FixedSizeBinaryBuilder, StringArray, Time32MillisecondArray,
    TimestampMillisecondArray,
};
use arrow::datatypes::DataType;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};

use super::cast::keep;
use crate::error::{Error, Fact};

/// Trino's words for true and false.
pub fn boolean(text: &str) -> Result<bool, Error> {
    match text.to_ascii_lowercase().as_str() {
        "t" | "true" | "1" => Ok(true),
        "f" | "false" | "0" => Ok(false),
        _ => Err(Error::new(Fact::InvalidCast, format!("Cannot cast '{text}' to BOOLEAN"))),
    }
}

/// Texts as dates, times, moments or UUIDs.
pub fn times(texts: &StringArray, to: &DataType, lenient: bool) -> Result<ArrayRef, Error> {
    match to {
        DataType::Date32 => Ok(Arc::new(each(texts, lenient, date)?.into_iter().collect::<Date32Array>())),
        DataType::Time32(_) => {
            Ok(Arc::new(each(texts, lenient, time)?.into_iter().collect::<Time32MillisecondArray>()))
        }
        DataType::Timestamp(_, None) => {
            let read = |text: &str| moment(text).map(|(wall, _)| wall);
            Ok(Arc::new(each(texts, lenient, read)?.into_iter().collect::<TimestampMillisecondArray>()))
        }
        DataType::Timestamp(_, Some(zone)) => {
            let read = |text: &str| {
                let (wall, own) = moment(text)?;
                moment_of_wall(wall, own.unwrap_or("UTC"))
            };
            let moments = each(texts, lenient, read)?.into_iter().collect::<TimestampMillisecondArray>();
            Ok(Arc::new(moments.with_timezone(Arc::clone(zone))))
        }
        DataType::FixedSizeBinary(16) => {
            let mut builder = FixedSizeBinaryBuilder::new(16);
            for value in each(texts, lenient, uuid)? {
                match value {
                    Some(bytes) => builder.append_value(bytes)?,
                    None => builder.append_null(),
                }
            }
            Ok(Arc::new(builder.finish()))
        }
        other => Err(Error::new(Fact::Internal, format!("texts are not cast to {other}"))),
    }
}

fn each<T>(
    texts: &StringArray,
    lenient: bool,
    read: impl Fn(&str) -> Result<T, Error>,
) -> Result<Vec<Option<T>>, Error> {
    let value = |row| if texts.is_null(row) { Ok(None) } else { keep(read(texts.value(row)), lenient) };
    (0..texts.len()).map(value).collect()
}

/// Days since 1970.
pub fn date(text: &str) -> Result<i32, Error> {
    let refused = || Error::new(Fact::InvalidCast, format!("Value cannot be cast to date: {text}"));
    let date = calendar(text.trim()).ok_or_else(refused)?;
    i32::try_from((date - NaiveDate::default()).num_days()).map_err(|_| refused())
}

/// `y-m-d`, with one digit or two for months and days.
fn calendar(text: &str) -> Option<NaiveDate> {
    let (is_before, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_sound =
        parts.next().is_none() && (1..=6).contains(&year.len()) && month.len() <= 2 && day.len() <= 2;
    let are_digits = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_sound || !are_digits {
        return None;
    }
    let year: i32 = year.parse().ok()?;
    NaiveDate::from_ymd_opt(if is_before { -year } else { year }, month.parse().ok()?, day.parse().ok()?)
}

/// `h:m`, `h:m:s` or `h:m:s.fff`.
fn clock(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("0"));
    if parts.next().is_some() {
        return None;
    }
    let (second, part) = second.split_once('.').unwrap_or((second, ""));
    let numbers = [hour, minute, second, part];
    if numbers.iter().any(|text| !text.bytes().all(|byte| byte.is_ascii_digit())) || part.len() > 12 {
        return None;
    }
    let milli: u32 = format!("{part:0<3}")[..3].parse().ok()?;
    NaiveTime::from_hms_milli_opt(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?, milli)
}

fn time(text: &str) -> Result<i32, Error> {
    let refused = || Error::new(Fact::InvalidCast, format!("Value cannot be cast to time: {text}"));
    let time = clock(text.trim()).ok_or_else(refused)?;
    i32::try_from((time - NaiveTime::MIN).num_milliseconds()).map_err(|_| refused())
}

/// A moment's wall clock in milliseconds, and the zone that it names.
pub fn moment(text: &str) -> Result<(i64, Option<&str>), Error> {
    let refused = || Error::new(Fact::InvalidCast, format!("Value cannot be cast to timestamp: {text}"));
    let (day, rest) = match text.trim().split_once([' ', 'T']) {
        Some((day, rest)) => (day, rest.trim()),
        None => (text.trim(), ""),
    };
    let is_clock = |letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.');
    let end = rest.find(|letter| !is_clock(letter)).unwrap_or(rest.len());
    let (time, zone) = (&rest[..end], rest[end..].trim());
    let day = calendar(day).ok_or_else(refused)?;
    let time = if time.is_empty() { NaiveTime::MIN } else { clock(time).ok_or_else(refused)? };
    let zone = match zone {
        "" => None,
        "Z" => Some("UTC"),
        zone => Some(zone),
    };
    if let Some(zone) = zone {
        zone_of(zone).map_err(|_| refused())?;
    }
    Ok((NaiveDateTime::new(day, time).and_utc().timestamp_millis(), zone))
}

/// A zone by its name or offset.
pub fn zone_of(name: &str) -> Result<Tz, Error> {
    name.parse().map_err(|_| Error::new(Fact::InvalidArgument, format!("'{name}' is not a valid time zone")))
}

/// The wall clock in `zone` at a moment.
pub fn wall(ms: i64, zone: &str) -> Result<i64, Error> {
    let moment = DateTime::from_timestamp_millis(ms).ok_or_else(out_of_range)?;
    let offset = zone_of(zone)?.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc();
    Ok(ms + i64::from(offset) * 1_000)
}

/// The moment at which the clock in `zone` shows this; the earlier one where there are two.
pub fn moment_of_wall(ms: i64, zone: &str) -> Result<i64, Error> {
    let wall = DateTime::from_timestamp_millis(ms).ok_or_else(out_of_range)?.naive_utc();
    let zone = zone_of(zone)?;
    let offset = match zone.offset_from_local_datetime(&wall).earliest() {
        Some(offset) => offset,
        // A time that clocks skip counts by the offset before.
        None => zone.offset_from_utc_datetime(&(wall - chrono::Duration::hours(3))),
    };
    Ok(ms - i64::from(offset.fix().local_minus_utc()) * 1_000)
}

fn out_of_range() -> Error {
    Error::new(Fact::NumberOutOfRange, "the moment is outside of the calendar")
}

fn uuid(text: &str) -> Result<[u8; 16], Error> {
    let refused = || Error::new(Fact::InvalidCast, format!("Cannot cast value to UUID: {text}"));
    let digits: String = text.chars().filter(|letter| *letter != '-').collect();
    let is_shaped =
        text.len() == 36 && digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_shaped {
        return Err(refused());
    }
    u128::from_str_radix(&digits, 16).map(u128::to_be_bytes).map_err(|_| refused())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_moments_are_read() {
        assert_eq!(date("2020-1-5").unwrap(), 18_266);
        assert!(date("2020-02-30").is_err());
        assert!(date("20200101").is_err());
        assert_eq!(moment("1970-01-01 00:00:01.5").unwrap(), (1_500, None));
        assert_eq!(moment("1970-01-01T00:00:00Z").unwrap(), (0, Some("UTC")));
        assert_eq!(moment("1970-01-01 00:00 America/New_York").unwrap(), (0, Some("America/New_York")));
        assert!(moment("1970-01-01 00:00 Nowhere/At_All").is_err());
    }

    #[test]
    fn zones_move_clocks() {
        assert_eq!(moment_of_wall(0, "+02:00").unwrap(), -7_200_000);
        assert_eq!(wall(0, "Europe/Vienna").unwrap(), 3_600_000);
        // 2:30 on the night of the change to summer time does not exist.
        let skipped = moment("2024-03-31 02:30:00").unwrap().0;
        assert_eq!(moment_of_wall(skipped, "Europe/Vienna").unwrap(), skipped - 3_600_000);
    }
}
