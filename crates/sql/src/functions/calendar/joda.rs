//! Joda's patterns: `yyyy-MM-dd HH:mm:ss.SSS ZZ`.
//!
//! Years of two digits lie between 1946 and 2045, which Joda moves along with the clock. Lacks: eras, names of zones.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};

use crate::error::Error;
use crate::functions::arguments::invalid;

/// A letter and how often, or text that stands for itself.
#[derive(Debug, PartialEq)]
enum Token {
    Field(char, usize),
    Text(String),
}

fn tokens(pattern: &str) -> Result<Vec<Token>, Error> {
    if pattern.is_empty() {
        return Err(invalid("Invalid pattern specification"));
    }
    let mut all: Vec<Token> = Vec::new();
    let mut letters = pattern.chars().peekable();
    let literal = |all: &mut Vec<Token>, letter: char| match all.last_mut() {
        Some(Token::Text(text)) => text.push(letter),
        _ => all.push(Token::Text(letter.to_string())),
    };
    while let Some(letter) = letters.next() {
        match letter {
            '\'' if letters.next_if_eq(&'\'').is_some() => literal(&mut all, '\''),
            '\'' => loop {
                match letters.next() {
                    Some('\'') if letters.next_if_eq(&'\'').is_none() => break,
                    Some(inside) => literal(&mut all, inside),
                    None => break,
                }
            },
            letter if letter.is_ascii_alphabetic() => {
                let mut count = 1;
                while letters.next_if_eq(&letter).is_some() {
                    count += 1;
                }
                if !"CYxweEyDMdaKhHkmsSzZ".contains(letter) {
                    return Err(invalid(format!(
                        "Illegal pattern component: {}",
                        letter.to_string().repeat(count)
                    )));
                }
                all.push(Token::Field(letter, count));
            }
            other => literal(&mut all, other),
        }
    }
    Ok(all)
}

/// Writes a wall clock; the moment and zone say what its offset is.
pub fn format(wall: i64, moment: i64, zone: &str, pattern: &str) -> Result<String, Error> {
    let out_of_range = || invalid("the moment is outside of the calendar");
    let t = DateTime::from_timestamp_millis(wall).ok_or_else(out_of_range)?.naive_utc();
    let mut out = String::new();
    for token in tokens(pattern)? {
        match token {
            Token::Text(text) => out.push_str(&text),
            Token::Field(letter, count) => {
                out.push_str(&field(t, (wall - moment) / 60_000, zone, letter, count))
            }
        }
        if out.len() > crate::limits::STRING_BYTES_MAX {
            return Err(crate::functions::string::too_large());
        }
    }
    Ok(out)
}

fn field(t: NaiveDateTime, offset: i64, zone: &str, letter: char, count: usize) -> String {
    let number = |value: i64| {
        let sign = if value < 0 { "-" } else { "" };
        format!("{sign}{:0>count$}", value.unsigned_abs())
    };
    let text = |short: &str, long: &str| t.format(if count < 4 { short } else { long }).to_string();
    let year =
        |year: i32| if count == 2 { number(i64::from(year.rem_euclid(100))) } else { number(year.into()) };
    match letter {
        'C' => number(i64::from(t.year().div_euclid(100))),
        'y' | 'Y' => year(t.year()),
        'x' => year(t.iso_week().year()),
        'w' => number(t.iso_week().week().into()),
        'e' => number(t.weekday().number_from_monday().into()),
        'E' => text("%a", "%A"),
        'D' => number(t.ordinal().into()),
        'M' if count > 2 => text("%b", "%B"),
        'M' => number(t.month().into()),
        'd' => number(t.day().into()),
        'a' => (if t.hour() < 12 { "AM" } else { "PM" }).to_owned(),
        'K' => number(i64::from(t.hour() % 12)),
        'h' => number(i64::from((t.hour() + 11) % 12 + 1)),
        'H' => number(t.hour().into()),
        'k' => number(i64::from((t.hour() + 23) % 24 + 1)),
        'm' => number(t.minute().into()),
        's' => number(t.second().into()),
        'S' => {
            let digits = format!("{:03}", t.and_utc().timestamp_subsec_millis());
            format!("{digits:0<count$}")[..count].to_owned()
        }
        'Z' if count > 2 => zone.to_owned(),
        'z' => zone.to_owned(),
        _ => {
            let sign = if offset < 0 { '-' } else { '+' };
            let colon = if count == 2 { ":" } else { "" };
            format!("{sign}{:02}{colon}{:02}", offset.abs() / 60, offset.abs() % 60)
        }
    }
}

