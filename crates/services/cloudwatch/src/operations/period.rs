//! Periods and times of queries.

use kernel::Timestamp;

const DAY_S: u64 = 86_400;

/// The length of a period, in seconds, if it is one that there is.
pub(super) fn length_s(period: i32) -> Option<u64> {
    let period = u64::try_from(period).ok()?;
    (matches!(period, 1 | 5 | 10 | 20 | 30) || (period > 0 && period.is_multiple_of(60))).then_some(period)
}

/// `start` as AWS rounds it down by how long ago it was: to the minute, past 15 days to five, past 63 to the hour. For
/// periods of seconds, to the period.
pub(super) fn rounded_s(start: Timestamp, period_s: u64, now: Timestamp) -> u64 {
    let start_s = start.seconds();
    let ago_s = now.seconds().saturating_sub(start_s);
    let step_s = match ago_s {
        _ if period_s < 60 => period_s,
        0..=1_296_000 => 60,
        _ if ago_s <= 63 * DAY_S => 300,
        _ => 3600,
    };
    start_s - start_s % step_s
}

/// The first second that is not before `end`.
pub(super) fn end_s(end: Timestamp) -> u64 {
    end.0.div_ceil(1000)
}
