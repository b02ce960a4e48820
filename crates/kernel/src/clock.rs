//! Time, always asked of a [`Clock`]: real, shifted by the user, or held by a test.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub u64);

const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Timestamp {
    /// From seconds since the epoch, as most AWS JSON protocols write time. Negative is clamped to 0.
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * 1000.0).round().max(0.0) as u64)
    }

    /// Seconds since the epoch with milliseconds as the fraction.
    pub fn as_seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// Whole seconds since the epoch.
    pub fn seconds(self) -> u64 {
        self.0 / 1000
    }

    /// Milliseconds from `earlier` to `self`, 0 if `earlier` is later.
    pub fn millis_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Year, month (1..=12), day (1..=31), hour, minute, second and millisecond in UTC.
    pub fn civil(self) -> (i64, u8, u8, u8, u8, u8, u16) {
        let days = (self.0 / 86_400_000) as i64;
        let in_day = self.0 % 86_400_000;
        // Days to civil date, after Howard Hinnant's public-domain algorithm.
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u8;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u8;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (
            year,
            month,
            day,
            (in_day / 3_600_000) as u8,
            (in_day / 60_000 % 60) as u8,
            (in_day / 1000 % 60) as u8,
            (in_day % 1000) as u16,
        )
    }

    /// `2026-11-20T14:52:05Z`, with milliseconds only where they are not zero.
    pub fn iso8601(self) -> String {
        let (year, month, day, hour, minute, second, milli) = self.civil();
        let date = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        if milli == 0 { format!("{date}Z") } else { format!("{date}.{milli:03}Z") }
    }

    /// The time that `text` names in ISO 8601, e.g. `2026-11-20T14:52:05.250Z` or with an offset.
    pub fn parse_iso8601(text: &str) -> Option<Self> {
        let number = |range: std::ops::Range<usize>| -> Option<i64> {
            let digits = text.get(range)?;
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let mark = |at: usize, marks: &[u8]| marks.contains(text.as_bytes().get(at)?).then_some(());
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
        mark(4, b"-")?;
        mark(7, b"-")?;
        mark(10, b"T ")?;
        mark(13, b":")?;
        mark(16, b":")?;
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let rest = &text[19..];
        let fraction_length = match rest.strip_prefix('.') {
            Some(digits) => 1 + digits.bytes().take_while(u8::is_ascii_digit).count(),
            None => 0,
        };
        let fraction =
            if fraction_length > 1 { format!("0{}", &rest[..fraction_length]).parse().ok()? } else { 0.0 };
        let offset_minutes = match &rest[fraction_length..] {
            "" | "Z" | "z" => 0,
            offset => {
                let sign = if offset.starts_with('-') { -1 } else { 1 };
                let digits: String = offset.get(1..)?.chars().filter(|letter| *letter != ':').collect();
                let whole: i64 = if digits.len() == 4 { digits.parse().ok()? } else { return None };
                sign * (whole / 100 * 60 + whole % 100)
            }
        };
        let (shifted_year, shifted_month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let days = shifted_year * 365 + shifted_year.div_euclid(4) - shifted_year.div_euclid(100)
            + shifted_year.div_euclid(400)
            + (153 * shifted_month + 2) / 5
            + day
            - 1
            - 719_468;
        let seconds = days * 86_400 + hour * 3600 + (minute - offset_minutes) * 60 + second;
        Some(Self::from_seconds(seconds as f64 + fraction))
    }

    /// `Fri, 20 Nov 2026 14:52:05 GMT`, as HTTP headers carry times (RFC 9110, section 5.6.7).
    pub fn http_date(self) -> String {
        let (year, month, day, hour, minute, second, _) = self.civil();
        // The epoch was a Thursday.
        let weekday = WEEKDAYS[(self.0 / 86_400_000 % 7) as usize];
        let month = MONTHS[usize::from(month) - 1];
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }

    /// The time that `text` names as [`Timestamp::http_date`] writes it.
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let (_, date) = text.trim().split_once(", ")?;
        let mut words = date.split(' ');
        let day = words.next()?;
        let month = words.next()?;
        let month = 1 + MONTHS.iter().position(|name| *name == month)?;
        let (year, time, zone) = (words.next()?, words.next()?, words.next()?);
        let whole = zone == "GMT" && words.next().is_none() && time.len() == 8;
        whole.then(|| Self::parse_iso8601(&format!("{year}-{month:02}-{day:0>2}T{time}Z")))?
    }

    /// `20261120T145205Z`, the form that signatures use.
    pub fn compact(self) -> String {
        let (year, month, day, hour, minute, second, _) = self.civil();
        format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
    }
}

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The time now. Never goes backwards by itself.
    fn now(&self) -> Timestamp;
}

