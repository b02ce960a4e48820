//! Dates and times, less common: Joda's patterns, durations, zones.

mod joda;

use arrow::array::{Array, AsArray};
use arrow::datatypes::{DataType, IntervalDayTime, IntervalDayTimeType};

use super::arguments::{Arguments, invalid};
use super::conversion::{moment_of_wall, wall};
use super::scalar::{Definition, scalar};
use crate::error::{Error, Fact};

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(
            &[
                "format_datetime(timestamp, varchar) -> varchar",
                "format_datetime(timestamp with time zone, varchar) -> varchar",
            ],
            |a| {
                a.texts(|row| {
                    let (ms, zone) = (a.millis(0, row), zone(a));
                    joda::format(wall(ms, zone)?, ms, zone, a.str(1, row)).map(Some)
                })
            },
        ),
        scalar(&["parse_datetime(varchar, varchar) -> timestamp with time zone"], |a| {
            a.moments(|row| {
                let (text, pattern) = (a.str(0, row), a.str(1, row));
                let refused =
                    || invalid(format!("Invalid format: \"{text}\" is malformed for \"{pattern}\""));
                match joda::parse(text, pattern)?.ok_or_else(refused)? {
                    (wall, joda::Zone::Offset(ms)) => Ok(Some(wall - ms)),
                    (wall, joda::Zone::Named(name)) => moment_of_wall(wall, &name).map(Some),
                }
            })
        }),
        scalar(&["human_readable_seconds(double) -> varchar"], |a| {
            a.texts(|row| {
                let seconds = a.double(0, row);
                if seconds.is_finite() {
                    Ok(Some(readable(seconds)))
                } else {
                    Err(invalid("Invalid argument found: not a finite number"))
                }
            })
        }),
        scalar(&["parse_duration(varchar) -> interval day to second"], |a| {
            a.primitives::<IntervalDayTimeType>(|row| {
                let ms = duration(a.str(0, row)).ok_or_else(|| {
                    invalid(format!("duration is not a valid data duration string: {}", a.str(0, row)))
                })?;
                let days = i32::try_from(ms / 86_400_000).map_err(|_| invalid("the duration is too long"))?;
                Ok(Some(IntervalDayTime::new(days, i32::try_from(ms % 86_400_000).unwrap_or(0))))
            })
        }),
        scalar(&["to_milliseconds(interval day to second) -> bigint"], |a| {
            a.bigints(|row| {
                let value = a.columns[0].as_primitive::<IntervalDayTimeType>().value(row);
                Ok(Some(i64::from(value.days) * 86_400_000 + i64::from(value.milliseconds)))
            })
        }),
        scalar(&["from_unixtime_nanos(bigint) -> timestamp with time zone"], |a| {
            a.moments(|row| Ok(Some(a.long(0, row).div_euclid(1_000_000))))
        }),
        scalar(&["timezone_hour(timestamp with time zone) -> bigint"], |a| {
            a.bigints(|row| Ok(Some(minutes(a, row)? / 60)))
        }),
        scalar(&["timezone_minute(timestamp with time zone) -> bigint"], |a| {
            a.bigints(|row| Ok(Some(minutes(a, row)? % 60)))
        }),
        scalar(&["current_timezone() -> varchar"], |a| a.texts(|_| Ok(Some("UTC")))),
        scalar(&["timezone(timestamp with time zone) -> varchar"], |a| a.texts(|_| Ok(Some(zone(a))))),
        scalar(
            &[
                "sequence(timestamp, timestamp, interval day to second) -> array(timestamp)",
                "sequence(date, date, interval year to month) -> array(date)",
                "sequence(timestamp, timestamp, interval year to month) -> array(timestamp)",
            ],
            sequence,
        ),
    ]
}

fn zone(a: &Arguments) -> &str {
    match a.kind(0) {
        DataType::Timestamp(_, Some(zone)) => zone,
        _ => "UTC",
    }
}

/// The zone's distance from UTC at a moment.
fn minutes(a: &Arguments, row: usize) -> Result<i64, Error> {
    let ms = a.millis(0, row);
    Ok((wall(ms, zone(a))? - ms) / 60_000)
}