/// Where a parsed text's clock stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Zone {
    Offset(i64),
    Named(String),
}

#[derive(Default)]
struct Found {
    year: Option<i32>,
    week_year: Option<i32>,
    week: Option<u32>,
    weekday: Option<Weekday>,
    month: Option<u32>,
    day: Option<u32>,
    ordinal: Option<u32>,
    hour: u32,
    minute: u32,
    second: u32,
    milli: u32,
    is_afternoon: Option<bool>,
    zone: Option<Zone>,
}

/// Reads a wall clock in milliseconds, and its zone; `None` if the text is of another form.
pub fn parse(text: &str, pattern: &str) -> Result<Option<(i64, Zone)>, Error> {
    let tokens = tokens(pattern)?;
    let (mut found, mut rest) = (Found::default(), text);
    for (index, token) in tokens.iter().enumerate() {
        let after = match token {
            Token::Text(text) => rest.strip_prefix(text.as_str()),
            Token::Field(letter, count) => {
                // Numbers that touch have the widths that the pattern says.
                let is_tight =
                    matches!(tokens.get(index + 1), Some(Token::Field(next, _)) if !"EazZ".contains(*next));
                found.take(*letter, *count, is_tight, rest)
            }
        };
        match after {
            Some(after) => rest = after,
            None => return Ok(None),
        }
    }
    let wall = if rest.is_empty() { found.wall() } else { None };
    let zone = found.zone.unwrap_or(Zone::Offset(0));
    Ok(wall.map(|wall| (wall.and_utc().timestamp_millis(), zone)))
}

fn digits(text: &str, most: usize) -> Option<(u32, usize, &str)> {
    let end = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    Some((text[..end].parse().ok()?, end, &text[end..]))
}

