//! Object keys: `!{namespace:value}` expressions in prefixes, and what AWS demands of them.
//!
//! [`Prefixes::new`] checks a stream's two prefixes together, as it is created; rendering happens per object. Rules:
//! the Firehose guide, "Understand custom prefixes for Amazon S3 objects". Where it is silent we chose: a prefix with
//! partition keys but no time gets no time appended; an `ErrorOutputPrefix` without expressions is followed by the
//! error's type and the time, as the guide says of a missing one.

mod expression;
mod rules;
mod zone;

use std::collections::BTreeMap;

use jiff::Timestamp;
use kernel::Random;

use super::pattern::{Pattern, PatternError};
use expression::Part;

pub use rules::{Partitioning, Prefixes};
pub use zone::{UnknownZone, Zone};

/// The longest prefix after evaluation, in characters (the guide).
pub const RENDERED_MAX: usize = 512;
/// How long a random string is, in characters (the guide).
pub const RANDOM_LENGTH: usize = 11;

/// A prefix with its expressions read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix {
    parts: Vec<Part>,
}

/// What expressions are evaluated with.
pub struct Context<'a> {
    /// When the oldest record of the object arrived.
    pub arrived: kernel::Timestamp,
    /// The zone that times are written in.
    pub zone: &'a Zone,
    /// What `random-string` draws from.
    pub random: &'a dyn Random,
    /// What went wrong, such as `processing-failed`; empty for sound objects.
    pub error_output_type: &'a str,
    /// What [`super::partition::Query`] made of the records.
    pub keys_from_query: &'a BTreeMap<String, String>,
    /// What the function answered in `metadata.partitionKeys`.
    pub keys_from_lambda: &'a BTreeMap<String, String>,
}

/// Why a prefix is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrefixError {
    /// `!{` without `}`, or without a colon between.
    #[error("the sequence `!{{` can only appear in `!{{namespace:value}}` expressions, which `{0}` is not")]
    Expression(String),
    /// There is no such namespace.
    #[error("`{0}` is no namespace of prefixes")]
    Namespace(String),
    /// The namespace `firehose` knows no such value.
    #[error("`!{{firehose:{0}}}` is unknown; use `error-output-type` or `random-string`")]
    Firehose(String),
    /// A partition key without a name, or with a strange one.
    #[error("`{0}` is no name of a partition key")]
    Key(String),
    /// The time cannot be written so.
    #[error("`!{{timestamp:{0}}}` is no Java DateTimeFormatter pattern: {1}")]
    Pattern(String, PatternError),
    /// `Prefix` names the type of an error.
    #[error("`Prefix` can't contain `!{{firehose:error-output-type}}`")]
    ErrorType,
    /// Expressions in `Prefix` and no `ErrorOutputPrefix`.
    #[error("`ErrorOutputPrefix` can't be null when `Prefix` contains expressions")]
    NoErrorOutputPrefix,
    /// Expressions in `ErrorOutputPrefix`, but not the one it needs.
    #[error(
        "`ErrorOutputPrefix` must contain `!{{firehose:error-output-type}}` when it contains expressions"
    )]
    NoErrorType,
    /// Failed records have no partition keys.
    #[error("`ErrorOutputPrefix` can't contain partition keys")]
    ErrorKeys,
    /// Partition keys, though dynamic partitioning is off.
    #[error(
        "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled"
    )]
    NotPartitioned,
    /// Dynamic partitioning, but the prefix names no key.
    #[error("`Prefix` must contain a partition key expression when dynamic partitioning is enabled")]
    NoKeys,
    /// Nothing provides the key.
    #[error("`!{{{0}}}` names a key that no processor provides")]
    NotProvided(String),
}

/// Why an object has no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// A record without this partition key.
    #[error("the partition key `{0}` is missing or empty")]
    Missing(String),
    /// Longer than [`RENDERED_MAX`].
    #[error("the evaluated prefix has more than {RENDERED_MAX} characters")]
    Length,
}

impl Prefix {
    /// Reads the expressions of a prefix.
    pub fn parse(text: &str) -> Result<Self, PrefixError> {
        Ok(Self { parts: expression::parts(text)? })
    }

    /// The prefix of one object.
    pub fn render(&self, context: &Context<'_>) -> Result<String, RenderError> {
        let arrived =
            i64::try_from(context.arrived.0).ok().and_then(|at| Timestamp::from_millisecond(at).ok());
        let arrived = arrived.unwrap_or(Timestamp::MAX).to_zoned(context.zone.0.clone());
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(literal) => text += literal,
                Part::Time(pattern) => text += &pattern.write(&arrived),
                Part::Random => text += &random_string(context.random),
                Part::ErrorType => text += context.error_output_type,
                Part::FromQuery(name) => text += key(context.keys_from_query, name)?,
                Part::FromLambda(name) => text += key(context.keys_from_lambda, name)?,
            }
        }
        if text.chars().count() > RENDERED_MAX { Err(RenderError::Length) } else { Ok(text) }
    }

    fn any(&self, test: impl Fn(&Part) -> bool) -> bool {
        self.parts.iter().any(test)
    }

    fn has_expressions(&self) -> bool {
        self.any(|part| !matches!(part, Part::Literal(_)))
    }

    fn has_keys(&self) -> bool {
        self.any(|part| matches!(part, Part::FromQuery(_) | Part::FromLambda(_)))
    }

    fn has_time(&self) -> bool {
        self.any(|part| matches!(part, Part::Time(_)))
    }

    fn and(mut self, more: &str) -> Self {
        self.parts.extend(expression::parts(more).expect("invariant: our own expressions are sound"));
        self
    }
}

fn key<'a>(keys: &'a BTreeMap<String, String>, name: &str) -> Result<&'a str, RenderError> {
    let value = keys.get(name).filter(|value| !value.is_empty());
    Ok(value.ok_or_else(|| RenderError::Missing(name.to_owned()))?)
}

/// Eleven of the letters and marks that the guide's example has: `046b6c7f-0b`, the beginning of a UUID.
fn random_string(random: &dyn Random) -> String {
    let mut uuid = random.uuid();
    uuid.truncate(RANDOM_LENGTH);
    uuid
}

/// The key of an object behind its prefix:
/// `<stream>-<version>-<year>-<month>-<day>-<hour>-<minute>-<second>-<uuid><extension>`.
pub fn object_name(
    stream: &str,
    version: u64,
    arrived: kernel::Timestamp,
    zone: &Zone,
    uuid: &str,
    extension: &str,
) -> String {
    let time = Pattern::parse("yyyy-MM-dd-HH-mm-ss").expect("invariant: the pattern is sound");
    let arrived = i64::try_from(arrived.0).ok().and_then(|at| Timestamp::from_millisecond(at).ok());
    let arrived = arrived.unwrap_or(Timestamp::MAX).to_zoned(zone.0.clone());
    format!("{stream}-{version}-{}-{uuid}{extension}", time.write(&arrived))
}

#[cfg(test)]
mod tests;
