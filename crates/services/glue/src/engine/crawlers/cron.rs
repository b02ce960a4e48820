//! Schedules: `cron(minutes hours day-of-month month day-of-week year)`, in UTC (Guide: time-based schedules).
//!
//! All of AWS's wildcards are read: `,` `-` `*` `/` `?` `L` `W` and `#`. One of the two days must be `?`. Faster than
//! every five minutes is refused, as AWS does.

use kernel::Timestamp;

/// A schedule.
#[derive(Clone, Debug, PartialEq)]
pub struct Cron {
    minutes: Vec<u32>,
    hours: Vec<u32>,
    days: Days,
    months: Vec<u32>,
    years: Option<Vec<u32>>,
}

/// Which days of a month.
#[derive(Clone, Debug, PartialEq)]
enum Days {
    Every,
    OfMonth(Vec<u32>),
    /// So many days before the month's end.
    Last(u32),
    /// The weekday that is closest to a day of the month.
    Weekday(u32),
    LastWeekday,
    /// Days of the week, Sunday as 1.
    OfWeek(Vec<u32>),
    LastOfWeek(u32),
    /// The n-th such day of the month.
    Nth(u32, u32),
}

/// Why an expression is no schedule.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CronError {
    /// It is not of this form.
    #[error(
        "a schedule is cron(minutes hours day-of-month month day-of-week year), with ? for one of the days"
    )]
    Form,
    /// One of its fields is none.
    #[error("`{value}` is not allowed as the {field} of a schedule")]
    Field {
        /// Which.
        field: &'static str,
        /// What it says.
        value: String,
    },
    /// It is faster than every five minutes.
    #[error("a schedule cannot be faster than every 5 minutes")]
    TooFast,
}

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
/// Fewest minutes between two times (Guide).
const MINUTES_BETWEEN_MIN: u32 = 5;
const DAY_MS: u64 = 86_400_000;
/// The last year of a schedule (Guide).
const YEAR_MAX: u32 = 2199;

impl Cron {
    /// Reads a schedule.
    pub fn read(text: &str) -> Result<Self, CronError> {
        let inner = text.trim().strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')'));
        let fields: Vec<&str> = inner.ok_or(CronError::Form)?.split_whitespace().collect();
        let [minutes, hours, of_month, month, of_week, year] = fields[..] else {
            return Err(CronError::Form);
        };
        let days = match (of_month, of_week) {
            ("?", "?") => return Err(CronError::Form),
            ("*", "?") | ("?", "*") => Days::Every,
            (of_month, "?") => days_of_month(of_month)?,
            ("?", of_week) => days_of_week(of_week)?,
            _ => return Err(CronError::Form),
        };
        let cron = Self {
            minutes: numbers("minutes", minutes, 0, 59, &[])?,
            hours: numbers("hours", hours, 0, 23, &[])?,
            days,
            months: numbers("month", month, 1, 12, &MONTHS)?,
            years: if year == "*" { None } else { Some(numbers("year", year, 1970, YEAR_MAX, &[])?) },
        };
        let pairs = cron.minutes.windows(2).any(|pair| pair[1] - pair[0] < MINUTES_BETWEEN_MIN);
        let round = cron.minutes[0] + 60 - cron.minutes[cron.minutes.len() - 1] < MINUTES_BETWEEN_MIN;
        if pairs || (round && cron.hours.len() > 1) { Err(CronError::TooFast) } else { Ok(cron) }
    }

    /// The first time of the schedule after `now`; none where it has no more.
    pub fn after(&self, now: Timestamp) -> Option<Timestamp> {
        let next_minute = (now.0 / 60_000 + 1) * 60_000;
        let mut day = next_minute / DAY_MS;
        let mut from = (next_minute % DAY_MS / 60_000) as u32;
        loop {
            let (year, month, of_month, ..) = Timestamp(day * DAY_MS).civil();
            if year > i64::from(YEAR_MAX) {
                return None;
            }
            if self.is_on(day, year as u32, month.into(), of_month.into()) {
                let times = self
                    .hours
                    .iter()
                    .flat_map(|hour| self.minutes.iter().map(move |minute| hour * 60 + minute));
                if let Some(minute) = times.filter(|minute| *minute >= from).min() {
                    return Some(Timestamp(day * DAY_MS + u64::from(minute) * 60_000));
                }
            }
            (day, from) = (day + 1, 0);
        }
    }

    fn is_on(&self, day: u64, year: u32, month: u32, of_month: u32) -> bool {
        if !self.months.contains(&month) || self.years.as_ref().is_some_and(|years| !years.contains(&year)) {
            return false;
        }
        let length = length(year, month);
        // The epoch was a Thursday, which is 5.
        let of_week = |day: u64| (day + 4) % 7 + 1;
        let today = of_week(day) as u32;
        let first = day - u64::from(of_month - 1);
        match &self.days {
            Days::Every => true,
            Days::OfMonth(days) => days.contains(&of_month),
            Days::Last(before) => of_month + before == length,
            Days::Weekday(wanted) => {
                of_month == closest_weekday(*wanted, length, |n| of_week(first + u64::from(n - 1)))
            }
            Days::LastWeekday => {
                of_month == closest_weekday(length, length, |n| of_week(first + u64::from(n - 1)))
            }
            Days::OfWeek(days) => days.contains(&today),
            Days::LastOfWeek(wanted) => today == *wanted && of_month + 7 > length,
            Days::Nth(wanted, nth) => today == *wanted && (of_month - 1) / 7 + 1 == *nth,
        }
    }
}

