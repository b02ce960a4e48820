//! jq's functions of times: seconds since 1970 in UTC, or "broken down" into `[year, month from 0, day, hour, minute,
//! second, day of the week from Sunday, day of the year from 0]`.

use jiff::civil::DateTime;
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde_json::Value;

use super::evaluate::{Made, Stop};
use super::functions::{Entry, double};
use super::operators::{kind, number};
use super::texts::string;

/// How jq writes ISO 8601.
const ISO: &str = "%Y-%m-%dT%H:%M:%SZ";

pub(super) const ALL: &[Entry] = &[
    ("date", 0, |_, input, _| written(input, ISO)),
    ("fromdate", 0, |_, input, _| read(string(input)?, ISO).map(|time| seconds(&time))),
    ("fromdateiso8601", 0, |_, input, _| read(string(input)?, ISO).map(|time| seconds(&time))),
    ("gmtime", 0, |_, input, _| {
        let seconds = double(input)?;
        let mut parts = broken(&time(input)?);
        parts[5] = number((seconds.rem_euclid(60.0) * 1e6).round() / 1e6);
        Ok(parts.to_vec().into())
    }),
    ("mktime", 0, |_, input, _| match input {
        Value::Array(_) => time(input).map(|time| seconds(&time)),
        _ => Err(Stop::error("mktime takes a time that is broken down")),
    }),
    ("strftime", 1, |_, input, arguments| written(input, string(&arguments[0])?)),
    ("strptime", 1, |_, input, arguments| {
        Ok(broken(&read(string(input)?, string(&arguments[0])?)?).to_vec().into())
    }),
    ("todate", 0, |_, input, _| written(input, ISO)),
    ("todateiso8601", 0, |_, input, _| written(input, ISO)),
];

fn written(input: &Value, format: &str) -> Made<Value> {
    let written = strtime::format(format, &time(input)?);
    Ok(written.map_err(|error| Stop::error(format!("the time cannot be written: {error}")))?.into())
}

fn read(text: &str, format: &str) -> Made<Zoned> {
    let unread = |error: jiff::Error| Stop::error(format!("the time cannot be read: {error}"));
    let mut parts = BrokenDownTime::parse(format, text).map_err(unread)?;
    if parts.offset().is_none() && parts.iana_time_zone().is_none() {
        parts.set_offset(Some(Offset::UTC));
    }
    Ok(parts.to_timestamp().map_err(unread)?.to_zoned(TimeZone::UTC))
}

/// The time that seconds or a broken-down time mean.
fn time(input: &Value) -> Made<Zoned> {
    let none = || Stop::error(format!("this {} is no time", kind(input)));
    let timestamp = match input {
        Value::Number(_) => {
            // Whole seconds, as jq cuts them for strftime.
            Timestamp::from_second(double(input)?.floor() as i64).map_err(|_| none())?
        }
        Value::Array(parts) => {
            let part = |at: usize| parts.get(at).and_then(Value::as_f64).map(|part| part.floor() as i64);
            let small =
                |at: usize, more: i64| part(at).and_then(|part| i8::try_from(part.checked_add(more)?).ok());
            let civil = || {
                let year = i16::try_from(part(0)?).ok()?;
                DateTime::new(year, small(1, 1)?, small(2, 0)?, small(3, 0)?, small(4, 0)?, small(5, 0)?, 0)
                    .ok()
            };
            civil().and_then(|civil| civil.to_zoned(TimeZone::UTC).ok()).ok_or_else(none)?.timestamp()
        }
        _ => return Err(none()),
    };
    Ok(timestamp.to_zoned(TimeZone::UTC))
}

fn seconds(time: &Zoned) -> Value {
    time.timestamp().as_second().into()
}

fn broken(time: &Zoned) -> [Value; 8] {
    [
        time.year().into(),
        (time.month() - 1).into(),
        time.day().into(),
        time.hour().into(),
        time.minute().into(),
        time.second().into(),
        time.weekday().to_sunday_zero_offset().into(),
        (time.day_of_year() - 1).into(),
    ]
}
