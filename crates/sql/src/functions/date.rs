//! Dates and times. Moments with a zone are taken apart in that zone.

mod format;
mod parts;
mod units;

use arrow::datatypes::DataType;

use super::arguments::{Arguments, Out, invalid};
use super::conversion::{moment_of_wall, wall, zone_of};
use super::scalar::{Definition, scalar};
use crate::error::Error;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(
            &[
                "date(varchar) -> date",
                "date(timestamp) -> date",
                "date(timestamp with time zone) -> date",
                "date(date) -> date",
            ],
            |a| super::cast(&a.columns[0], &DataType::Date32, false),
        ),
        scalar(
            &[
                "from_unixtime(double) -> timestamp with time zone",
                "from_unixtime(double, varchar) -> timestamp with time zone",
            ],
            |a| a.moments(|row| millis(a.double(0, row) * 1_000.0).map(Some)),
        ),
        scalar(
            &["to_unixtime(timestamp) -> double", "to_unixtime(timestamp with time zone) -> double"],
            |a| a.doubles(|row| Ok(Some(a.millis(0, row) as f64 / 1_000.0))),
        ),
        scalar(&["from_iso8601_timestamp(varchar) -> timestamp with time zone"], |a| {
            a.moments(|row| {
                let (ms, zone) = super::moment(a.str(0, row))?;
                moment_of_wall(ms, zone.unwrap_or("UTC")).map(Some)
            })
        }),
        scalar(&["from_iso8601_date(varchar) -> date"], |a| {
            a.dates(|row| super::date(a.str(0, row)).map(Some))
        }),
        scalar(
            &[
                "to_iso8601(date) -> varchar",
                "to_iso8601(timestamp) -> varchar",
                "to_iso8601(timestamp with time zone) -> varchar",
            ],
            to_iso8601,
        ),
        scalar(&["with_timezone(timestamp, varchar) -> timestamp with time zone"], |a| {
            a.moments(|row| moment_of_wall(a.millis(0, row), a.str(1, row)).map(Some))
        }),
    ]
    .into_iter()
    .chain(parts::functions())
    .chain(units::functions())
    .chain(format::functions())
    .collect()
}

fn millis(value: f64) -> Result<i64, Error> {
    if value.is_finite() && value.abs() < 9.0e18 {
        return Ok(value.round() as i64);
    }
    Err(invalid("the moment is out of range"))
}

/// The wall clock of a date or moment, in milliseconds.
pub(super) fn clock(a: &Arguments, index: usize, row: usize) -> Result<i64, Error> {
    match a.kind(index) {
        DataType::Date32 => Ok(i64::from(a.date(index, row)) * 86_400_000),
        DataType::Timestamp(_, Some(zone)) => wall(a.millis(index, row), zone),
        DataType::Time32(_) => {
            use arrow::array::AsArray;
            let column = a.columns[index].as_primitive::<arrow::datatypes::Time32MillisecondType>();
            Ok(i64::from(column.value(row)))
        }
        _ => Ok(a.millis(index, row)),
    }
}

/// A wall clock as a date or moment of the result's type.
pub(super) fn back(a: &Arguments, each: impl Fn(usize) -> Result<Option<i64>, Error>) -> Out {
    match a.result.clone() {
        DataType::Date32 => {
            a.dates(|row| Ok(each(row)?.and_then(|ms| i32::try_from(ms.div_euclid(86_400_000)).ok())))
        }
        DataType::Timestamp(_, Some(zone)) => {
            a.moments(|row| each(row)?.map(|ms| moment_of_wall(ms, &zone)).transpose())
        }
        _ => a.moments(each),
    }
}

fn to_iso8601(a: &Arguments) -> Out {
    a.texts(|row| match a.kind(0) {
        DataType::Date32 => Ok(Some(crate::render::date(a.date(0, row)))),
        DataType::Timestamp(_, Some(zone)) => {
            let ms = a.millis(0, row);
            let local = wall(ms, zone)?;
            let minutes = (local - ms) / 60_000;
            let offset = if minutes == 0 {
                "Z".to_owned()
            } else {
                let sign = if minutes < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            };
            Ok(Some(crate::render::timestamp(local).replace(' ', "T") + &offset))
        }
        _ => Ok(Some(crate::render::timestamp(a.millis(0, row)).replace(' ', "T"))),
    })
}

/// Whether there is such a zone.
pub(super) fn check_zone(name: &str) -> Result<(), Error> {
    zone_of(name).map(|_| ())
}
