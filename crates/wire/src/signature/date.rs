//! Dates as signed requests carry them: `20150830T123600Z`, or an HTTP date in a `Date` header.

use kernel::Timestamp;

/// The time that `text` states, in either form; `None` if it is neither or names no real second.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    compact(text).or_else(|| http(text))
}

/// `YYYYMMDDTHHMMSSZ` from 1970 on.
pub(super) fn compact(text: &str) -> Option<Timestamp> {
    let bytes: &[u8; 16] = text.as_bytes().try_into().ok()?;
    let number = |from: usize, to: usize| {
        bytes[from..to]
            .iter()
            .try_fold(0_u64, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u64::from(byte - b'0')))
    };
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute, second) = (number(9, 11)?, number(11, 13)?, number(13, 15)?);
    if year < 1970 || !(1..=12).contains(&month) {
        return None;
    }
    // Days since the epoch of a civil date, after Howard Hinnant's public-domain algorithm.
    let (march_year, march_month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = march_year / 4 - march_year / 100 + march_year / 400;
    let days = march_year * 365 + leap_days + (153 * march_month + 2) / 5 + day;
    let seconds = (days.checked_sub(719_469)? * 24 + hour) * 3600 + minute * 60 + second;
    // Writing it again finds the thirtieth of February, the sixty-first second and a misplaced letter.
    Some(Timestamp(seconds * 1000)).filter(|time| time.compact() == text)
}

/// `Sun, 30 Aug 2015 12:36:00 GMT`, the day's name optional, the zone `GMT` or zero.
fn http(text: &str) -> Option<Timestamp> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let text = text.split_once(", ").map_or(text, |(_, date)| date);
    let mut words = text.split_ascii_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let (time, zone) = (words.next()?, words.next()?);
    let month = MONTHS.find(month).filter(|at| at % 3 == 0 && month.len() == 3)? / 3 + 1;
    if !matches!(zone, "GMT" | "UTC" | "+0000" | "-0000") || words.next().is_some() {
        return None;
    }
    compact(&format!("{year}{month:02}{day:0>2}T{}Z", time.replace(':', "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms() {
        let expected = Some(Timestamp(1_440_938_160_000));
        assert_eq!(parse("20150830T123600Z"), expected);
        assert_eq!(parse("Sun, 30 Aug 2015 12:36:00 GMT"), expected);
        assert_eq!(parse("30 Aug 2015 12:36:00 -0000"), expected);
        assert_eq!(parse("19700101T000000Z"), Some(Timestamp(0)));
        assert_eq!(parse("20000229T000000Z"), Some(Timestamp(951_782_400_000)));
    }

    #[test]
    fn neither() {
        for text in [
            "",
            "201",
            "20150830T123600z",
            "20150230T123600Z",
            "20150830T123660Z",
            "20150830 123600Z",
            "00000000T000000Z",
            "19691231T235959Z",
            "99999999T999999Z",
            "Sun, 30 Foo 2015 12:36:00 GMT",
            "Sun, 30 anF 2015 12:36:00 GMT",
            "Sun, 30 Aug 2015 12:36:00 CET",
            "é0150830T12360Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_second_is_read_back() {
        arbtest::arbtest(|u| {
            let time = Timestamp(u.int_in_range(0..=253_402_300_799_u64)? * 1000);
            assert_eq!(compact(&time.compact()), Some(time));
            Ok(())
        });
    }
}
