//! Filter patterns, the whole language: nothing, terms, a regular expression, a JSON condition, or fields set
//! apart by spaces.
//!
//! Pure: no I/O and no state. Matching takes time in proportion to message and pattern. AWS's user guide ("Filter
//! pattern syntax") is the source; where it is silent the modules say what we chose.

mod comparison;
mod condition;
mod expression;
mod fields;
mod lexer;
mod terms;

use serde_json::Value;

use comparison::Limits;
use condition::Condition;
use expression::Expression;
use fields::Fields;
use terms::Terms;

/// Why a text is not a filter pattern. The text is for the caller.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(pub String);

/// That the pattern is wrong, and why.
fn wrong(why: &str) -> PatternError {
    PatternError(format!("Invalid filter pattern: {why}."))
}

/// What messages must be like.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// Anything.
    All,
    /// They contain certain words.
    Terms(Terms),
    /// They contain what a regular expression describes.
    Expression(Expression),
    /// They are JSON objects with certain values.
    Json(Condition),
    /// They are fields set apart by spaces, with certain values.
    Fields(Fields),
}

/// A message that a pattern matches, taken apart as the pattern takes it.
#[derive(Debug)]
pub enum Reading<'a> {
    /// As it is.
    Text,
    /// A JSON object.
    Json(Value),
    /// Fields by name, `$name`, or by place, `$7`.
    Fields(Vec<(String, &'a str)>),
}

impl Pattern {
    /// The pattern that `text` writes.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let trimmed = text.trim();
        match trimmed.as_bytes() {
            [] => Ok(Self::All),
            [b'{', ..] => Condition::parse(trimmed, &mut Limits::default()).map(Self::Json),
            [b'[', ..] => Fields::parse(trimmed, &mut Limits::default()).map(Self::Fields),
            [b'%', ..] => Expression::whole(trimmed).map(Self::Expression),
            _ => Terms::parse(text).map(Self::Terms),
        }
    }

    /// Whether `message` is like it.
    pub fn matches(&self, message: &str) -> bool {
        self.read(message).is_some()
    }

    /// The message taken apart, if it is like it.
    pub fn read<'a>(&self, message: &'a str) -> Option<Reading<'a>> {
        match self {
            Self::All => Some(Reading::Text),
            Self::Terms(terms) => terms.matches(message).then_some(Reading::Text),
            Self::Expression(expression) => expression.finds(message).then_some(Reading::Text),
            Self::Json(condition) => {
                let object = message.trim_start().starts_with('{');
                let value = serde_json::from_str(message).ok().filter(|_| object)?;
                condition.holds(&value).then_some(Reading::Json(value))
            }
            Self::Fields(fields) => fields.read(message).map(Reading::Fields),
        }
    }

    /// What the pattern takes out of a message it matches, by selector or by `$name`.
    pub fn extract(&self, reading: &Reading<'_>) -> Vec<(String, String)> {
        match (self, reading) {
            (Self::Json(condition), Reading::Json(value)) => condition.extract(value),
            (_, Reading::Fields(fields)) => {
                fields.iter().map(|(name, value)| (name.clone(), (*value).to_owned())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a regular expression is part of it.
    pub fn has_expression(&self) -> bool {
        match self {
            Self::All | Self::Terms(_) => false,
            Self::Expression(_) => true,
            Self::Json(condition) => condition.has_expression(),
            Self::Fields(fields) => fields.has_expression(),
        }
    }

    /// Whether a message it matches has a value under `reference` to be taken: `$.a.b` of JSON, `$name` of fields.
    pub fn knows(&self, reference: &str) -> bool {
        match self {
            Self::Json(_) => condition::selector(reference).is_ok(),
            Self::Fields(fields) => fields.knows(reference),
            Self::All | Self::Terms(_) | Self::Expression(_) => false,
        }
    }
}

impl Reading<'_> {
    /// The text or number under `reference`: `$.a.b` of JSON, `$name` of fields.
    pub fn value(&self, reference: &str) -> Option<String> {
        match self {
            Self::Text => None,
            Self::Json(value) => condition::selector(reference).ok()?.value(value),
            Self::Fields(fields) => {
                fields.iter().find(|(name, _)| name == reference).map(|(_, value)| (*value).to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests;
