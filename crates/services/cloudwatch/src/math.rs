//! Metric math: expressions over time series (CloudWatch guide, "Using math expressions with CloudWatch metrics").
//!
//! A text is parsed into an [`Expression`], which is evaluated against a [`Source`] of what it names. Values are
//! numbers, texts, time series and arrays of time series. Two series meet where both have a data point; what gives no
//! number (a division by zero) gives no data point. Knows no AWS error text around its own.
//!
//! Invariants: parsing never panics on any text, nesting is bounded, and so are the points of a value. Lacks: what
//! asks other services (SERVICE_QUOTA, LAMBDA, …), anomaly bands, Metrics Insights; in SEARCH a partial term is looked
//! for in the whole text of names and values, not word by word.

mod arithmetic;
mod evaluate;
mod expression;
mod functions;
mod label;
mod parse;
mod search;
mod series;
mod shape;
mod time;
mod token;

pub use evaluate::{Source, evaluate};
pub use expression::Expression;
pub use label::{dynamic, is_dynamic};
pub use parse::parse;
pub use search::Pattern;
pub use series::{Points, Series, Value, Window};

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MathError(pub String);

type Result<T> = std::result::Result<T, MathError>;

fn refuse<T>(text: impl Into<String>) -> Result<T> {
    Err(MathError(text.into()))
}
