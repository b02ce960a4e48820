//! `year(x)` and the like.

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike};

use super::clock;
use crate::error::{Error, Fact};
use crate::functions::arguments::{Arguments, Out};
use crate::functions::scalar::{Definition, scalar};

/// Signatures of a part of dates and moments.
macro_rules! part {
    ($name:literal, $part:expr) => {
        scalar(
            &[
                concat!($name, "(date) -> bigint"),
                concat!($name, "(timestamp) -> bigint"),
                concat!($name, "(timestamp with time zone) -> bigint"),
            ],
            |a| of(a, $part),
        )
    };
}

/// Signatures of a part of moments and times.
macro_rules! small {
    ($name:literal, $part:expr) => {
        scalar(
            &[
                concat!($name, "(timestamp) -> bigint"),
                concat!($name, "(timestamp with time zone) -> bigint"),
                concat!($name, "(time) -> bigint"),
            ],
            |a| of(a, $part),
        )
    };
}

pub fn functions() -> Vec<Definition> {
    vec![
        part!("year", |t| t.year().into()),
        part!("quarter", |t| i64::from(t.month0() / 3 + 1)),
        part!("month", |t| t.month().into()),
        part!("week", |t| t.iso_week().week().into()),
        part!("week_of_year", |t| t.iso_week().week().into()),
        part!("year_of_week", |t| t.iso_week().year().into()),
        part!("yow", |t| t.iso_week().year().into()),
        part!("day", |t| t.day().into()),
        part!("day_of_month", |t| t.day().into()),
        part!("day_of_week", |t| t.weekday().number_from_monday().into()),
        part!("dow", |t| t.weekday().number_from_monday().into()),
        part!("day_of_year", |t| t.ordinal().into()),
        part!("doy", |t| t.ordinal().into()),
        small!("hour", |t| t.hour().into()),
        small!("minute", |t| t.minute().into()),
        small!("second", |t| t.second().into()),
        small!("millisecond", |t| i64::from(t.and_utc().timestamp_subsec_millis())),
        scalar(
            &[
                "last_day_of_month(date) -> date",
                "last_day_of_month(timestamp) -> date",
                "last_day_of_month(timestamp with time zone) -> date",
            ],
            |a| {
                a.dates(|row| {
                    let moment = at(clock(a, 0, row)?)?;
                    let first = moment.date().with_day(1).ok_or_else(out_of_range)?;
                    let next = first.checked_add_months(chrono::Months::new(1)).ok_or_else(out_of_range)?;
                    let days = (next - chrono::NaiveDate::default()).num_days() - 1;
                    Ok(i32::try_from(days).ok())
                })
            },
        ),
    ]
}

fn out_of_range() -> Error {
    Error::new(Fact::NumberOutOfRange, "the moment is outside of the calendar")
}

/// A wall clock as chrono has it.
pub fn at(ms: i64) -> Result<NaiveDateTime, Error> {
    DateTime::from_timestamp_millis(ms).map(|moment| moment.naive_utc()).ok_or_else(out_of_range)
}

fn of(a: &Arguments, part: fn(NaiveDateTime) -> i64) -> Out {
    a.bigints(|row| Ok(Some(part(at(clock(a, 0, row)?)?))))
}
