//! Expressions against AWS's answers: texts that its service, or the local edition of it, is on record for.

mod conditions;
mod key_conditions;
mod projections;
mod rubbish;
mod updates;

use std::collections::BTreeMap;

use bytes::Bytes;
use dynamodb_api::{AttributeValue, Item, Number};

use super::{ExpressionError, Placeholders};

pub(super) fn n(text: &str) -> AttributeValue {
    AttributeValue::N(text.parse::<Number>().unwrap())
}

pub(super) fn s(text: &str) -> AttributeValue {
    text.into()
}

pub(super) fn b(bytes: &'static [u8]) -> AttributeValue {
    AttributeValue::B(Bytes::from_static(bytes))
}

pub(super) fn ss(members: &[&str]) -> AttributeValue {
    AttributeValue::Ss(members.iter().map(|&member| member.to_owned()).collect())
}

pub(super) fn ns(members: &[&str]) -> AttributeValue {
    AttributeValue::Ns(members.iter().map(|member| member.parse().unwrap()).collect())
}

pub(super) fn list<const N: usize>(elements: [AttributeValue; N]) -> AttributeValue {
    AttributeValue::L(elements.into())
}

pub(super) fn map<const N: usize>(entries: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(item(entries))
}

pub(super) fn item<const N: usize>(entries: [(&str, AttributeValue); N]) -> Item {
    entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Placeholders with these names and values; none of a kind where there are none.
pub(super) fn placeholders(names: &[(&str, &str)], values: &[(&str, AttributeValue)]) -> Placeholders {
    let names: BTreeMap<String, String> =
        names.iter().map(|&(key, name)| (key.to_owned(), name.to_owned())).collect();
    let values: BTreeMap<String, AttributeValue> =
        values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    Placeholders::new((!names.is_empty()).then_some(names), (!values.is_empty()).then_some(values)).unwrap()
}

/// The message, or `accepted`.
pub(super) fn message<T>(result: Result<T, ExpressionError>) -> String {
    result.err().map_or("accepted".to_owned(), |error| error.message().to_owned())
}
