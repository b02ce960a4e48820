//! Parameters of a statement, text or binary, as expressions of SQL.
//!
//! A parameter whose type the client does not say is a text, and may be what it looks like: whoever runs the statement
//! tries the one and then the other.

mod moments;

use chrono::{DateTime, Days, NaiveDate};
use moments::{date, interval, moment, span, written};

use super::{Format, arrays, item_of, oid};
use crate::errors::Problem;
use crate::lexer::quoted;

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The expression.
    pub text: String,
    /// What it may mean as well, where the client does not say.
    pub guess: Option<String>,
    /// How PostgreSQL writes it, where that is another way.
    pub postgresql: Option<String>,
}

impl Parameter {
    /// Of the type `kind`, 0 where nobody says.
    pub fn read(kind: u32, format: Format, bytes: Option<&[u8]>) -> Result<Self, Problem> {
        let Some(bytes) = bytes else {
            let text = match name_of(kind) {
                Some(name) => format!("CAST(NULL AS {name})"),
                None => "NULL".to_owned(),
            };
            let postgresql = item_of(kind).map(|_| "NULL".to_owned());
            return Ok(Self { text, guess: None, postgresql });
        };
        if matches!(kind, 0 | oid::UNKNOWN) {
            let text = text_of(bytes)?;
            return Ok(Self { text: quoted(text), guess: guess(text), postgresql: None });
        }
        let text = match (item_of(kind), format) {
            (Some(item), Format::Text) => return array_of_text(item, text_of(bytes)?),
            (Some(_), Format::Binary) => return array_of_binary(bytes),
            (None, Format::Text) => of_text(kind, text_of(bytes)?)?,
            (None, Format::Binary) => of_binary(kind, bytes)?,
        };
        Ok(Self { text, guess: None, postgresql: None })
    }

    /// One whose value is not known yet.
    pub fn blank(kind: u32) -> Self {
        let name = name_of(kind).unwrap_or_else(|| "varchar".to_owned());
        let guess = (kind == 0).then(|| "NULL".to_owned());
        Self { text: format!("CAST(NULL AS {name})"), guess, postgresql: Some("NULL".to_owned()) }
    }
}

/// The engine's name of a type.
pub fn name_of(kind: u32) -> Option<String> {
    if let Some(item) = item_of(kind) {
        return name_of(item).map(|item| format!("array({item})"));
    }
    let name = match kind {
        oid::BOOL => "boolean",
        oid::INT2 => "smallint",
        oid::INT4 => "integer",
        oid::INT8 | oid::OID => "bigint",
        oid::FLOAT4 => "real",
        oid::FLOAT8 => "double",
        oid::NUMERIC => "decimal(38,9)",
        oid::TEXT | oid::VARCHAR | oid::BPCHAR | oid::NAME | oid::CHAR => "varchar",
        oid::BYTEA => "varbinary",
        oid::DATE => "date",
        oid::TIME => "time",
        oid::TIMESTAMP => "timestamp",
        oid::TIMESTAMPTZ => "timestamp with time zone",
        oid::INTERVAL => "interval day to second",
        oid::UUID => "uuid",
        oid::JSON | oid::JSONB => "json",
        _ => return None,
    };
    Some(name.to_owned())
}

fn text_of(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes)
        .map_err(|_| Problem::new("22021", "invalid byte sequence for encoding \"UTF8\""))
}

fn wrong(kind: u32, text: &str) -> Problem {
    let name = name_of(kind).unwrap_or_else(|| kind.to_string());
    Problem::new("22P02", format!("invalid input for type {name}: \"{text}\""))
}