impl Found {
    fn take<'a>(&mut self, letter: char, count: usize, is_tight: bool, text: &'a str) -> Option<&'a str> {
        match letter {
            'y' | 'Y' | 'x' => {
                let (value, width, rest) = digits(text, if is_tight { count } else { 9 })?;
                let value = i32::try_from(value).ok()?;
                let value = match value {
                    0..=45 if count == 2 && width == 2 => value + 2_000,
                    46..=99 if count == 2 && width == 2 => value + 1_900,
                    _ => value,
                };
                *(if letter == 'x' { &mut self.week_year } else { &mut self.year }) = Some(value);
                Some(rest)
            }
            'M' if count > 2 => {
                let (index, rest) =
                    named(text, |index| NaiveDate::from_ymd_opt(1970, index + 1, 1), 12, "%b", "%B")?;
                self.month = Some(index + 1);
                Some(rest)
            }
            'E' => {
                let (index, rest) = named(
                    text,
                    |index| NaiveDate::from_isoywd_opt(1970, 2, WEEK[index as usize]),
                    7,
                    "%a",
                    "%A",
                )?;
                self.weekday = Some(WEEK[index as usize]);
                Some(rest)
            }
            'a' => {
                let half = text.get(..2)?;
                self.is_afternoon = Some(half.eq_ignore_ascii_case("pm"));
                (half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm")).then(|| &text[2..])
            }
            'S' => {
                let end = text.bytes().take(count).take_while(u8::is_ascii_digit).count();
                self.milli = format!("{:0<3}", text.get(..end.min(3)).filter(|digits| !digits.is_empty())?)
                    .parse()
                    .ok()?;
                Some(&text[end..])
            }
            'Z' | 'z' => self.zone(text),
            _ => {
                let most = if letter == 'D' { 3 } else { 2 };
                let (value, _, rest) = digits(text, if is_tight { count } else { most.max(count) })?;
                match letter {
                    'M' => self.month = Some(value),
                    'd' => self.day = Some(value),
                    'D' => self.ordinal = Some(value),
                    'w' => self.week = Some(value),
                    'e' => self.weekday = WEEK.get(usize::try_from(value).ok()?.checked_sub(1)?).copied(),
                    'H' | 'K' => self.hour = value,
                    'h' => self.hour = if value == 12 { 0 } else { value },
                    'k' => self.hour = if value == 24 { 0 } else { value },
                    'm' => self.minute = value,
                    's' => self.second = value,
                    _ => return None,
                }
                Some(rest)
            }
        }
    }

    fn zone<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        if let Some(rest) = text.strip_prefix('Z') {
            self.zone = Some(Zone::Offset(0));
            return Some(rest);
        }
        let sign = match text.chars().next()? {
            '+' => 1,
            '-' => -1,
            _ => {
                let end =
                    text.find(|letter: char| !letter.is_ascii_alphanumeric() && !"/_-+".contains(letter));
                let (name, rest) = text.split_at(end.unwrap_or(text.len()));
                self.zone = Some(Zone::Named(name.to_owned()));
                return Some(rest);
            }
        };
        let (hours, _, rest) = digits(&text[1..], 2)?;
        let (minutes, _, rest) = digits(rest.strip_prefix(':').unwrap_or(rest), 2).unwrap_or((0, 0, rest));
        self.zone = Some(Zone::Offset(sign * i64::from(hours * 60 + minutes) * 60_000));
        Some(rest)
    }

    fn wall(&self) -> Option<NaiveDateTime> {
        let year = self.year.unwrap_or(1970);
        let date = match (self.ordinal, self.week) {
            (Some(ordinal), _) => NaiveDate::from_yo_opt(year, ordinal)?,
            (None, Some(week)) => NaiveDate::from_isoywd_opt(
                self.week_year.unwrap_or(year),
                week,
                self.weekday.unwrap_or(Weekday::Mon),
            )?,
            (None, None) => NaiveDate::from_ymd_opt(year, self.month.unwrap_or(1), self.day.unwrap_or(1))?,
        };
        let hour = match self.is_afternoon {
            Some(true) if self.hour < 12 => self.hour + 12,
            _ => self.hour,
        };
        date.and_hms_milli_opt(hour, self.minute, self.second, self.milli)
    }
}

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Which of the names a text begins with, the long one first.
fn named<'a>(
    text: &'a str,
    date: impl Fn(u32) -> Option<NaiveDate>,
    count: u32,
    short: &str,
    long: &str,
) -> Option<(u32, &'a str)> {
    (0..count).find_map(|index| {
        let date = date(index)?;
        [long, short].into_iter().find_map(|form| {
            let name = date.format(form).to_string();
            let is_it = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(&name));
            is_it.then(|| (index, &text[name.len()..]))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_formatted_is_parsed_again() {
        let wall = 1_614_877_567_089;
        for pattern in [
            "yyyy-MM-dd HH:mm:ss.SSS",
            "yyyyMMddHHmmssSSS",
            "EEE, d MMM yyyy h:mm:ss.SSS a",
            "yyyy-DDD'T'H:m:s.SSS",
            "MMMM dd yy kk:mm:ss.SSS ZZ",
        ] {
            let text = format(wall, wall, "UTC", pattern).unwrap();
            assert_eq!(parse(&text, pattern).unwrap().map(|found| found.0), Some(wall), "{text}");
        }
        assert_eq!(parse("2020-01-01 +0230", "yyyy-MM-dd Z").unwrap().unwrap().1, Zone::Offset(9_000_000));
        assert_eq!(parse("x", "yyyy").unwrap(), None);
        assert!(tokens("yyyy-QQ").is_err());
        assert_eq!(
            tokens("''y'o''c'").unwrap(),
            [Token::Text("'".into()), Token::Field('y', 1), Token::Text("o'c".into())]
        );
    }
}
