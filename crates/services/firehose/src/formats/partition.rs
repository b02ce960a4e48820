//! Partition keys out of records, by a query in jq (`MetadataExtractionQuery`): `{customer:.customer_id,
//! year:.ts|strftime("%Y")}`.
//!
//! The language is jq's without what partition keys have no use for: definitions, assignments, paths as values,
//! labels, and what would read anything but the record (`now`, `env`, `input`); [`Query::parse`] names what it refuses.
//! Numbers are doubles where they are calculated with, as in jq 1.6. Invariant: whatever the query and the record, an
//! evaluation takes at most [`BUDGET`] steps, each a bounded amount of time and memory.

mod evaluate;
mod filters;
mod functions;
mod operators;
mod parse;
mod syntax;
mod texts;
mod times;

use std::collections::BTreeMap;

use serde_json::Value;

use evaluate::{Machine, Stop};
use syntax::Expr;

/// The longest query, in bytes; that of a processor's parameter (Firehose's API: 5120 characters).
pub const QUERY_MAX: usize = 5120;
/// How many partition keys a query may make (Firehose's quota).
pub const KEYS_MAX: usize = 50;
/// How many steps an evaluation may take; one is a value made or looked at, or sixteen bytes of text.
pub const BUDGET: u64 = 1_000_000;

/// A query, ready to be evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    program: Expr,
}

/// Why a query is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the query cannot be read at byte {at}: {problem}")]
pub struct QueryError {
    /// Where the reader stopped, in bytes.
    pub at: usize,
    /// What is wrong there.
    pub problem: String,
}

/// Why a record has no partition keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartitionError {
    /// It is no JSON.
    #[error("the record is not JSON: {0}")]
    NotJson(String),
    /// The query fails on it.
    #[error("the query fails: {0}")]
    Failed(String),
    /// The query takes more than [`BUDGET`] steps.
    #[error("the query takes more than {BUDGET} steps")]
    Budget,
    /// The query makes nothing, or no object.
    #[error("the query makes no object of the record")]
    NoObject,
    /// A key is null, empty, an array or an object.
    #[error("the partition key `{0}` is null, empty or no scalar")]
    NoValue(String),
    /// There are more than [`KEYS_MAX`].
    #[error("the query makes more than {KEYS_MAX} partition keys")]
    TooMany,
}

impl Query {
    /// Reads a query.
    pub fn parse(query: &str) -> Result<Self, QueryError> {
        if query.len() > QUERY_MAX {
            return Err(QueryError { at: QUERY_MAX, problem: format!("it has more than {QUERY_MAX} bytes") });
        }
        Ok(Self { program: parse::program(query)? })
    }

    /// The keys that it makes of every record, where its text says so: where it is one object with names as keys.
    /// Else none.
    pub fn keys(&self) -> Vec<String> {
        let Expr::Object(members) = &self.program else { return Vec::new() };
        let name = |(key, _): &(Expr, Expr)| match key {
            Expr::Constant(Value::String(name)) => Some(name.clone()),
            _ => None,
        };
        members.iter().map(name).collect::<Option<_>>().unwrap_or_default()
    }

    /// The partition keys of a record: the members of the first object that the query makes of it.
    pub fn evaluate(&self, record: &[u8]) -> Result<BTreeMap<String, String>, PartitionError> {
        let record =
            serde_json::from_slice(record).map_err(|error| PartitionError::NotJson(error.to_string()))?;
        let mut made = Vec::new();
        let ended = Machine::new(BUDGET).run(&self.program, &record, &mut made);
        let members = match (made.into_iter().next(), ended) {
            (Some(Value::Object(members)), _) => members,
            (_, Err(Stop::Budget)) => return Err(PartitionError::Budget),
            (None, Err(Stop::Error(error))) => return Err(PartitionError::Failed(operators::text(&error))),
            _ => return Err(PartitionError::NoObject),
        };
        if members.len() > KEYS_MAX {
            return Err(PartitionError::TooMany);
        }
        let scalar = |(name, value): (String, Value)| match value {
            Value::String(ref text) if text.is_empty() => Err(PartitionError::NoValue(name)),
            Value::Null | Value::Array(_) | Value::Object(_) => Err(PartitionError::NoValue(name)),
            value => Ok((name, operators::text(&value))),
        };
        members.into_iter().map(scalar).collect()
    }
}

#[cfg(test)]
mod tests;