fn of_text(kind: u32, text: &str) -> Result<String, Problem> {
    let refused = || wrong(kind, text);
    let trimmed = text.trim();
    Ok(match kind {
        oid::BOOL => match trimmed.to_lowercase().as_str() {
            "t" | "true" | "1" | "y" | "yes" | "on" => "TRUE".to_owned(),
            "f" | "false" | "0" | "n" | "no" | "off" => "FALSE".to_owned(),
            _ => return Err(refused()),
        },
        oid::INT2 | oid::INT4 | oid::INT8 | oid::OID => {
            integer(kind, trimmed.parse().map_err(|_| refused())?)
        }
        oid::FLOAT4 | oid::FLOAT8 => real(kind, trimmed.parse().map_err(|_| refused())?),
        oid::NUMERIC => numeric(trimmed).ok_or_else(refused)?,
        oid::BYTEA => {
            let digits = trimmed.strip_prefix("\\x").ok_or_else(refused)?;
            let is_hex = digits.len() % 2 == 0 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !is_hex {
                return Err(refused());
            }
            format!("from_hex('{digits}')")
        }
        oid::DATE => format!("DATE '{}'", date(trimmed).ok_or_else(refused)?),
        // A zone, which JDBC sends along, says nothing of a clock.
        oid::TIME => format!("TIME {}", quoted(trimmed.split(['+', '-', 'Z']).next().unwrap_or(trimmed))),
        oid::TIMESTAMP => {
            let (moment, _) = moment(trimmed).ok_or_else(refused)?;
            format!("TIMESTAMP '{moment}'")
        }
        oid::TIMESTAMPTZ => {
            let (moment, zone) = moment(trimmed).ok_or_else(refused)?;
            format!("TIMESTAMP '{moment} {}'", zone.as_deref().unwrap_or("UTC"))
        }
        oid::INTERVAL => {
            let (months, ms) = interval(trimmed).ok_or_else(refused)?;
            span(months, ms)?
        }
        oid::UUID => {
            let digits: String =
                trimmed.chars().filter(|letter| !matches!(letter, '-' | '{' | '}')).collect();
            let bytes = u128::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 32);
            format!("UUID '{}'", sql::render::uuid(&bytes.ok_or_else(refused)?.to_be_bytes()))
        }
        oid::JSON | oid::JSONB => format!("JSON {}", quoted(text)),
        oid::TEXT | oid::VARCHAR | oid::BPCHAR | oid::NAME | oid::CHAR => quoted(text),
        other => return Err(Problem::unsupported(&format!("a parameter of type {other}"))),
    })
}

