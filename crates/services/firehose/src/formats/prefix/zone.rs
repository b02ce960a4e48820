//! The zone that a stream writes times in (`CustomTimeZone`).

use jiff::tz::{Offset, TimeZone};

/// A time zone: UTC, a fixed offset such as `+09:00`, or one that the machine's zone files (`/usr/share/zoneinfo`)
/// have under an IANA name such as `Asia/Tokyo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(pub(super) TimeZone);

/// There is no such zone, here at least.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the time zone `{0}` is not known on this machine; use `UTC`, an offset such as `+09:00`, or install the \
     zone files (package tzdata)"
)]
pub struct UnknownZone(pub String);

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl Zone {
    /// The zone of this name; the empty one is UTC.
    pub fn parse(name: &str) -> Result<Self, UnknownZone> {
        let unknown = || UnknownZone(name.to_owned());
        if matches!(name, "" | "UTC" | "Etc/UTC" | "Z") {
            return Ok(Self::default());
        }
        if let Some(digits) = name.strip_prefix(['+', '-']) {
            let (hours, minutes) = digits.split_once(':').ok_or_else(unknown)?;
            let sound = hours.len() == 2 && minutes.len() == 2 && !digits.contains(['+', '-']);
            let (hours, minutes): (i32, i32) =
                hours.parse().ok().zip(minutes.parse().ok()).filter(|_| sound).ok_or_else(unknown)?;
            // Real zones reach from -12:00 to +14:00; Java takes 18 hours either way.
            if hours > 18 || minutes > 59 {
                return Err(unknown());
            }
            let sign = if name.starts_with('-') { -1 } else { 1 };
            let offset = Offset::from_seconds(sign * (hours * 60 + minutes) * 60).map_err(|_| unknown())?;
            return Ok(Self(TimeZone::fixed(offset)));
        }
        Ok(Self(TimeZone::get(name).map_err(|_| unknown())?))
    }
}
