//! Moments and days as tables have them: without a zone, UTC where one is stated.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// Nanoseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i128);

const NANOSECONDS_PER_DAY: i128 = 86_400 * 1_000_000_000;
/// The Julian day that begins at noon of 1970-01-01.
const JULIAN_EPOCH: i128 = 2_440_588;

impl From<Timestamp> for Moment {
    fn from(time: Timestamp) -> Self {
        Self(time.as_nanosecond())
    }
}

impl Moment {
    /// As Hive writes timestamps to Parquet: nanoseconds of the day, then the Julian day, both little-endian.
    pub(super) fn int96(self) -> Option<[u8; 12]> {
        let day = i32::try_from(self.0.div_euclid(NANOSECONDS_PER_DAY) + JULIAN_EPOCH).ok()?;
        let of_day = self.0.rem_euclid(NANOSECONDS_PER_DAY) as i64;
        let mut bytes = [0; 12];
        bytes[..8].copy_from_slice(&of_day.to_le_bytes());
        bytes[8..].copy_from_slice(&day.to_le_bytes());
        Some(bytes)
    }
}

/// `yyyy-[m]m-[d]d hh:mm:ss[.f…]`.
pub(super) fn sql(text: &str) -> Option<Moment> {
    let (date, time) = text.split_once(' ')?;
    let date = day(date)?;
    let time: jiff::civil::Time = time.trim_start().parse().ok()?;
    moment(date.to_datetime(time))
}

/// ISO 8601 with `T` between date and time; without a zone it is UTC.
pub(super) fn iso(text: &str) -> Option<Moment> {
    if !text.contains('T') {
        return None;
    }
    let zoned = text.parse::<Timestamp>().map(Moment::from);
    zoned.ok().or_else(|| moment(text.parse::<DateTime>().ok()?))
}

fn moment(time: DateTime) -> Option<Moment> {
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp().into())
}

/// `yyyy-[m]m-[d]d`.
pub(super) fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let sound = year.len() == 4
        && [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !sound {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Days from 1970-01-01 to `date`.
pub(super) fn days(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    date.duration_since(epoch).as_hours() as i32 / 24
}

/// A decimal number of units of 10^`exponent` nanoseconds.
pub(super) fn scaled(text: &str, exponent: usize) -> Option<Moment> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let sound = (1..=18).contains(&whole.len()) && fraction.len() <= 18;
    if !sound || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: String = fraction.chars().chain("000000000".chars()).take(exponent).collect();
    let all: i128 = format!("{whole}{fraction}").parse().ok()?;
    // As far as times go here: the years -9999 to 9999.
    let moment = Moment(sign * all);
    Timestamp::from_nanosecond(moment.0).ok().map(|_| moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn int96_is_the_nanosecond_of_a_julian_day() {
        assert_eq!(Moment(1).int96().unwrap(), [1, 0, 0, 0, 0, 0, 0, 0, 0x8c, 0x3d, 0x25, 0]);
        let before = Moment(-1).int96().unwrap();
        assert_eq!(i64::from_le_bytes(before[..8].try_into().unwrap()) as i128, NANOSECONDS_PER_DAY - 1);
        assert_eq!(before[8], 0x8b);
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(days(day("1970-01-01").unwrap()), 0);
        assert_eq!(days(day("2018-2-7").unwrap()), 17_569);
        assert_eq!(days(day("1969-12-31").unwrap()), -1);
        for text in ["2018-02-30", "18-01-01", "2018-01", "2018-01-01x", "", "2018--1-1"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn rubbish_is_no_time() {
        arbtest::arbtest(|bytes| {
            let text: &str = bytes.arbitrary()?;
            let _ = (sql(text), iso(text), day(text), scaled(text, 9), scaled(text, 6));
            Ok(())
        });
    }
}