fn of_binary(kind: u32, bytes: &[u8]) -> Result<String, Problem> {
    let short = || Problem::new("22P03", format!("incorrect binary data for type {kind}"));
    let long = || -> Result<i64, Problem> { Ok(i64::from_be_bytes(bytes.try_into().map_err(|_| short())?)) };
    let int = || -> Result<i32, Problem> { Ok(i32::from_be_bytes(bytes.try_into().map_err(|_| short())?)) };
    Ok(match kind {
        oid::BOOL => match bytes {
            [0] => "FALSE".to_owned(),
            [_] => "TRUE".to_owned(),
            _ => return Err(short()),
        },
        oid::INT2 => integer(kind, i64::from(i16::from_be_bytes(bytes.try_into().map_err(|_| short())?))),
        oid::INT4 => integer(kind, i64::from(int()?)),
        oid::OID => integer(kind, i64::from(int()?.cast_unsigned())),
        oid::INT8 => integer(kind, long()?),
        oid::FLOAT4 => real(kind, f64::from(f32::from_be_bytes(bytes.try_into().map_err(|_| short())?))),
        oid::FLOAT8 => real(kind, f64::from_be_bytes(bytes.try_into().map_err(|_| short())?)),
        oid::NUMERIC => numeric(&digits(bytes).ok_or_else(short)?).ok_or_else(short)?,
        oid::BYTEA => {
            let mut text = bytes::BytesMut::new();
            super::hex(bytes, &mut text);
            format!("from_hex('{}')", text_of(&text)?)
        }
        oid::DATE => {
            let days = int()?.checked_add(10_957).ok_or_else(short)?;
            let apart = Days::new(u64::from(days.unsigned_abs()));
            let date = match days < 0 {
                true => NaiveDate::default().checked_sub_days(apart),
                false => NaiveDate::default().checked_add_days(apart),
            };
            format!("DATE '{}'", date.ok_or_else(short)?)
        }
        oid::TIME => format!("TIME '{}'", super::text::clock(long()?.div_euclid(1_000))),
        oid::TIMESTAMP | oid::TIMESTAMPTZ => {
            let us = long()?.checked_add(946_684_800_000_000).ok_or_else(short)?;
            let moment = DateTime::from_timestamp_micros(us).ok_or_else(short)?;
            let zone = if kind == oid::TIMESTAMPTZ { " UTC" } else { "" };
            format!("TIMESTAMP '{}{zone}'", written(&moment.naive_utc()))
        }
        oid::INTERVAL => {
            let parts: [u8; 16] = bytes.try_into().map_err(|_| short())?;
            let us = i64::from_be_bytes(parts[..8].try_into().map_err(|_| short())?);
            let days = i32::from_be_bytes(parts[8..12].try_into().map_err(|_| short())?);
            let months = i32::from_be_bytes(parts[12..].try_into().map_err(|_| short())?);
            span(i64::from(months), i64::from(days) * 86_400_000 + us / 1_000)?
        }
        oid::UUID => {
            let bytes: [u8; 16] = bytes.try_into().map_err(|_| short())?;
            format!("UUID '{}'", sql::render::uuid(&bytes))
        }
        oid::JSONB => match bytes.split_first() {
            Some((1, text)) => of_text(kind, text_of(text)?)?,
            _ => return Err(short()),
        },
        other => of_text(other, text_of(bytes)?)?,
    })
}

fn integer(kind: u32, value: i64) -> String {
    let name = match kind {
        oid::INT2 => "smallint",
        oid::INT4 => "integer",
        _ => "bigint",
    };
    // Of the least number, the digits alone are too large.
    format!("CAST('{value}' AS {name})")
}

fn real(kind: u32, value: f64) -> String {
    let text = match value {
        value if value.is_nan() => "NaN".to_owned(),
        value if value.is_infinite() => if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned(),
        value => format!("{value:e}"),
    };
    format!("CAST('{text}' AS {})", if kind == oid::FLOAT4 { "real" } else { "double" })
}

/// A number with a point; with an exponent, or more digits than decimals have, it is a double.
fn numeric(text: &str) -> Option<String> {
    let value: f64 = text.parse().ok()?;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    if !is_plain || digits > 38 {
        return Some(real(oid::FLOAT8, value));
    }
    let scale = text.split_once('.').map_or(0, |(_, after)| after.len());
    Some(format!("CAST('{text}' AS decimal({},{scale}))", digits.max(1)))
}

/// The digits of a binary numeric.
fn digits(bytes: &[u8]) -> Option<String> {
    let short = |at: usize| Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    let (count, weight) = (usize::from(short(0)?), i32::from(short(2)?.cast_signed()));
    let (sign, scale) = (short(4)?, usize::from(short(6)?));
    if bytes.len() != 8 + 2 * count || !(-2_000..2_000).contains(&weight) || scale > 2_000 {
        return None;
    }
    let sign = match sign {
        0 => "",
        0x4000 => "-",
        0xc000 => return Some("NaN".to_owned()),
        _ => return None,
    };
    let group = |index: i32| usize::try_from(index).ok().filter(|index| *index < count);
    let digit = |index: i32| group(index).and_then(|index| short(8 + 2 * index)).unwrap_or(0);
    let whole: String =
        (0..=weight.max(0)).map(|index| format!("{:04}", digit(index + weight.min(0)))).collect();
    let after = i32::try_from(scale.div_ceil(4)).ok()?;
    let part: String = (1..=after).map(|index| format!("{:04}", digit(weight + index))).collect();
    let whole = if weight < 0 { "0" } else { whole.trim_start_matches('0') };
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match scale {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{}", part.get(..scale)?),
    })
}

