//! Moments, dates and intervals, as clients write them.

use chrono::{NaiveDate, NaiveDateTime};

use crate::errors::Problem;

/// A moment, without its zone, and the zone: in ISO's form or PostgreSQL's.
pub fn moment(text: &str) -> Option<(String, Option<String>)> {
    let text = text.replacen('T', " ", 1);
    // The day has hyphens of its own.
    let begin = text.char_indices().nth(10).map_or(text.len(), |(at, _)| at);
    let zone = text.get(begin..)?.find(['+', '-', 'Z']).map(|at| begin + at);
    let (local, zone) = match zone {
        Some(at) => (text[..at].trim(), Some(offset(&text[at..])?)),
        None => (text.trim(), None),
    };
    let read = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M"))
        .ok()
        .or_else(|| NaiveDate::parse_from_str(local, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0))?;
    Some((written(&read), zone))
}

/// A moment as the engine reads it.
pub fn written(moment: &NaiveDateTime) -> String {
    moment.format("%Y-%m-%d %H:%M:%S%.3f").to_string()
}

/// An interval of months, or of days and less: Trino has none of both.
pub fn span(months: i64, ms: i64) -> Result<String, Problem> {
    let sign = |number: i64| if number < 0 { "-" } else { "" };
    match (months, ms) {
        (0, ms) => Ok(format!(
            "INTERVAL {}'{}.{:03}' SECOND",
            sign(ms),
            ms.unsigned_abs() / 1_000,
            ms.unsigned_abs() % 1_000
        )),
        (months, 0) => Ok(format!("INTERVAL {}'{}' MONTH", sign(months), months.unsigned_abs())),
        _ => Err(Problem::unsupported("an interval of months and of days")),
    }
}

/// Months and milliseconds of `1 year 2 mons 3 days, -04:05:06.7`.
pub fn interval(text: &str) -> Option<(i64, i64)> {
    let (mut months, mut ms) = (0_i64, 0_f64);
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        if word.contains(':') {
            let (sign, clock) = match word.strip_prefix('-') {
                Some(clock) => (-1.0, clock),
                None => (1.0, word.trim_start_matches('+')),
            };
            let parts = clock.split(':').map(str::parse::<f64>).collect::<Result<Vec<_>, _>>().ok()?;
            let [hours, minutes, seconds] = match parts.as_slice() {
                [hours, minutes] => [*hours, *minutes, 0.0],
                [hours, minutes, seconds] => [*hours, *minutes, *seconds],
                _ => return None,
            };
            ms += sign * ((hours * 60.0 + minutes) * 60.0 + seconds) * 1_000.0;
            continue;
        }
        let count: f64 = word.parse().ok()?;
        match words.next()?.to_lowercase().trim_end_matches('s') {
            "year" => months = months.checked_add((count as i64).checked_mul(12)?)?,
            "mon" | "month" => months = months.checked_add(count as i64)?,
            "week" => ms += count * 7.0 * 86_400_000.0,
            "day" => ms += count * 86_400_000.0,
            "hour" => ms += count * 3_600_000.0,
            "min" | "minute" => ms += count * 60_000.0,
            "sec" | "second" => ms += count * 1_000.0,
            _ => return None,
        }
    }
    ms.is_finite().then_some((months, ms.round() as i64))
}

/// A date: alone, with a zone as JDBC sends it, or of a moment.
pub fn date(text: &str) -> Option<String> {
    let (moment, _) = moment(text)?;
    moment.split_once(' ').map(|(date, _)| date.to_owned())
}

/// `+01`, `+0130` and `+01:30` alike.
fn offset(text: &str) -> Option<String> {
    if text == "Z" {
        return Some("UTC".to_owned());
    }
    let digits: String = text[1..].chars().filter(|letter| *letter != ':').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(digits.len(), 2 | 4) {
        return None;
    }
    let minutes = digits.get(2..).filter(|minutes| !minutes.is_empty()).unwrap_or("00");
    Some(format!("{}{}:{minutes}", &text[..1], &digits[..2]))
}
