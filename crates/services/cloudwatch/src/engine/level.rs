//! How fine data is kept, and for how long: AWS's retention.
//!
//! A sample is in one row of one level, and moves to the next level as a whole when its time there is over. So what
//! a metric had is the sum over all levels, whenever it is asked. A row too old for its level counts as one of the
//! next already, whether it was swept or not.

use kernel::Timestamp;

/// A level.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    /// The length of its rows' periods, in seconds.
    pub width_s: u64,
    /// How long its rows are kept, in seconds.
    pub kept_s: u64,
}

/// Finest first (CloudWatch guide, "Metrics retention").
pub const LEVELS: [Level; 4] = [
    Level { width_s: 1, kept_s: 3 * 3600 },
    Level { width_s: 60, kept_s: 15 * 86_400 },
    Level { width_s: 300, kept_s: 63 * 86_400 },
    Level { width_s: 3600, kept_s: 455 * 86_400 },
];

/// The level of whole minutes.
pub const MINUTES: u8 = 1;

/// The level at which a row of `level` that begins at `start_s` counts at `now`, and where it begins there; none
/// where it has had its time.
pub fn effective(mut level: u8, mut start_s: u64, now: Timestamp) -> Option<(u8, u64)> {
    while let Some(Level { width_s, kept_s }) = LEVELS.get(usize::from(level)) {
        start_s -= start_s % width_s;
        if start_s.saturating_add(*kept_s) > now.seconds() {
            return Some((level, start_s));
        }
        level += 1;
    }
    None
}
