//! Expressions: conditions, filters, key conditions, projections and updates.
//!
//! A text goes through four steps, each over the whole text, because that is the order in which AWS reports
//! what is wrong: tokens ([`lexer`]), a syntax tree ([`parser`]), reserved words and misplaced functions
//! ([`grammar`]), then placeholders and the types of operands ([`resolve`]). What comes out owns its names,
//! shares its values, and is evaluated without allocating. The parameters that expressions replaced
//! (`Expected`, `AttributeUpdates`, …) are translated to the same trees in [`legacy`].
//!
//! Nothing here recurses deeper than [`OPERATORS_MAX`], whatever the text. Every error is a
//! `ValidationException` in AWS's words; where an operation puts `1 validation error detected: ` before
//! them, that is the operation's business.
//!
//! ```
//! use dynamodb_api::{AttributeValue, Item};
//! use dynamodb_service::engine::expression::{Condition, ExpressionKind, Placeholders};
//!
//! let values = [(":max".to_owned(), AttributeValue::N(20.into()))].into();
//! let mut placeholders = Placeholders::new(None, Some(values))?;
//! let condition = Condition::parse(ExpressionKind::Condition, "price < :max", &mut placeholders)?;
//! placeholders.finish()?;
//! assert!(condition.holds(&Item::from([("price".to_owned(), AttributeValue::N(15.into()))])));
//! # Ok::<(), dynamodb_service::engine::expression::ExpressionError>(())
//! ```

mod compare;
mod condition;
mod grammar;
mod key_condition;
pub mod legacy;

mod lexer;
mod parser;
mod path;
mod placeholders;
mod projection;
mod reserved;
mod resolve;
mod syntax;
mod update;

use std::fmt;

use thiserror::Error;

pub use condition::{Condition, Operand, Test};
pub use key_condition::{KeyCondition, KeyTest, SortTest};
pub use path::{Path, Step};
pub use placeholders::Placeholders;
pub use projection::Projection;
pub use syntax::Comparator;
pub use update::{Action, SetValue, Update};

/// The longest text of an expression, bytes of UTF-8 (quotas, "Expression parameters").
pub const EXPRESSION_BYTES_MAX: usize = 4096;

/// The most operators and functions in one expression (quotas, "Operators and operands").
pub const OPERATORS_MAX: usize = 300;

/// The most operands of `IN`.
pub const IN_OPERANDS_MAX: usize = 100;

/// The most steps of a document path (quotas, "Item attributes").
pub const PATH_LEVELS_MAX: usize = 32;

/// Which parameter an expression came in; errors name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpressionKind {
    /// `ConditionExpression`
    Condition,
    /// `FilterExpression`
    Filter,
    /// `KeyConditionExpression`
    KeyCondition,
    /// `ProjectionExpression`
    Projection,
    /// `UpdateExpression`
    Update,
}

impl fmt::Display for ExpressionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Condition => "ConditionExpression",
            Self::Filter => "FilterExpression",
            Self::KeyCondition => "KeyConditionExpression",
            Self::Projection => "ProjectionExpression",
            Self::Update => "UpdateExpression",
        })
    }
}

/// What AWS answers to a wrong expression, as the message of a `ValidationException`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct ExpressionError(String);

impl ExpressionError {
    /// The message, in AWS's words.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0
    }

    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A problem that AWS reports with the name of the parameter before it.
    fn invalid(kind: ExpressionKind, problem: impl fmt::Display) -> Self {
        Self(format!("Invalid {kind}: {problem}"))
    }
}

#[cfg(test)]
mod tests;
