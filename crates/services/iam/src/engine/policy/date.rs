//! Dates of `Date…` conditions: seconds since the epoch, or ISO 8601 (W3C's profile) with `T` and `Z` in
//! either case.

/// Milliseconds since the epoch; `None` if `text` is no date.
pub(in crate::engine) fn parse(text: &str) -> Option<i64> {
    if let Ok(seconds) = text.parse::<i64>() {
        return Some(seconds.saturating_mul(1000));
    }
    let text = text.to_ascii_uppercase();
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text.as_str(), None),
    };
    let days = days(date)?;
    let millis = time.map_or(Some(0), millis_of_day)?;
    days.checked_mul(86_400_000)?.checked_add(millis)
}

/// Exactly `digits` digits as a number in `range`.
fn number(text: &str, digits: usize, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
    let sound = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten().filter(|value| range.contains(value))
}

fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4, 0..=9999)?;
    let month = parts.next().map_or(Some(1), |part| number(part, 2, 1..=12))?;
    let day = parts.next().map_or(Some(1), |part| number(part, 2, 1..=31))?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if parts.next().is_some() || day > length {
        return None;
    }
    // Civil date to days, after Howard Hinnant's public-domain algorithm.
    let shifted_year = year - i64::from(month <= 2);
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
}

/// `hh:mm`, `hh:mm:ss`, `hh:mm:ss.f…`, each with an optional `Z` or `±hh:mm`.
fn millis_of_day(time: &str) -> Option<i64> {
    let (clock, zone_minutes) = match time.find(['Z', '+', '-']) {
        Some(at) if &time[at..] == "Z" => (&time[..at], 0),
        Some(at) => {
            let (hours, minutes) = time[at + 1..].split_once(':')?;
            let sign = if time.as_bytes()[at] == b'+' { 1 } else { -1 };
            (&time[..at], sign * (number(hours, 2, 0..=23)? * 60 + number(minutes, 2, 0..=59)?))
        }
        None => (time, 0),
    };
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 2, 0..=23)?;
    let minute = number(parts.next()?, 2, 0..=59)?;
    let (second, milli) = match parts.next().map(|part| part.split_once('.').unwrap_or((part, ""))) {
        Some((second, fraction)) => (number(second, 2, 0..=59)?, thousandths(fraction)?),
        None => (0, 0),
    };
    if parts.next().is_some() {
        return None;
    }
    Some((hour * 3600 + (minute - zone_minutes) * 60 + second) * 1000 + milli)
}

/// The first three of at most nine digits after the point.
fn thousandths(fraction: &str) -> Option<i64> {
    if fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<3}")[..3].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (text, expected) in [
            ("0", Some(0)),
            ("1970-01-01", Some(0)),
            ("1970-01-01T00:00:00Z", Some(0)),
            ("1970-01-02t00:00:00z", Some(86_400_000)),
            ("2000-02-29T00:00:00.123Z", Some(951_782_400_123)),
            ("2015-08-30T12:36:00Z", Some(1_440_938_160_000)),
            ("2015-08-30T14:36:00+02:00", Some(1_440_938_160_000)),
            ("2015-08-30T12:36", Some(1_440_938_160_000)),
            ("2015", Some(2_015_000)),
            ("2015-01", Some(1_420_070_400_000)),
            ("sdfdsf", None),
            ("234-13", None),
            ("2016-12-13t2:00:00.593194+1", None),
            ("2016-12-13t2:00:00.1999999999+10:59", None),
            ("9223372036854775808", None),
            ("9223372036854775807", Some(i64::MAX)),
            ("2001-02-29", None),
            ("", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn what_the_clock_writes_is_read() {
        arbtest::arbtest(|bytes| {
            let millis = bytes.int_in_range(0..=253_402_300_799_999_u64)?;
            assert_eq!(parse(&kernel::Timestamp(millis).iso8601()), i64::try_from(millis).ok());
            Ok(())
        });
    }
}
