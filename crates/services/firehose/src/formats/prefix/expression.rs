//! Reads `!{namespace:value}`.

use super::PrefixError;
use crate::formats::pattern::Pattern;

/// A piece of a prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Literal(String),
    Time(Pattern),
    Random,
    ErrorType,
    FromQuery(String),
    FromLambda(String),
}

/// The pieces of a prefix, in their order.
pub(super) fn parts(text: &str) -> Result<Vec<Part>, PrefixError> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("!{") {
        if start > 0 {
            parts.push(Part::Literal(rest[..start].to_owned()));
        }
        let expression = &rest[start + 2..];
        let end = expression.find('}').ok_or_else(|| PrefixError::Expression(rest[start..].to_owned()))?;
        parts.push(part(&expression[..end])?);
        rest = &expression[end + 1..];
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest.to_owned()));
    }
    Ok(parts)
}

fn part(expression: &str) -> Result<Part, PrefixError> {
    let (namespace, value) =
        expression.split_once(':').ok_or_else(|| PrefixError::Expression(format!("!{{{expression}}}")))?;
    let name = || {
        let sound = (1..=128).contains(&value.len()) && !value.contains(|letter: char| letter.is_control());
        if sound { Ok(value.to_owned()) } else { Err(PrefixError::Key(value.to_owned())) }
    };
    match (namespace, value) {
        ("timestamp", pattern) => match Pattern::parse(pattern) {
            Ok(pattern) => Ok(Part::Time(pattern)),
            Err(error) => Err(PrefixError::Pattern(value.to_owned(), error)),
        },
        ("firehose", "random-string") => Ok(Part::Random),
        ("firehose", "error-output-type") => Ok(Part::ErrorType),
        ("firehose", _) => Err(PrefixError::Firehose(value.to_owned())),
        ("partitionKeyFromQuery", _) => name().map(Part::FromQuery),
        ("partitionKeyFromLambda", _) => name().map(Part::FromLambda),
        _ => Err(PrefixError::Namespace(namespace.to_owned())),
    }
}
