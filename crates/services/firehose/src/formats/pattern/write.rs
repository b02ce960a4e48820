//! Times written by a pattern.

use std::fmt::Write;

use jiff::Zoned;
use jiff::civil::{Date, Weekday};

use super::{Item, Pattern};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

impl Pattern {
    /// `time` as this pattern writes it.
    pub fn write(&self, time: &Zoned) -> String {
        let mut text = String::new();
        for item in &self.items {
            match item {
                Item::Literal(literal) => text += literal,
                Item::Letter(letter, run) => letter_of(&mut text, time, *letter, *run),
            }
        }
        text
    }
}

fn letter_of(text: &mut String, time: &Zoned, letter: char, run: usize) {
    let hour = i64::from(time.hour());
    let millisecond_of_day = || {
        let seconds = (hour * 60 + i64::from(time.minute())) * 60 + i64::from(time.second());
        (seconds * 1_000_000_000 + i64::from(time.subsec_nanosecond()), 1_000_000)
    };
    let number = match letter {
        'y' | 'u' => return year(text, i64::from(time.year()), run),
        'Y' => return year(text, i64::from(saturday(time.date()).year()), run),
        'G' => return text.push_str(["AD", "Anno Domini", "A"][run.saturating_sub(3).min(2)]),
        'M' | 'L' if run > 2 => return name(text, MONTHS[time.month() as usize - 1], run),
        'M' | 'L' => i64::from(time.month()),
        'D' => i64::from(time.day_of_year()),
        'd' => i64::from(time.day()),
        'Q' | 'q' => return quarter(text, (time.month() - 1) / 3 + 1, run),
        'w' => i64::from((saturday(time.date()).day_of_year() - 1) / 7 + 1),
        'W' => {
            let first = time.date().first_of_month().weekday().to_sunday_zero_offset();
            i64::from((time.day() - 1 + first) / 7 + 1)
        }
        'e' if run < 3 => i64::from(time.weekday().to_sunday_zero_offset()) + 1,
        'E' | 'e' => return name(text, DAYS[sunday_first(time.weekday())], run),
        'a' => return text.push_str(if hour < 12 { "AM" } else { "PM" }),
        'H' => hour,
        'k' => (hour + 23) % 24 + 1,
        'K' => hour % 12,
        'h' => (hour + 11) % 12 + 1,
        'm' => i64::from(time.minute()),
        's' => i64::from(time.second()),
        'S' => {
            let nanoseconds = format!("{:09}", time.subsec_nanosecond());
            return text.push_str(&nanoseconds[..run.min(9)]);
        }
        'n' => i64::from(time.subsec_nanosecond()),
        'N' => millisecond_of_day().0,
        'A' => {
            let (nanoseconds, unit) = millisecond_of_day();
            nanoseconds / unit
        }
        'V' => return text.push_str(time.time_zone().iana_name().unwrap_or("UTC")),
        'z' => return text.push_str(&time.strftime("%Z").to_string()),
        _ => return offset(text, time.offset().seconds(), letter, run),
    };
    write!(text, "{number:0run$}").expect("invariant: writing to memory does not fail");
}

/// Two letters are the last two digits; others so many digits at least.
fn year(text: &mut String, year: i64, run: usize) {
    let written = if run == 2 { format!("{:02}", year.rem_euclid(100)) } else { format!("{year:0run$}") };
    *text += &written;
}

/// Three letters (or fewer) are the short name, four the whole one, five its initial.
fn name(text: &mut String, name: &str, run: usize) {
    *text += match run {
        ..=3 => &name[..3],
        4 => name,
        _ => &name[..1],
    };
}

fn quarter(text: &mut String, quarter: i8, run: usize) {
    *text += &match run {
        1 | 5 => format!("{quarter}"),
        2 => format!("{quarter:02}"),
        3 => format!("Q{quarter}"),
        _ => format!("{quarter}{} quarter", ["st", "nd", "rd", "th"][quarter as usize - 1]),
    };
}

fn sunday_first(weekday: Weekday) -> usize {
    weekday.to_sunday_zero_offset() as usize
}

/// The end of the week that `date` is in. The week with January 1 is the year's first, so the year of a week is
/// that of its Saturday.
fn saturday(date: Date) -> Date {
    let ahead = 6 - i64::from(date.weekday().to_sunday_zero_offset());
    // The last week that can be represented ends at the last day.
    date.checked_add(jiff::Span::new().days(ahead)).unwrap_or(Date::MAX)
}

