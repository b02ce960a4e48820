//! `date_format` and `date_parse`, in MySQL's patterns.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::clock;
use super::parts::at;
use crate::error::Error;
use crate::functions::arguments::invalid;
use crate::functions::scalar::{Definition, scalar};

pub fn functions() -> Vec<Definition> {
    vec![
        scalar(
            &[
                "date_format(timestamp, varchar) -> varchar",
                "date_format(timestamp with time zone, varchar) -> varchar",
            ],
            |a| a.texts(|row| format(at(clock(a, 0, row)?)?, a.str(1, row)).map(Some)),
        ),
        scalar(&["date_parse(varchar, varchar) -> timestamp"], |a| {
            a.moments(|row| {
                let (text, pattern) = (a.str(0, row), a.str(1, row));
                let refused = || invalid(format!("Invalid format: \"{text}\" is malformed for '{pattern}'"));
                let moment = parse(text, pattern)?.ok_or_else(refused)?;
                Ok(Some(moment.and_utc().timestamp_millis()))
            })
        }),
    ]
}

fn unsupported(letter: char) -> Error {
    invalid(format!("%{letter} not supported in date format string"))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn format(moment: NaiveDateTime, pattern: &str) -> Result<String, Error> {
    let mut out = String::new();
    let mut letters = pattern.chars();
    let hour12 = if moment.hour().is_multiple_of(12) { 12 } else { moment.hour() % 12 };
    let half = if moment.hour() < 12 { "AM" } else { "PM" };
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let text = match letters.next() {
            Some('Y') => format!("{:04}", moment.year()),
            Some('y') => format!("{:02}", moment.year().rem_euclid(100)),
            Some('m') => format!("{:02}", moment.month()),
            Some('c') => moment.month().to_string(),
            Some('d') => format!("{:02}", moment.day()),
            Some('e') => moment.day().to_string(),
            Some('H') => format!("{:02}", moment.hour()),
            Some('k') => moment.hour().to_string(),
            Some('h' | 'I') => format!("{hour12:02}"),
            Some('l') => hour12.to_string(),
            Some('i') => format!("{:02}", moment.minute()),
            Some('s' | 'S') => format!("{:02}", moment.second()),
            Some('f') => format!("{:06}", moment.nanosecond() / 1_000),
            Some('p') => half.to_owned(),
            Some('T') => format!("{:02}:{:02}:{:02}", moment.hour(), moment.minute(), moment.second()),
            Some('r') => format!("{hour12:02}:{:02}:{:02} {half}", moment.minute(), moment.second()),
            Some('j') => format!("{:03}", moment.ordinal()),
            Some('M') => MONTHS[moment.month0() as usize].to_owned(),
            Some('b') => MONTHS[moment.month0() as usize][..3].to_owned(),
            Some('W') => moment.format("%A").to_string(),
            Some('a') => moment.format("%a").to_string(),
            Some('v') => format!("{:02}", moment.iso_week().week()),
            Some('x') => format!("{:04}", moment.iso_week().year()),
            Some(other @ ('D' | 'U' | 'u' | 'V' | 'X' | 'w')) => return Err(unsupported(other)),
            Some(other) => other.to_string(),
            None => "%".to_owned(),
        };
        out.push_str(&text);
    }
    Ok(out)
}

/// The moment; `None` if the text is of another form.
fn parse(text: &str, pattern: &str) -> Result<Option<NaiveDateTime>, Error> {
    let mut found = Found::default();
    let mut rest = text;
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            match rest.strip_prefix(letter) {
                Some(after) => rest = after,
                None => return Ok(None),
            }
            continue;
        }
        let Some(field) = letters.next() else { return Ok(None) };
        if matches!(field, 'D' | 'U' | 'u' | 'V' | 'X' | 'w') {
            return Err(unsupported(field));
        }
        match found.take(field, rest) {
            Some(after) => rest = after,
            None => return Ok(None),
        }
    }
    Ok(if rest.is_empty() { found.moment() } else { None })
}

#[derive(Default)]
struct Found {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    ordinal: Option<u32>,
    hour: u32,
    minute: u32,
    second: u32,
    micro: u32,
    is_afternoon: Option<bool>,
}

