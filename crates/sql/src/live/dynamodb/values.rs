//! Attribute values as cells, and as JSON: numbers with all their digits, bytes in base64, sets as arrays.

use std::borrow::Cow;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dynamodb_api::{AttributeValue, Item, Number};

use crate::live::columns::{Cell, Kind};

/// A whole number that fits.
fn whole(number: &Number) -> Option<i64> {
    let power = 10_i128.checked_pow(u32::try_from(number.exponent()).ok()?)?;
    number.coefficient().checked_mul(power)?.try_into().ok()
}

impl Cell for AttributeValue {
    fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::Null => return None,
            Self::Bool(_) => Kind::Boolean,
            Self::N(number) if whole(number).is_some() => Kind::Integer,
            Self::N(_) => Kind::Double,
            Self::B(_) => Kind::Binary,
            Self::S(_) | Self::Ss(_) | Self::Ns(_) | Self::Bs(_) | Self::M(_) | Self::L(_) => Kind::Text,
        })
    }

    fn boolean(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    fn integer(&self) -> Option<i64> {
        if let Self::N(number) = self { whole(number) } else { None }
    }

    fn double(&self) -> Option<f64> {
        if let Self::N(number) = self { number.to_string().parse().ok() } else { None }
    }

    fn binary(&self) -> Option<&[u8]> {
        if let Self::B(bytes) = self { Some(bytes) } else { None }
    }

    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::S(text) => Cow::Borrowed(text),
            Self::B(bytes) => Cow::Owned(STANDARD.encode(bytes)),
            other => Cow::Owned(json(other)),
        }
    }
}

/// A value as JSON.
fn json(value: &AttributeValue) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// An item as JSON.
pub fn json_of_item(item: &Item) -> String {
    let mut out = String::new();
    write_map(item, &mut out);
    out
}

fn write(value: &AttributeValue, out: &mut String) {
    match value {
        AttributeValue::Null => out.push_str("null"),
        AttributeValue::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        AttributeValue::N(number) => write_number(number, out),
        AttributeValue::S(text) => write_text(text, out),
        AttributeValue::B(bytes) => write_text(&STANDARD.encode(bytes), out),
        AttributeValue::Ss(texts) => write_list(texts, out, |text, out| write_text(text, out)),
        AttributeValue::Ns(numbers) => write_list(numbers, out, write_number),
        AttributeValue::Bs(all) => {
            write_list(all, out, |bytes, out| write_text(&STANDARD.encode(bytes), out))
        }
        AttributeValue::L(values) => write_list(values, out, write),
        AttributeValue::M(map) => write_map(map, out),
    }
}

fn write_number(number: &Number, out: &mut String) {
    write!(out, "{number}").expect("invariant: a string takes all that is written");
}

fn write_text(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

fn write_list<T>(values: impl IntoIterator<Item = T>, out: &mut String, each: impl Fn(T, &mut String)) {
    out.push('[');
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        each(value, out);
    }
    out.push(']');
}

fn write_map(map: &Item, out: &mut String) {
    out.push('{');
    for (index, (name, value)) in map.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_text(name, out);
        out.push(':');
        write(value, out);
    }
    out.push('}');
}

/// About how many bytes a value takes.
pub fn size(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::B(bytes) => bytes.len(),
        AttributeValue::N(number) => number.digits() as usize / 2 + 1,
        AttributeValue::Null | AttributeValue::Bool(_) => 1,
        AttributeValue::Ss(texts) => texts.iter().map(String::len).sum(),
        AttributeValue::Ns(numbers) => numbers.iter().map(|number| number.digits() as usize / 2 + 1).sum(),
        AttributeValue::Bs(all) => all.iter().map(bytes::Bytes::len).sum(),
        AttributeValue::L(values) => values.iter().map(size).sum(),
        AttributeValue::M(map) => map.iter().map(|(name, value)| name.len() + size(value)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> AttributeValue {
        AttributeValue::N(text.parse().unwrap())
    }

    #[test]
    fn numbers_are_whole_where_they_fit() {
        assert_eq!(number("9223372036854775807").integer(), Some(i64::MAX));
        assert_eq!(number("-9223372036854775808").integer(), Some(i64::MIN));
        assert_eq!(number("12e3").integer(), Some(12_000));
        for text in ["9223372036854775808", "1.5", "1e100"] {
            assert_eq!(number(text).kind(), Some(Kind::Double), "{text}");
            assert_eq!(number(text).integer(), None);
        }
        assert_eq!(number("1.5").double(), Some(1.5));
    }

    #[test]
    fn json_keeps_all_digits() {
        let exact = "0.12345678901234567890123456789012345678";
        let map = Item::from([
            ("a\"b".to_owned(), AttributeValue::L(vec![number(exact), AttributeValue::Null])),
            ("c".to_owned(), AttributeValue::Ss(["x".to_owned(), "y".to_owned()].into())),
            ("d".to_owned(), AttributeValue::B(bytes::Bytes::from_static(b"\x00\xff"))),
        ]);
        let expected = format!(r#"{{"a\"b":[{exact},null],"c":["x","y"],"d":"AP8="}}"#);
        assert_eq!(json_of_item(&map), expected);
        assert_eq!(AttributeValue::M(map).text(), expected);
    }
}
