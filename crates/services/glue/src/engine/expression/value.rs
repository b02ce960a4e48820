//! Values of partition keys by their types, and how they compare.

use std::cmp::Ordering;

use super::ExpressionError;

/// What Hive writes for a value that is null.
pub const NULL: &str = "__HIVE_DEFAULT_PARTITION__";

/// The type of a key, as far as comparison cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Decimal,
    Date,
    Timestamp,
    Other(String),
}

impl Kind {
    /// The kind of a Hive type.
    pub fn of(hive: &str) -> Self {
        let lower = hive.trim().to_ascii_lowercase();
        match lower.split('(').next().unwrap_or_default().trim_end() {
            "string" | "char" | "varchar" => Self::Text,
            "tinyint" | "smallint" | "int" | "integer" | "bigint" | "long" => Self::Integer,
            "decimal" | "dec" | "numeric" => Self::Decimal,
            "date" => Self::Date,
            "timestamp" => Self::Timestamp,
            _ => Self::Other(hive.to_owned()),
        }
    }

    /// Its name with an article.
    fn described(&self) -> &'static str {
        match self {
            Self::Integer => "an integer",
            Self::Decimal => "a decimal",
            Self::Date => "a date",
            Self::Timestamp => "a timestamp",
            Self::Text | Self::Other(_) => "a string",
        }
    }
}

/// A value that compares with others of its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    Null,
    Text(String),
    Integer(i128),
    Decimal(Decimal),
    /// Year, month, day.
    Date(u16, u8, u8),
    /// Digits of the date and the time, then of the fraction of a second, filled up to nine.
    Timestamp(String),
}

impl Value {
    /// A partition's value.
    pub fn stored(text: &str, kind: &Kind) -> Result<Self, ExpressionError> {
        if text == NULL {
            return Ok(Self::Null);
        }
        let wrong = || ExpressionError::Stored { text: text.to_owned(), kind: kind.described() };
        Self::read(text, kind)?.ok_or_else(wrong)
    }

    /// A literal of an expression.
    pub fn literal(text: &str, kind: &Kind) -> Result<Self, ExpressionError> {
        let wrong = || ExpressionError::Literal { text: text.to_owned(), kind: kind.described() };
        Self::read(text, kind)?.ok_or_else(wrong)
    }

    fn read(text: &str, kind: &Kind) -> Result<Option<Self>, ExpressionError> {
        let trimmed = text.trim();
        Ok(match kind {
            Kind::Text => Some(Self::Text(text.to_owned())),
            Kind::Integer => trimmed.parse().ok().map(Self::Integer),
            Kind::Decimal => Decimal::parse(trimmed).map(Self::Decimal),
            Kind::Date => date(trimmed).map(|(year, month, day)| Self::Date(year, month, day)),
            Kind::Timestamp => timestamp(trimmed).map(Self::Timestamp),
            Kind::Other(name) => return Err(ExpressionError::UnknownType(name.clone())),
        })
    }
}

/// A decimal number of any length, without zeros that say nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    whole: String,
    fraction: String,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0').to_owned();
        let fraction = fraction.trim_end_matches('0').to_owned();
        let negative = negative && !(whole.is_empty() && fraction.is_empty());
        Some(Self { negative, whole, fraction })
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |one: &Self, other: &Self| {
            let whole = (one.whole.len(), &one.whole).cmp(&(other.whole.len(), &other.whole));
            whole.then_with(|| one.fraction.cmp(&other.fraction))
        };
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => size(self, other),
            (true, true) => size(other, self),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `yyyy-mm-dd`.
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if parts.next().is_some() || !plain || year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    let (year, month, day): (u16, u8, u8) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day).then_some((year, month, day))
}

/// `yyyy-mm-dd hh:mm:ss[.fffffffff]`.
fn timestamp(text: &str) -> Option<String> {
    let (day, time) = text.split_once(' ')?;
    date(day)?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let parts: Vec<&str> = time.split(':').collect();
    let in_range = |part: &str, below: u8| {
        part.len() == 2
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse().is_ok_and(|n: u8| n < below)
    };
    let clock = matches!(parts[..], [hour, minute, second]
        if in_range(hour, 24) && in_range(minute, 60) && in_range(second, 60));
    let fine =
        (1..=9).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit()) && clock;
    fine.then(|| format!("{day} {time}.{fraction:0<9}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, kind: &str) -> Option<Value> {
        Value::read(text, &Kind::of(kind)).unwrap()
    }

    #[test]
    fn values_compare_as_their_types_do() {
        let ascending = [
            ("int", ["-3", "007", "10"]),
            ("bigint", ["-9223372036854775808", "0", "9223372036854775807"]),
            ("decimal(10,2)", ["-10.5", "-9.50", "1.25"]),
            ("decimal", [".1", "0.11", "100000000000000000000000000000000000000000.1"]),
            ("date", ["1999-12-31", "2024-02-29", "2024-03-01"]),
            ("timestamp", ["2024-01-01 00:00:00", "2024-01-01 00:00:00.01", "2024-01-01 00:00:00.1"]),
            ("varchar(3)", ["10", "9", "a"]),
        ];
        for (kind, texts) in ascending {
            let values = texts.map(|text| value(text, kind).unwrap());
            assert!(values.is_sorted() && values[0] != values[1], "{kind}");
        }
        assert_eq!(value("1.50", "decimal(5,2)"), value("+01.5", "decimal(5,2)"));
        assert_eq!(value("-0", "decimal"), value("0", "decimal"));
    }

    #[test]
    fn what_is_none_is_refused() {
        let wrong = [
            ("int", "1.5"),
            ("int", ""),
            ("decimal", "."),
            ("decimal", "1e5"),
            ("date", "2023-02-29"),
            ("date", "2024-1-01"),
            ("date", "2024-01-01-01"),
            ("timestamp", "2024-01-01"),
            ("timestamp", "2024-01-01 24:00:00"),
            ("timestamp", "2024-01-01 00:00:00.1234567890"),
        ];
        for (kind, text) in wrong {
            assert_eq!(value(text, kind), None, "{kind} {text}");
        }
        let unknown = Value::read("1", &Kind::of("double"));
        assert_eq!(unknown, Err(ExpressionError::UnknownType("double".to_owned())));
    }
}
