//! Projected dates: `2021/01/01,NOW`, by a pattern of Java's and an interval.

use chrono::{DateTime, Datelike, Days, Months, NaiveDateTime, TimeDelta, Timelike};

use super::Properties;
use crate::error::Error;
use crate::limits::PROJECTED_MAX;

/// The values, as texts in the pattern.
pub fn values(properties: &Properties<'_>, now_ms: i64) -> Result<Vec<String>, Error> {
    let pattern = properties.wanted("format")?;
    let range = properties.wanted("range")?;
    let (from, to) = range.split_once(',').ok_or_else(|| properties.error("the range has no two ends"))?;
    let unit = match properties.get("interval.unit").map(|unit| unit.to_ascii_uppercase()) {
        Some(unit) => unit,
        None => default_unit(pattern).to_owned(),
    };
    let step: u32 = properties.get("interval").unwrap_or("1").parse().unwrap_or(0);
    if step == 0 {
        return Err(properties.error("the interval is no positive number"));
    }
    let end = |text: &str| {
        bound(text.trim(), pattern, now_ms)
            .ok_or_else(|| properties.error(&format!("'{text}' is no date in '{pattern}'")))
    };
    let (mut moment, last) = (end(from)?, end(to)?);
    let mut values: Vec<String> = Vec::new();
    while moment <= last {
        let text = format(moment, pattern)
            .ok_or_else(|| properties.error(&format!("the format '{pattern}' is not read here")))?;
        if values.last() != Some(&text) {
            values.push(text);
        }
        if values.len() > PROJECTED_MAX {
            return Err(properties.error(&format!("there are more than {PROJECTED_MAX} values")));
        }
        moment = add(moment, i64::from(step), &unit)
            .ok_or_else(|| properties.error(&format!("'{unit}' is no unit")))?;
    }
    Ok(values)
}

/// The unit of the smallest part in the pattern.
fn default_unit(pattern: &str) -> &'static str {
    if pattern.contains('s') {
        "SECONDS"
    } else if pattern.contains('m') {
        "MINUTES"
    } else if pattern.contains('H') {
        "HOURS"
    } else if pattern.contains('d') {
        "DAYS"
    } else if pattern.contains('M') {
        "MONTHS"
    } else {
        "YEARS"
    }
}

fn add(moment: NaiveDateTime, count: i64, unit: &str) -> Option<NaiveDateTime> {
    let unit = unit.trim_end_matches('S');
    let months = |count: i64| Some(Months::new(u32::try_from(count.unsigned_abs()).ok()?));
    let by_months = |count: i64| {
        let months = months(count)?;
        if count < 0 { moment.checked_sub_months(months) } else { moment.checked_add_months(months) }
    };
    match unit {
        "YEAR" => by_months(count.checked_mul(12)?),
        "MONTH" => by_months(count),
        "WEEK" => add(moment, count.checked_mul(7)?, "DAY"),
        "DAY" => {
            let days = Days::new(count.unsigned_abs());
            if count < 0 { moment.checked_sub_days(days) } else { moment.checked_add_days(days) }
        }
        "HOUR" => moment.checked_add_signed(TimeDelta::try_hours(count)?),
        "MINUTE" => moment.checked_add_signed(TimeDelta::try_minutes(count)?),
        "SECOND" => moment.checked_add_signed(TimeDelta::try_seconds(count)?),
        _ => None,
    }
}

/// An end of a range: a date, `NOW`, or `NOW-3DAYS`.
fn bound(text: &str, pattern: &str, now_ms: i64) -> Option<NaiveDateTime> {
    let Some(rest) = text.strip_prefix("NOW") else { return parse(text, pattern) };
    let now = DateTime::from_timestamp_millis(now_ms)?.naive_utc();
    if rest.is_empty() {
        return Some(now);
    }
    let (sign, rest) = match rest.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, rest.strip_prefix('+')?),
    };
    let split = rest.find(|letter: char| !letter.is_ascii_digit())?;
    add(now, sign * rest[..split].parse::<i64>().ok()?, &rest[split..].to_ascii_uppercase())
}

