//! Parts of times, in UTC.

use kernel::Timestamp;

/// The part of a time, in seconds since 1970, that the function `name` answers.
pub(super) fn part(name: &str, time: u64) -> f64 {
    let (year, month, day, hour, minute, ..) = Timestamp(time * 1000).civil();
    match name {
        "YEAR" => year as f64,
        "MONTH" => f64::from(month),
        "DATE" => f64::from(day),
        "HOUR" => f64::from(hour),
        "MINUTE" => f64::from(minute),
        // The epoch was a Thursday, and Monday is 1.
        "DAY" => ((time / 86_400 + 3) % 7 + 1) as f64,
        _ => time as f64,
    }
}