/// Up to `width` digits.
fn digits(text: &str, width: usize) -> Option<(u32, &str)> {
    let end = text.bytes().take(width).take_while(u8::is_ascii_digit).count();
    Some((text.get(..end)?.parse().ok()?, &text[end..]))
}

impl Found {
    fn take<'a>(&mut self, field: char, text: &'a str) -> Option<&'a str> {
        let mut number = |width: usize, into: &mut dyn FnMut(&mut Self, u32)| {
            let (value, rest) = digits(text, width)?;
            into(self, value);
            Some(rest)
        };
        match field {
            'Y' => number(4, &mut |found, value| found.year = i32::try_from(value).ok()),
            'y' => number(2, &mut |found, value| {
                let century = if value < 70 { 2000 } else { 1900 };
                found.year = i32::try_from(value).ok().map(|year| year + century);
            }),
            'm' | 'c' => number(2, &mut |found, value| found.month = Some(value)),
            'd' | 'e' => number(2, &mut |found, value| found.day = Some(value)),
            'H' | 'k' | 'h' | 'I' | 'l' => number(2, &mut |found, value| found.hour = value),
            'i' => number(2, &mut |found, value| found.minute = value),
            's' | 'S' => number(2, &mut |found, value| found.second = value),
            'j' => number(3, &mut |found, value| found.ordinal = Some(value)),
            'f' => {
                let end = text.bytes().take(9).take_while(u8::is_ascii_digit).count();
                self.micro = format!("{:0<6}", text.get(..end.min(6))?).parse().ok()?;
                Some(&text[end..])
            }
            'T' => "%H:%i:%s".split(':').enumerate().try_fold(text, |rest, (index, part)| {
                let rest = if index > 0 { rest.strip_prefix(':')? } else { rest };
                self.take(part.chars().nth(1)?, rest)
            }),
            'p' => {
                let half = text.get(..2)?.to_ascii_uppercase();
                self.is_afternoon = match half.as_str() {
                    "AM" => Some(false),
                    "PM" => Some(true),
                    _ => return None,
                };
                Some(&text[2..])
            }
            'M' | 'b' => {
                let lower = text.to_ascii_lowercase();
                let index =
                    MONTHS.iter().position(|month| lower.starts_with(&month.to_ascii_lowercase()[..3]))?;
                self.month = Some(u32::try_from(index).ok()? + 1);
                let whole = MONTHS[index];
                let is_whole = field == 'M' && lower.starts_with(&whole.to_ascii_lowercase());
                Some(&text[if is_whole { whole.len() } else { 3 }..])
            }
            'W' | 'a' => Some(text.trim_start_matches(|letter: char| letter.is_alphabetic())),
            literal => text.strip_prefix(literal),
        }
    }

    fn moment(&self) -> Option<NaiveDateTime> {
        let hour = match self.is_afternoon {
            Some(is_afternoon) => self.hour % 12 + if is_afternoon { 12 } else { 0 },
            None => self.hour,
        };
        let year = self.year.unwrap_or(1970);
        let date = match self.ordinal {
            Some(ordinal) => NaiveDate::from_yo_opt(year, ordinal)?,
            None => NaiveDate::from_ymd_opt(year, self.month.unwrap_or(1), self.day.unwrap_or(1))?,
        };
        date.and_hms_micro_opt(hour, self.minute, self.second, self.micro)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_formatted_is_parsed_again() {
        let moment = NaiveDate::from_ymd_opt(2021, 3, 4).unwrap().and_hms_milli_opt(17, 6, 7, 89).unwrap();
        for pattern in ["%Y-%m-%d %H:%i:%s.%f", "%d/%b/%y %h:%i:%s.%f %p", "%M %e, %Y %T.%f"] {
            let text = format(moment, pattern).unwrap();
            assert_eq!(parse(&text, pattern).unwrap(), Some(moment), "{text}");
        }
        assert!(format(moment, "%D").is_err());
        assert_eq!(parse("x", "%Y").unwrap(), None);
    }
}