/// `X`, `x`, `Z` and `O`: `Z`, `+09`, `+0900`, `+09:00`, `GMT+9`.
fn offset(text: &mut String, seconds: i32, letter: char, run: usize) {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.abs();
    let (hours, minutes, rest) = (all / 3600, all / 60 % 60, all % 60);
    let colon = if matches!((letter, run), ('X' | 'x', 3 | 5) | ('Z', 5)) { ":" } else { "" };
    *text += &match (letter, run) {
        ('X', _) | ('Z', 5) if seconds == 0 => "Z".to_owned(),
        ('O', _) | ('Z', 4) if seconds == 0 => "GMT".to_owned(),
        ('O', 1) if minutes == 0 => format!("GMT{sign}{hours}"),
        ('O', 1) => format!("GMT{sign}{hours}:{minutes:02}"),
        ('O', _) | ('Z', 4) => format!("GMT{sign}{hours:02}:{minutes:02}"),
        ('X' | 'x', 1) if minutes == 0 => format!("{sign}{hours:02}"),
        ('X' | 'x', 4 | 5) | ('Z', 5) if rest != 0 => {
            format!("{sign}{hours:02}{colon}{minutes:02}{colon}{rest:02}")
        }
        _ => format!("{sign}{hours:02}{colon}{minutes:02}"),
    };
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::{Offset, TimeZone};

    use super::*;
    use crate::formats::pattern::PatternError;

    fn written(pattern: &str, time: &str) -> String {
        let time: Timestamp = time.parse().unwrap();
        Pattern::parse(pattern).unwrap().write(&time.to_zoned(TimeZone::UTC))
    }

    #[test]
    fn letters_are_those_of_java() {
        // From Java's documentation of DateTimeFormatter and its output for this moment.
        let at = "2018-08-27T00:30:05.0789Z";
        for (pattern, expected) in [
            ("yyyy/MM/dd/HH/", "2018/08/27/00/"),
            ("uu-M-d'T'H:m:s.SSS''", "18-8-27T0:30:5.078'"),
            ("'it''s' DDD D G", "it's 239 239 AD"),
            ("MMM MMMM MMMMM E EEEE EEEEE e ee", "Aug August A Mon Monday M 2 02"),
            ("h a hh K k kk", "12 AM 12 0 24 24"),
            ("Q QQ QQQ QQQQ w W YYYY", "3 03 Q3 3rd quarter 35 5 2018"),
            ("X x xxx Z ZZZZ ZZZZZ O VV z", "Z +00 +00:00 +0000 GMT Z GMT UTC UTC"),
            ("n A [yy]", "78900000 1805078 18"),
            ("ü/y", "ü/2018"),
        ] {
            assert_eq!(written(pattern, at), expected, "{pattern}");
        }
    }

    #[test]
    fn a_week_belongs_to_the_year_of_its_saturday() {
        assert_eq!(written("YYYY-ww", "2018-12-30T00:00:00Z"), "2019-01");
        assert_eq!(written("YYYY-ww", "2018-12-29T00:00:00Z"), "2018-52");
        assert_eq!(written("YYYY-w-W", "2022-01-01T00:00:00Z"), "2022-1-1");
    }

    #[test]
    fn offsets_are_written_in_every_way() {
        let zone = TimeZone::fixed(Offset::from_seconds(-(9 * 3600 + 30 * 60)).unwrap());
        let time = Timestamp::UNIX_EPOCH.to_zoned(zone);
        let pattern = Pattern::parse("X XX xxx x Z ZZZZ ZZZZZ O OOOO").unwrap();
        assert_eq!(
            pattern.write(&time),
            "-0930 -0930 -09:30 -0930 -0930 GMT-09:30 -09:30 GMT-9:30 GMT-09:30"
        );
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for (pattern, letter) in [("yyyy-TT", "TT"), ("HHH", "HHH"), ("{", "{"), ("V", "V"), ("p", "p")] {
            assert_eq!(Pattern::parse(pattern), Err(PatternError::Letter(letter.into())));
        }
        assert!(matches!(Pattern::parse("'open"), Err(PatternError::Quote(_))));
        assert_eq!(Pattern::parse(&"y".repeat(5000)), Err(PatternError::Length));
    }
}