/// The day from Monday to Friday that is closest to `wanted` within its month.
fn closest_weekday(wanted: u32, length: u32, of_week: impl Fn(u32) -> u64) -> u32 {
    let wanted = wanted.min(length);
    match of_week(wanted) {
        7 if wanted > 1 => wanted - 1,
        7 => wanted + 2,
        1 if wanted < length => wanted + 1,
        1 => wanted - 2,
        _ => wanted,
    }
}

fn length(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

fn days_of_month(text: &str) -> Result<Days, CronError> {
    let refused = || CronError::Field { field: "day-of-month", value: text.to_owned() };
    let number =
        |text: &str, most: u32| text.parse().ok().filter(|n| (1..=most).contains(n)).ok_or_else(refused);
    if text == "L" {
        Ok(Days::Last(0))
    } else if text == "LW" || text == "WL" {
        Ok(Days::LastWeekday)
    } else if let Some(before) = text.strip_prefix("L-") {
        Ok(Days::Last(number(before, 30)?))
    } else if let Some(day) = text.strip_suffix('W') {
        Ok(Days::Weekday(number(day, 31)?))
    } else {
        Ok(Days::OfMonth(numbers("day-of-month", text, 1, 31, &[])?))
    }
}

fn days_of_week(text: &str) -> Result<Days, CronError> {
    let refused = || CronError::Field { field: "day-of-week", value: text.to_owned() };
    let day = |text: &str| one(text, 1, 7, &WEEKDAYS).ok_or_else(refused);
    if text == "L" {
        Ok(Days::OfWeek(vec![7]))
    } else if let Some(of_week) = text.strip_suffix('L') {
        Ok(Days::LastOfWeek(day(of_week)?))
    } else if let Some((of_week, nth)) = text.split_once('#') {
        let nth = nth.parse().ok().filter(|nth| (1..=5).contains(nth)).ok_or_else(refused)?;
        Ok(Days::Nth(day(of_week)?, nth))
    } else {
        Ok(Days::OfWeek(numbers("day-of-week", text, 1, 7, &WEEKDAYS)?))
    }
}

/// One number, or its name.
fn one(text: &str, least: u32, most: u32, names: &[&str]) -> Option<u32> {
    let upper = text.to_ascii_uppercase();
    if let Some(place) = names.iter().position(|name| *name == upper) {
        return Some(least + place as u32);
    }
    text.parse().ok().filter(|number| (least..=most).contains(number))
}

/// The numbers of a field, in order, each once.
fn numbers(
    field: &'static str,
    text: &str,
    least: u32,
    most: u32,
    names: &[&str],
) -> Result<Vec<u32>, CronError> {
    let refused = || CronError::Field { field, value: text.to_owned() };
    let mut all = Vec::new();
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => {
                (range, Some(step.parse().ok().filter(|step| *step > 0).ok_or_else(refused)?))
            }
            None => (part, None),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (least, most),
            Some((from, to)) => (
                one(from, least, most, names).ok_or_else(refused)?,
                one(to, least, most, names).ok_or_else(refused)?,
            ),
            None => {
                let from = one(range, least, most, names).ok_or_else(refused)?;
                (from, if step.is_some() { most } else { from })
            }
        };
        if from > to {
            return Err(refused());
        }
        all.extend((from..=to).step_by(step.unwrap_or(1)));
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(expression: &str, from: &str, count: usize) -> Vec<String> {
        let cron = Cron::read(expression).unwrap();
        let mut now = Timestamp::parse_iso8601(from).unwrap();
        let mut found = Vec::new();
        while found.len() < count {
            let Some(next) = cron.after(now) else { break };
            found.push(next.iso8601());
            now = next;
        }
        found
    }

    #[test]
    fn schedules_come_when_they_say() {
        for (expression, from, expected) in [
            (
                "cron(15 12 * * ? *)",
                "2026-11-28T12:15:00Z",
                &["2026-11-29T12:15:00Z", "2026-11-30T12:15:00Z"][..],
            ),
            (
                "cron(0 18 ? * MON-FRI *)",
                "2026-11-27T18:00:00Z",
                &["2026-11-30T18:00:00Z", "2026-12-01T18:00:00Z"],
            ),
            ("cron(0 8 1 * ? *)", "2026-11-28T00:00:00Z", &["2026-12-01T08:00:00Z", "2027-01-01T08:00:00Z"]),
            (
                "cron(0/15 * * * ? *)",
                "2026-11-28T23:31:10Z",
                &["2026-11-28T23:45:00Z", "2026-11-29T00:00:00Z"],
            ),
            (
                "cron(0/5 8-17 ? * MON-FRI *)",
                "2026-11-27T17:54:00Z",
                &["2026-11-27T17:55:00Z", "2026-11-30T08:00:00Z"],
            ),
            ("cron(0 0 L * ? *)", "2028-02-01T00:00:00Z", &["2028-02-29T00:00:00Z", "2028-03-31T00:00:00Z"]),
            ("cron(0 0 L-1 * ? *)", "2026-02-01T00:00:00Z", &["2026-02-27T00:00:00Z"]),
            // 15 August 2026 is a Saturday, 1 November a Sunday, 31 October a Saturday.
            ("cron(0 0 15W 8 ? *)", "2026-08-01T00:00:00Z", &["2026-08-14T00:00:00Z"]),
            ("cron(0 0 1W 11 ? *)", "2026-10-01T00:00:00Z", &["2026-11-02T00:00:00Z"]),
            ("cron(0 0 LW 10 ? *)", "2026-10-01T00:00:00Z", &["2026-10-30T00:00:00Z"]),
            ("cron(0 0 ? * 6L *)", "2026-11-01T00:00:00Z", &["2026-11-27T00:00:00Z", "2026-12-25T00:00:00Z"]),
            (
                "cron(0 0 ? * TUE#2 *)",
                "2026-11-01T00:00:00Z",
                &["2026-11-10T00:00:00Z", "2026-12-08T00:00:00Z"],
            ),
            (
                "cron(0 0 ? JAN,jul 1 2027)",
                "2026-11-01T00:00:00Z",
                &["2027-01-03T00:00:00Z", "2027-01-10T00:00:00Z"],
            ),
        ] {
            assert_eq!(times(expression, from, expected.len()), expected, "{expression}");
        }
        assert_eq!(times("cron(0 0 1 1 ? 2020)", "2026-01-01T00:00:00Z", 1), Vec::<String>::new());
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for expression in [
            "",
            "rate(5 minutes)",
            "cron(0 0 * * *)",
            "cron(0 0 * * * *)",
            "cron(0 0 ? * ? *)",
            "cron(60 0 * * ? *)",
            "cron(0 24 * * ? *)",
            "cron(0 0 32 * ? *)",
            "cron(0 0 * 13 ? *)",
            "cron(0 0 ? * 8 *)",
            "cron(5-1 0 * * ? *)",
            "cron(0/0 0 * * ? *)",
            "cron(0 0 ? * MON#6 *)",
            "cron(0 0 * * ? 1969)",
            "cron(, 0 * * ? *)",
        ] {
            assert!(Cron::read(expression).is_err(), "{expression}");
        }
        for expression in ["cron(* * * * ? *)", "cron(0/4 * * * ? *)", "cron(0,58 * * * ? *)"] {
            assert_eq!(Cron::read(expression), Err(CronError::TooFast), "{expression}");
        }
        assert!(Cron::read("cron(0,58 3 * * ? *)").is_ok());
    }
}
