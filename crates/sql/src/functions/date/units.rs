//! `date_trunc`, `date_add`, `date_diff`, `at_timezone`.

use arrow::datatypes::DataType;
use chrono::{Datelike, Days, Months, NaiveDateTime, NaiveTime, TimeDelta};

use super::parts::at;
use super::{back, check_zone, clock};
use crate::error::Error;
use crate::functions::arguments::{Arguments, Out, invalid};
use crate::functions::scalar::{Definition, scalar};

pub fn functions() -> Vec<Definition> {
    vec![
        scalar(
            &[
                "date_trunc(varchar, date) -> date",
                "date_trunc(varchar, timestamp) -> timestamp",
                "date_trunc(varchar, timestamp with time zone) -> timestamp with time zone",
            ],
            |a| {
                back(a, |row| {
                    truncate(&unit(a, row), at(clock(a, 1, row)?)?).map(|moment| Some(millis(moment)))
                })
            },
        ),
        scalar(
            &[
                "date_add(varchar, bigint, date) -> date",
                "date_add(varchar, bigint, timestamp) -> timestamp",
                "date_add(varchar, bigint, timestamp with time zone) -> timestamp with time zone",
            ],
            |a| {
                back(a, |row| {
                    if *a.kind(2) == DataType::Date32 && is_small(&unit(a, row)) {
                        return Err(invalid(format!("'{}' is not a valid DATE field", a.str(0, row))));
                    }
                    add(&unit(a, row), a.long(1, row), at(clock(a, 2, row)?)?)
                        .map(|moment| Some(millis(moment)))
                })
            },
        ),
        scalar(
            &[
                "date_diff(varchar, date, date) -> bigint",
                "date_diff(varchar, timestamp, timestamp) -> bigint",
                "date_diff(varchar, timestamp with time zone, timestamp with time zone) -> bigint",
            ],
            |a| {
                a.bigints(|row| {
                    let (from, to) = (at(clock(a, 1, row)?)?, at(clock(a, 2, row)?)?);
                    difference(&unit(a, row), from, to).map(Some)
                })
            },
        ),
        scalar(&["$at_timezone(timestamp with time zone, varchar) -> timestamp with time zone"], at_timezone),
    ]
}

fn unit(a: &Arguments, row: usize) -> String {
    a.str(0, row).to_ascii_lowercase()
}

fn is_small(unit: &str) -> bool {
    matches!(unit, "millisecond" | "second" | "minute" | "hour")
}

fn millis(moment: NaiveDateTime) -> i64 {
    moment.and_utc().timestamp_millis()
}

fn no_unit(unit: &str) -> Error {
    invalid(format!("'{unit}' is not a valid TIMESTAMP field"))
}

fn out_of_range() -> Error {
    invalid("the moment is outside of the calendar")
}

fn truncate(unit: &str, moment: NaiveDateTime) -> Result<NaiveDateTime, Error> {
    let ms = millis(moment);
    let to = |size: i64| at(ms - ms.rem_euclid(size));
    let day = |date: Option<chrono::NaiveDate>| {
        date.map(|date| date.and_time(NaiveTime::MIN)).ok_or_else(out_of_range)
    };
    let date = moment.date();
    match unit {
        "millisecond" => Ok(moment),
        "second" => to(1_000),
        "minute" => to(60_000),
        "hour" => to(3_600_000),
        "day" => to(86_400_000),
        "week" => day(date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday())))),
        "month" => day(date.with_day(1)),
        "quarter" => day(date.with_day(1).and_then(|date| date.with_month0(date.month0() / 3 * 3))),
        "year" => day(date.with_day(1).and_then(|date| date.with_month(1))),
        other => Err(no_unit(other)),
    }
}

fn add(unit: &str, count: i64, moment: NaiveDateTime) -> Result<NaiveDateTime, Error> {
    let months = |per: i64| {
        let count = count.checked_mul(per).ok_or_else(out_of_range)?;
        let months = Months::new(u32::try_from(count.unsigned_abs()).map_err(|_| out_of_range())?);
        let moved =
            if count < 0 { moment.checked_sub_months(months) } else { moment.checked_add_months(months) };
        moved.ok_or_else(out_of_range)
    };
    let steps = |size: i64| {
        let ms = count.checked_mul(size).and_then(TimeDelta::try_milliseconds).ok_or_else(out_of_range)?;
        moment.checked_add_signed(ms).ok_or_else(out_of_range)
    };
    match unit {
        "millisecond" => steps(1),
        "second" => steps(1_000),
        "minute" => steps(60_000),
        "hour" => steps(3_600_000),
        "day" => steps(86_400_000),
        "week" => steps(604_800_000),
        "month" => months(1),
        "quarter" => months(3),
        "year" => months(12),
        other => Err(no_unit(other)),
    }
}

fn difference(unit: &str, from: NaiveDateTime, to: NaiveDateTime) -> Result<i64, Error> {
    let ms = millis(to) - millis(from);
    // Whole months: the last one counts once it is over.
    let months = || {
        let between = |from: NaiveDateTime, to: NaiveDateTime| {
            let apart =
                i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
            let moved = from.checked_add_months(Months::new(u32::try_from(apart).unwrap_or(0)));
            if moved.is_some_and(|moved| moved > to) { apart - 1 } else { apart }
        };
        if from <= to { between(from, to) } else { -between(to, from) }
    };
    match unit {
        "millisecond" => Ok(ms),
        "second" => Ok(ms / 1_000),
        "minute" => Ok(ms / 60_000),
        "hour" => Ok(ms / 3_600_000),
        "day" => Ok(ms / 86_400_000),
        "week" => Ok(ms / 604_800_000),
        "month" => Ok(months()),
        "quarter" => Ok(months() / 3),
        "year" => Ok(months() / 12),
        other => Err(no_unit(other)),
    }
}

/// The moment stays; only the column's zone could tell another clock, which is UTC's here.
fn at_timezone(a: &Arguments) -> Out {
    a.moments(|row| {
        check_zone(a.str(1, row))?;
        Ok(Some(a.millis(0, row)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> NaiveDateTime {
        at(crate::functions::moment(text).unwrap().0).unwrap()
    }

    #[test]
    fn months_end_when_they_are_over() {
        let diff = |unit, from, to| difference(unit, moment(from), moment(to)).unwrap();
        assert_eq!(diff("month", "2020-01-31", "2020-02-29"), 1);
        assert_eq!(diff("month", "2020-02-29 12:00", "2020-03-29 11:00"), 0);
        assert_eq!(diff("year", "2021-01-01", "2020-01-02"), 0);
        assert_eq!(diff("day", "2020-03-01", "2020-02-28"), -2);
        assert_eq!(truncate("quarter", moment("2020-05-31 10:00")).unwrap(), moment("2020-04-01"));
        assert_eq!(truncate("week", moment("2020-05-31 10:00")).unwrap(), moment("2020-05-25"));
        assert_eq!(add("month", 1, moment("2020-01-31")).unwrap(), moment("2020-02-29"));
    }
}
