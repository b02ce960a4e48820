//! Times read by a pattern: numbers, short and whole names of months, halves of the day, offsets, literals.
//!
//! What a text does not say is 1970-01-01T00:00:00Z's. Where numbers follow one another directly (`yyyyMMdd`), each
//! has as many digits as letters; else up to as many as it can have.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use super::{Item, Pattern};

/// What was read so far.
struct Fields {
    year: i16,
    month: i8,
    day: i8,
    day_of_year: Option<i16>,
    hour: i8,
    minute: i8,
    second: i8,
    nanosecond: i32,
    afternoon: Option<bool>,
    offset: Offset,
}

impl Pattern {
    /// The time that `text` states, if it is wholly of this pattern.
    pub fn read(&self, text: &str) -> Option<Timestamp> {
        let mut fields = Fields {
            year: 1970,
            month: 1,
            day: 1,
            day_of_year: None,
            hour: 0,
            minute: 0,
            second: 0,
            nanosecond: 0,
            afternoon: None,
            offset: Offset::UTC,
        };
        let mut rest = text;
        for (index, item) in self.items.iter().enumerate() {
            rest = match item {
                Item::Literal(literal) => rest.strip_prefix(literal.as_str())?,
                Item::Letter(letter, run) => {
                    let adjacent =
                        matches!(self.items.get(index + 1), Some(Item::Letter(next, _)) if numeric(*next));
                    fields.take(rest, *letter, *run, adjacent)?
                }
            };
        }
        if rest.is_empty() { fields.time() } else { None }
    }
}

fn numeric(letter: char) -> bool {
    "yuMLdDHhKkmsS".contains(letter)
}

impl Fields {
    /// Takes one field off `text`; answers what follows.
    fn take<'a>(&mut self, text: &'a str, letter: char, run: usize, adjacent: bool) -> Option<&'a str> {
        let digits = |most: usize| {
            let most = if adjacent { run } else { most.max(run) };
            let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
            let number: i64 = text[..length].parse().ok()?;
            Some((number, &text[length..]))
        };
        match letter {
            'y' | 'u' => {
                let (year, rest) = digits(4)?;
                let two = run == 2 && text.len() - rest.len() == 2;
                self.year = i16::try_from(if two { year + 2000 } else { year }).ok()?;
                Some(rest)
            }
            'M' | 'L' if run > 2 => {
                const SHORT: [&str; 12] =
                    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
                let word = letters(text);
                let short = word.get(..3)?.to_ascii_lowercase();
                self.month = 1 + SHORT.iter().position(|month| *month == short)? as i8;
                Some(&text[word.len()..])
            }
            'E' => Some(&text[letters(text).len()..]),
            'a' => {
                let half = text.get(..2)?;
                self.afternoon = Some(half.eq_ignore_ascii_case("pm"));
                (self.afternoon == Some(true) || half.eq_ignore_ascii_case("am")).then_some(&text[2..])
            }
            'S' => {
                let length = text.bytes().take_while(u8::is_ascii_digit).count();
                let length = if adjacent { length.min(run) } else { length };
                let nine: String = text[..length].chars().chain("000000000".chars()).take(9).collect();
                self.nanosecond = nine.parse().ok().filter(|_| length > 0)?;
                Some(&text[length..])
            }
            'X' | 'x' | 'Z' => self.zone(text),
            'D' => {
                let (day, rest) = digits(3)?;
                self.day_of_year = Some(day as i16);
                Some(rest)
            }
            _ => {
                let (number, rest) = digits(2)?;
                let number = i8::try_from(number).ok()?;
                match letter {
                    'M' | 'L' => self.month = number,
                    'd' => self.day = number,
                    'H' => self.hour = number,
                    'k' | 'h' => {
                        self.hour = if number == 24 || number == 12 && letter == 'h' { 0 } else { number }
                    }
                    'K' => self.hour = number,
                    'm' => self.minute = number,
                    's' => self.second = number,
                    _ => return None,
                }
                Some(rest)
            }
        }
    }

    /// `Z`, `+09`, `+0900` or `+09:00`.
    fn zone<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        if let Some(rest) = text.strip_prefix(['Z', 'z']) {
            return Some(rest);
        }
        let sign = if text.starts_with('-') { -1 } else { 1 };
        let text = text.strip_prefix(['+', '-'])?;
        let two = |text: &str| -> Option<i32> {
            let two = text.get(..2)?;
            two.bytes().all(|byte| byte.is_ascii_digit()).then(|| two.parse().ok())?
        };
        let (hours, mut rest) = (two(text)?, &text[2..]);
        let after = rest.strip_prefix(':').unwrap_or(rest);
        let minutes = two(after);
        if minutes.is_some() {
            rest = &after[2..];
        }
        self.offset = Offset::from_seconds(sign * (hours * 3600 + minutes.unwrap_or(0) * 60)).ok()?;
        Some(rest)
    }

    fn time(&self) -> Option<Timestamp> {
        let hour = match self.afternoon {
            Some(afternoon) => self.hour % 12 + if afternoon { 12 } else { 0 },
            None => self.hour,
        };
        let mut date = Date::new(self.year, self.month, self.day).ok()?;
        if let Some(day) = self.day_of_year {
            date = date.with().day_of_year(day).build().ok()?;
        }
        let time = jiff::civil::Time::new(hour, self.minute, self.second, self.nanosecond).ok()?;
        let zoned = date.to_datetime(time).to_zoned(TimeZone::fixed(self.offset)).ok()?;
        Some(zoned.timestamp())
    }
}