/// `1 hour, 2 minutes`; what is less than a second is not told.
fn readable(seconds: f64) -> String {
    let sign = if seconds < 0.0 { "-" } else { "" };
    let mut rest = seconds.abs() as u64;
    let mut parts = Vec::new();
    for (unit, size) in [("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)] {
        let count = rest / size;
        rest %= size;
        if count > 0 {
            parts.push(format!("{sign}{count} {unit}{}", if count == 1 { "" } else { "s" }));
        }
    }
    if parts.is_empty() { "0 seconds".to_owned() } else { parts.join(", ") }
}

/// `3.81 d` in milliseconds.
fn duration(text: &str) -> Option<i64> {
    let text = text.trim();
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    let value: f64 = text[..end].parse().ok()?;
    let size = match text[end..].trim() {
        "ns" => 1e-6,
        "us" => 1e-3,
        "ms" => 1.0,
        "s" => 1_000.0,
        "m" => 60_000.0,
        "h" => 3_600_000.0,
        "d" => 86_400_000.0,
        _ => return None,
    };
    let ms = (value * size).round();
    (ms < 9e18).then_some(ms as i64)
}

/// Dates or moments from the first to the second, by an interval.
fn sequence(a: &Arguments) -> super::arguments::Out {
    let is_date = *a.kind(0) == DataType::Date32;
    let at = |index: usize, row: usize| {
        if is_date { i64::from(a.date(index, row)) * 86_400_000 } else { a.millis(index, row) }
    };
    let (mut all, mut places) = (Vec::new(), Vec::new());
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let (from, to) = (at(0, row), at(1, row));
        let start = all.len();
        let mut step = 0_i64;
        loop {
            let value = moved(a, row, from, step)?;
            let is_over = if to >= from { value > to } else { value < to };
            if is_over {
                break;
            }
            if all.len() - start >= crate::limits::SEQUENCE_MAX {
                let most = crate::limits::SEQUENCE_MAX;
                return Err(invalid(format!(
                    "result of sequence function must not have more than {most} entries"
                )));
            }
            if step > 0 && (value == from || (value > from) != (to > from)) {
                return Err(invalid(
                    "sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start",
                ));
            }
            all.push(value);
            step += 1;
        }
        places.push(Some((start..all.len()).map(super::array::place).collect()));
    }
    let source: arrow::array::ArrayRef = if is_date {
        let days = all.iter().map(|ms| i32::try_from(ms.div_euclid(86_400_000)).ok());
        std::sync::Arc::new(days.collect::<arrow::array::Date32Array>())
    } else {
        std::sync::Arc::new(arrow::array::TimestampMillisecondArray::from(all))
    };
    a.lists(&source, places)
}

/// A moment, `count` intervals later.
fn moved(a: &Arguments, row: usize, from: i64, count: i64) -> Result<i64, Error> {
    let out = || Error::new(Fact::NumberOutOfRange, "the moment is outside of the calendar");
    let step = &a.columns[2];
    if let DataType::Interval(arrow::datatypes::IntervalUnit::YearMonth) = step.data_type() {
        let months = step.as_primitive::<arrow::datatypes::IntervalYearMonthType>().value(row);
        let months = i64::from(months).checked_mul(count).ok_or_else(out)?;
        let size = chrono::Months::new(u32::try_from(months.unsigned_abs()).map_err(|_| out())?);
        let moment = chrono::DateTime::from_timestamp_millis(from).ok_or_else(out)?;
        let moment =
            if months < 0 { moment.checked_sub_months(size) } else { moment.checked_add_months(size) };
        return Ok(moment.ok_or_else(out)?.timestamp_millis());
    }
    let value = step.as_primitive::<IntervalDayTimeType>().value(row);
    let size = i64::from(value.days) * 86_400_000 + i64::from(value.milliseconds);
    size.checked_mul(count).and_then(|size| from.checked_add(size)).ok_or_else(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_told() {
        assert_eq!(duration("42.8ms"), Some(43));
        assert_eq!(duration("3.81 d"), Some(329_184_000));
        assert_eq!(duration("5m"), Some(300_000));
        assert_eq!(duration("5 parsecs"), None);
        assert_eq!(readable(96.0), "1 minute, 36 seconds");
        assert_eq!(readable(56_363_463.0), "93 weeks, 1 day, 8 hours, 31 minutes, 3 seconds");
        assert_eq!(readable(0.4), "0 seconds");
    }
}
