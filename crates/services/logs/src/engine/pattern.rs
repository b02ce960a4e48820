//! Filter patterns: nothing, terms, or a JSON condition.
//!
//! Lacks AWS's regular expressions (`%…%`) and space-delimited patterns (`[a, b]`): they are refused.

mod condition;
mod lexer;
mod terms;

use condition::Condition;
use terms::Terms;

/// Why a text is not a filter pattern. The text is for the caller.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(pub String);

/// What messages must be like.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// Anything.
    All,
    /// They contain certain words.
    Terms(Terms),
    /// They are JSON objects with certain values.
    Json(Condition),
}

impl Pattern {
    /// The pattern that `text` writes.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let refuse =
            |what: &str| Err(PatternError(format!("Invalid filter pattern: {what} are not supported here.")));
        match text.trim().as_bytes() {
            [] => Ok(Self::All),
            [b'{', ..] => Condition::parse(text.trim()).map(Self::Json),
            [b'[', ..] => refuse("space-delimited patterns such as [a, b]"),
            [b'%', ..] => refuse("regular expressions such as %a.b%"),
            _ => Terms::parse(text).map(Self::Terms),
        }
    }

    /// Whether `message` is like it.
    pub fn matches(&self, message: &str) -> bool {
        match self {
            Self::All => true,
            Self::Terms(terms) => terms.matches(message),
            Self::Json(condition) => condition.matches(message),
        }
    }
}