/// The ASCII letters at the beginning.
fn letters(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_alphabetic).count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, text: &str) -> Option<String> {
        Pattern::parse(pattern).unwrap().read(text).map(|time| time.to_string())
    }

    #[test]
    fn times_are_read() {
        for (pattern, text, expected) in [
            ("yyyy-MM-dd HH:mm:ss", "2018-02-07 19:58:48", "2018-02-07T19:58:48Z"),
            ("yyyy-MM-dd'T'HH:mm:ss.SSSZ", "2018-02-07T19:58:48.123-0800", "2018-02-08T03:58:48.123Z"),
            ("yyyyMMddHHmmssSSS", "20180207195848007", "2018-02-07T19:58:48.007Z"),
            ("EEE, d MMM yyyy h:mm a xxx", "Wed, 7 Feb 2018 12:05 AM +01:00", "2018-02-06T23:05:00Z"),
            ("dd/MMM/yy", "07/February/18", "2018-02-07T00:00:00Z"),
            ("yyyy DDD", "2018 038", "2018-02-07T00:00:00Z"),
        ] {
            assert_eq!(read(pattern, text).as_deref(), Some(expected), "{pattern} {text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_not_read() {
        for text in
            ["2018-02-07", "2018-02-07 1x", "2018-13-07 01", "2018-02-30 01", "x", "", "2018-02-07 25"]
        {
            assert_eq!(read("yyyy-MM-dd HH", text), None, "{text}");
        }
    }

    #[test]
    fn rubbish_is_not_read_and_what_is_written_is_read_again() {
        arbtest::arbtest(|bytes| {
            let pattern = Pattern::parse("EEE yyyy-MM-dd hh.mm.ss.SSSSSSSSS a Z DDD").unwrap();
            let _ = pattern.read(bytes.arbitrary()?);
            let second = bytes.int_in_range(-60_000_000_000..=200_000_000_000)?;
            let time = Timestamp::new(second, bytes.int_in_range(0..=999_999_999)?).unwrap();
            let written = pattern.write(&time.to_zoned(TimeZone::UTC));
            assert_eq!(pattern.read(&written), Some(time), "{written}");
            Ok(())
        });
    }
}