/// The parts of a Java pattern: letters with their count, and what stands between.
fn pieces(pattern: &str) -> Vec<(char, String)> {
    let mut pieces: Vec<(char, String)> = Vec::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\'' {
            let text: String = letters.by_ref().take_while(|letter| *letter != '\'').collect();
            pieces.push(('\'', if text.is_empty() { "'".to_owned() } else { text }));
        } else if letter.is_ascii_alphabetic() {
            match pieces.last_mut() {
                Some((kind, text)) if *kind == letter => text.push(letter),
                _ => pieces.push((letter, letter.to_string())),
            }
        } else {
            pieces.push(('\'', letter.to_string()));
        }
    }
    pieces
}

fn format(moment: NaiveDateTime, pattern: &str) -> Option<String> {
    let mut out = String::new();
    for (kind, text) in pieces(pattern) {
        let width = text.len();
        let value = match kind {
            '\'' => {
                out.push_str(&text);
                continue;
            }
            'y' | 'u' if width == 2 => u32::try_from(moment.year().rem_euclid(100)).ok()?,
            'y' | 'u' => u32::try_from(moment.year()).ok()?,
            'M' if width <= 2 => moment.month(),
            'd' => moment.day(),
            'H' => moment.hour(),
            'm' => moment.minute(),
            's' => moment.second(),
            _ => return None,
        };
        out.push_str(&format!("{value:0width$}"));
    }
    Some(out)
}

fn parse(text: &str, pattern: &str) -> Option<NaiveDateTime> {
    let (mut year, mut month, mut day, mut hour, mut minute, mut second) = (1970, 1, 1, 0, 0, 0);
    let mut rest = text;
    for (kind, piece) in pieces(pattern) {
        if kind == '\'' {
            rest = rest.strip_prefix(piece.as_str())?;
            continue;
        }
        let most = if piece.len() == 1 { 4 } else { piece.len() };
        let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let value: u32 = rest.get(..digits)?.parse().ok()?;
        rest = &rest[digits..];
        match kind {
            'y' | 'u' => year = i32::try_from(value).ok()? + if piece.len() == 2 { 2000 } else { 0 },
            'M' => month = value,
            'd' => day = value,
            'H' => hour = value,
            'm' => minute = value,
            's' => second = value,
            _ => return None,
        }
    }
    if !rest.is_empty() {
        return None;
    }
    chrono::NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(hour, minute, second)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn made(pairs: &[(&str, &str)]) -> Result<Vec<String>, Error> {
        let parameters: BTreeMap<String, String> =
            pairs.iter().map(|(name, value)| (format!("projection.d.{name}"), (*value).to_owned())).collect();
        // 3 January 2021, noon.
        values(&Properties { key: "d", parameters: &parameters }, 1_609_675_200_000)
    }

    #[test]
    fn dates_follow_their_pattern() {
        let days = made(&[("format", "yyyy/MM/dd"), ("range", "2021/01/01,NOW")]).unwrap();
        assert_eq!(days, ["2021/01/01", "2021/01/02", "2021/01/03"]);
        let hours = made(&[("format", "yyyy-MM-dd-HH"), ("range", "NOW-2HOURS,NOW")]).unwrap();
        assert_eq!(hours, ["2021-01-03-10", "2021-01-03-11", "2021-01-03-12"]);
        let months =
            made(&[("format", "yyyyMM"), ("range", "202011,202101"), ("interval.unit", "MONTHS")]).unwrap();
        assert_eq!(months, ["202011", "202012", "202101"]);
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        assert!(made(&[("format", "yyyy"), ("range", "x,NOW")]).unwrap_err().message.contains("no date"));
        assert!(made(&[("format", "yyyy"), ("range", "2020,NOW"), ("interval", "0")]).is_err());
    }
}