fn array_of_text(item: u32, text: &str) -> Result<Parameter, Problem> {
    let refused = || Problem::new("22P02", format!("malformed array literal: \"{text}\""));
    let items = arrays::read_text(text).ok_or_else(refused)?;
    let items = items.into_iter().map(|value| {
        Parameter::read(item, Format::Text, value.as_deref().map(str::as_bytes)).map(|read| read.text)
    });
    array(item, items.collect::<Result<_, _>>()?)
}

fn array_of_binary(bytes: &[u8]) -> Result<Parameter, Problem> {
    let short = || Problem::new("22P03", "incorrect binary data for an array");
    let mut at = 0;
    let mut take = |count: usize| -> Result<&[u8], Problem> {
        let part = bytes.get(at..).and_then(|rest| rest.get(..count)).ok_or_else(short)?;
        at += count;
        Ok(part)
    };
    let mut number =
        || -> Result<u32, Problem> { Ok(u32::from_be_bytes(take(4)?.try_into().map_err(|_| short())?)) };
    let (dimensions, _, item) = (number()?, number()?, number()?);
    if dimensions > 1 {
        return Err(Problem::unsupported("an array of more than one dimension"));
    }
    let count = if dimensions == 0 { 0 } else { number()? };
    if dimensions == 1 {
        number()?;
    }
    let mut items = Vec::new();
    for _ in 0..count {
        let length = u32::from_be_bytes(take(4)?.try_into().map_err(|_| short())?);
        let value = if length == u32::MAX { None } else { Some(take(length as usize)?) };
        items.push(Parameter::read(item, Format::Binary, value)?.text);
    }
    array(item, items)
}

fn array(item: u32, items: Vec<String>) -> Result<Parameter, Problem> {
    let name = name_of(item)
        .ok_or_else(|| Problem::unsupported(&format!("a parameter that is an array of type {item}")))?;
    let items = format!("ARRAY[{}]", items.join(", "));
    Ok(Parameter { text: format!("CAST({items} AS array({name}))"), guess: None, postgresql: Some(items) })
}

