//! A day of the calendar, written `2021-10-31`. Days of the years 0000 to 9999.

use std::fmt;
use std::str::FromStr;

/// A day. In order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// What is no day.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day; write it as 2021-10-31")]
pub struct NoDay(String);

impl Day {
    /// The day that `text` names, in ISO 8601, with a time of the day or without; the time is not kept.
    pub fn parse(text: &str) -> Option<Self> {
        let date = match text.split_once('T') {
            Some((date, time)) if is_time(time) => date,
            Some(_) => return None,
            None => text,
        };
        let mut parts = date.split('-');
        let mut part = |length: usize| {
            parts
                .next()
                .filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
                .and_then(|part| part.parse::<u16>().ok())
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        let is_day = (1..=12).contains(&month) && day >= 1;
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let whole = parts.next().is_none() && is_day && day <= days_in(year, month);
        whole.then_some(Self { year, month, day })
    }

    /// The day after.
    pub fn next(self) -> Self {
        let Self { year, month, day } = self;
        if day < days_in(year, month) {
            Self { day: day + 1, ..self }
        } else if month < 12 {
            Self { year, month: month + 1, day: 1 }
        } else {
            Self { year: year + 1, month: 1, day: 1 }
        }
    }

    /// The last day of the same month `years` later.
    pub fn end_of_month_after(self, years: u16) -> Self {
        let year = self.year.saturating_add(years);
        Self { year, day: days_in(year, self.month), ..self }
    }
}

fn is_time(text: &str) -> bool {
    text.len() >= 8
        && text.bytes().zip(0..).all(|(byte, at)| match at {
            2 | 5 => byte == b':',
            8.. => byte.is_ascii_digit() || byte == b'.',
            _ => byte.is_ascii_digit(),
        })
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Self, NoDay> {
        Self::parse(text).ok_or_else(|| NoDay(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_read_and_written() {
        for text in ["2021-10-01", "2024-02-29", "2000-02-29", "1763-01-01"] {
            assert_eq!(day(text).to_string(), text);
        }
        assert_eq!(day("2021-10-01T00:00:00"), day("2021-10-01"));
        for text in
            ["", "2021-10", "2021-10-32", "2021-02-29", "1900-02-29", "2021-13-01", "20211001", "2021-1-1"]
        {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        for text in
            ["2021-10-01T", "2021-10-01Tnoon", "2021-10-01-01", "2021-00-01", "2021-01-00", "+021-10-01"]
        {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_follow_each_other() {
        for (before, after) in [
            ("2021-10-01", "2021-10-02"),
            ("2021-10-31", "2021-11-01"),
            ("2021-12-31", "2022-01-01"),
            ("2024-02-28", "2024-02-29"),
        ] {
            assert_eq!(day(before).next(), day(after));
            assert!(day(before) < day(after));
        }
        assert_eq!(day("2024-02-29").end_of_month_after(1), day("2025-02-28"));
        assert_eq!(day("2010-05-01").end_of_month_after(10), day("2020-05-31"));
    }
}