/// A clock that can be handed around.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's clock, plus a shift that the user can move; or standing still.
#[derive(Debug, Default)]
pub struct SystemClock {
    shift_ms: AtomicI64,
    /// The time it stands at; 0 while it runs.
    frozen_at_ms: AtomicU64,
}

/// How a [`SystemClock`] goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// How far it is ahead of the machine's clock (behind, if negative) while it runs.
    pub shift_ms: i64,
    /// The time at which it stands, if it does.
    pub frozen_at: Option<Timestamp>,
}

impl SystemClock {
    /// A clock that goes as another went.
    pub fn with(pace: Pace) -> Self {
        let frozen_at_ms = pace.frozen_at.unwrap_or_default().0;
        Self { shift_ms: pace.shift_ms.into(), frozen_at_ms: frozen_at_ms.into() }
    }

    /// The machine's time, which no shift concerns: for what goes over the network to others.
    pub fn machine_now() -> Timestamp {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(since_epoch.as_millis() as u64)
    }

    /// How it goes.
    pub fn pace(&self) -> Pace {
        let frozen_at_ms = self.frozen_at_ms.load(Ordering::Acquire);
        let frozen_at = (frozen_at_ms > 0).then_some(Timestamp(frozen_at_ms));
        Pace { shift_ms: self.shift_ms.load(Ordering::Relaxed), frozen_at }
    }

    /// Makes it go as `pace` says. One caller at a time.
    pub fn go(&self, pace: Pace) {
        // Who sees it run sees the shift that it runs with.
        self.shift_ms.store(pace.shift_ms, Ordering::Relaxed);
        self.frozen_at_ms.store(pace.frozen_at.unwrap_or_default().0, Ordering::Release);
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        match self.pace() {
            Pace { frozen_at: Some(time), .. } => time,
            Pace { shift_ms, .. } => Timestamp(Self::machine_now().0.saturating_add_signed(shift_ms)),
        }
    }
}

/// A clock that stands still until a test moves it.
#[derive(Debug, Default)]
pub struct ManualClock {
    now_ms: std::sync::atomic::AtomicU64,
}

impl ManualClock {
    /// A clock standing at `now`.
    pub fn at(now: Timestamp) -> Arc<Self> {
        Arc::new(Self { now_ms: now.0.into() })
    }

    /// Moves forward by `milliseconds`.
    pub fn advance(&self, milliseconds: u64) {
        self.now_ms.fetch_add(milliseconds, Ordering::Relaxed);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now_ms.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_goes_as_its_pace_says() {
        let clock = SystemClock::default();
        clock.go(Pace { shift_ms: 3_600_000, frozen_at: None });
        assert!(clock.now().millis_since(SystemClock::machine_now()) > 3_590_000);
        let pace = Pace { shift_ms: -5, frozen_at: Some(Timestamp(7)) };
        clock.go(pace);
        assert_eq!((clock.now(), clock.pace()), (Timestamp(7), pace));
        assert_eq!(SystemClock::with(pace).pace(), pace);
    }

    #[test]
    fn dates() {
        assert_eq!(Timestamp(0).iso8601(), "1970-01-01T00:00:00Z");
        assert_eq!(Timestamp(951_782_400_123).iso8601(), "2000-02-29T00:00:00.123Z");
        assert_eq!(Timestamp(1_440_938_160_000).compact(), "20150830T123600Z");
        for text in ["2000-02-29T00:00:00.123Z", "1970-01-01T00:00:00Z", "2026-12-31T23:59:59Z"] {
            assert_eq!(Timestamp::parse_iso8601(text).unwrap().iso8601(), text);
        }
        let time = Timestamp(1_795_186_325_000);
        assert_eq!(time.http_date(), "Fri, 20 Nov 2026 14:52:05 GMT");
        assert_eq!(Timestamp::parse_http_date(&time.http_date()), Some(time));
        assert_eq!(Timestamp::parse_http_date("Fri, 20 Foo 2026 14:52:05 GMT"), None);
        assert_eq!(Timestamp::parse_iso8601("1970-01-01T02:00:00+02:00"), Some(Timestamp(0)));
        assert_eq!(Timestamp::parse_iso8601("1970-13-01T02:00:00Z"), None);
    }
}