/// What a text looks like.
fn guess(text: &str) -> Option<String> {
    let text = text.trim();
    let first = *text.as_bytes().first()?;
    if text.parse::<i32>().is_ok() {
        return Some(integer(oid::INT4, text.parse().ok()?));
    }
    if let Ok(value) = text.parse::<i64>() {
        return Some(integer(oid::INT8, value));
    }
    if (first.is_ascii_digit() || matches!(first, b'-' | b'.' | b'+')) && text.parse::<f64>().is_ok() {
        return numeric(text);
    }
    if !text.contains(':')
        && let Some(date) = date(text)
    {
        return Some(format!("DATE '{date}'"));
    }
    if let Some((moment, zone)) = moment(text) {
        let zone = zone.map(|zone| format!(" {zone}")).unwrap_or_default();
        return Some(format!("TIMESTAMP '{moment}{zone}'"));
    }
    match text.to_lowercase().as_str() {
        "t" | "true" => Some("TRUE".to_owned()),
        "f" | "false" => Some("FALSE".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(kind: u32, value: &str) -> String {
        Parameter::read(kind, Format::Text, Some(value.as_bytes())).unwrap().text
    }

    #[test]
    fn texts_become_expressions() {
        assert_eq!(text(oid::TEXT, "it's"), "'it''s'");
        assert_eq!(text(oid::INT2, "-5"), "CAST('-5' AS smallint)");
        assert_eq!(text(oid::NUMERIC, "-12.50"), "CAST('-12.50' AS decimal(4,2))");
        assert_eq!(text(oid::BYTEA, "\\x00ff"), "from_hex('00ff')");
        assert_eq!(
            text(oid::TIMESTAMPTZ, "2020-01-02 03:04:05.678+01"),
            "TIMESTAMP '2020-01-02 03:04:05.678 +01:00'"
        );
        assert_eq!(text(oid::TIMESTAMP, "2020-01-02T03:04"), "TIMESTAMP '2020-01-02 03:04:00.000'");
        assert_eq!(text(oid::DATE, "2024-02-29 +00"), "DATE '2024-02-29'");
        assert_eq!(text(oid::TIME, "01:02:03+00"), "TIME '01:02:03'");
        assert_eq!(
            text(oid::UUID, "{12151FD2758611e98f9e2a86e4085a59}"),
            "UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'"
        );
        assert_eq!(text(oid::INTERVAL, "1 day, 0:00:05.5"), "INTERVAL '86405.500' SECOND");
        assert_eq!(text(oid::INTERVAL, "-1 days -00:00:01"), "INTERVAL -'86401.000' SECOND");
        assert_eq!(text(oid::INTERVAL, "1 year 2 mons"), "INTERVAL '14' MONTH");
        assert_eq!(
            text(1007, "{1,NULL}"),
            "CAST(ARRAY[CAST('1' AS integer), CAST(NULL AS integer)] AS array(integer))"
        );
        for (kind, value) in [(oid::INT4, "x"), (oid::BOOL, "maybe"), (oid::BYTEA, "ab"), (1007, "{")] {
            assert!(Parameter::read(kind, Format::Text, Some(value.as_bytes())).is_err(), "{value}");
        }
    }

    #[test]
    fn what_nobody_says_is_guessed() {
        let guess = |text: &str| Parameter::read(0, Format::Text, Some(text.as_bytes())).unwrap().guess;
        assert_eq!(guess("41").as_deref(), Some("CAST('41' AS integer)"));
        assert_eq!(guess("2.5").as_deref(), Some("CAST('2.5' AS decimal(2,1))"));
        assert_eq!(guess("2020-02-30"), None);
        assert_eq!(guess("2020-02-03").as_deref(), Some("DATE '2020-02-03'"));
        assert_eq!(guess("infinity"), None);
        assert_eq!(guess("word"), None);
    }

    #[test]
    fn binary_becomes_expressions() {
        let read =
            |kind, bytes: &[u8]| Parameter::read(kind, Format::Binary, Some(bytes)).map(|read| read.text);
        assert_eq!(read(oid::INT4, &[0xff; 4]).unwrap(), "CAST('-1' AS integer)");
        assert_eq!(read(oid::DATE, &[0; 4]).unwrap(), "DATE '2000-01-01'");
        assert_eq!(read(oid::TIMESTAMPTZ, &[0; 8]).unwrap(), "TIMESTAMP '2000-01-01 00:00:00.000 UTC'");
        // 0.0001: one group, weight -1, scale 4.
        assert_eq!(
            read(oid::NUMERIC, &[0, 1, 0xff, 0xff, 0, 0, 0, 4, 0, 1]).unwrap(),
            "CAST('0.0001' AS decimal(5,4))"
        );
        assert_eq!(
            read(oid::NUMERIC, &[0, 3, 0, 1, 0x40, 0, 0, 3, 0, 1, 0x09, 0x29, 0x1a, 0x7c]).unwrap(),
            "CAST('-12345.678' AS decimal(8,3))"
        );
    }

    #[test]
    fn rubbish_is_refused() {
        arbtest::arbtest(|noise| {
            let kind = *noise.choose(&[
                16, 17, 20, 21, 23, 26, 700, 701, 1082, 1083, 1114, 1184, 1186, 1700, 2950, 3802, 1007, 1009,
                0, 9,
            ])?;
            let bytes: Vec<u8> = noise.arbitrary()?;
            for format in [Format::Text, Format::Binary] {
                let _ = Parameter::read(kind, format, Some(&bytes));
            }
            Ok(())
        });
    }
}
