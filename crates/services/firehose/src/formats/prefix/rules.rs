//! What a stream's two prefixes must be to one another, and what stands in for a missing one.

use super::expression::Part;
use super::{Prefix, PrefixError};

/// What a stream extracts partition keys with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Partitioning<'a> {
    /// Whether dynamic partitioning is enabled.
    pub enabled: bool,
    /// The keys of its metadata extraction query ([`crate::formats::partition::Query::keys`]), if it has one; an
    /// empty list if they are not known before a record is there.
    pub query_keys: Option<&'a [String]>,
    /// Whether it has a function, which may answer any keys.
    pub function: bool,
}

/// The prefixes of sound and of failed objects, checked against each other and complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefixes {
    /// Of sound objects.
    pub sound: Prefix,
    /// Of failed ones.
    pub failed: Prefix,
}

impl Prefixes {
    /// The prefixes of a stream with this `Prefix` and `ErrorOutputPrefix`.
    pub fn new(
        prefix: Option<&str>,
        error_output_prefix: Option<&str>,
        partitioning: Partitioning<'_>,
    ) -> Result<Self, PrefixError> {
        let stated = prefix.unwrap_or_default();
        let sound = Prefix::parse(stated)?;
        if sound.any(|part| *part == Part::ErrorType) {
            return Err(PrefixError::ErrorType);
        }
        check_keys(&sound, partitioning)?;
        let failed = match error_output_prefix {
            Some(text) => error_prefix(Prefix::parse(text)?)?,
            None if sound.has_expressions() => return Err(PrefixError::NoErrorOutputPrefix),
            None => sound.clone().and("!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH/}"),
        };
        let timeless = !sound.has_time() && !sound.has_keys();
        let sound = if timeless { sound.and("!{timestamp:yyyy/MM/dd/HH/}") } else { sound };
        Ok(Self { sound, failed })
    }
}

fn check_keys(prefix: &Prefix, partitioning: Partitioning<'_>) -> Result<(), PrefixError> {
    match (partitioning.enabled, prefix.has_keys()) {
        (false, true) => return Err(PrefixError::NotPartitioned),
        (true, false) => return Err(PrefixError::NoKeys),
        _ => {}
    }
    for part in &prefix.parts {
        match part {
            Part::FromQuery(name) => {
                let known = |keys: &[String]| keys.is_empty() || keys.contains(name);
                if !partitioning.query_keys.is_some_and(known) {
                    return Err(PrefixError::NotProvided(format!("partitionKeyFromQuery:{name}")));
                }
            }
            Part::FromLambda(name) if !partitioning.function => {
                return Err(PrefixError::NotProvided(format!("partitionKeyFromLambda:{name}")));
            }
            _ => {}
        }
    }
    Ok(())
}

fn error_prefix(prefix: Prefix) -> Result<Prefix, PrefixError> {
    if prefix.has_keys() {
        return Err(PrefixError::ErrorKeys);
    }
    if !prefix.has_expressions() {
        return Ok(prefix.and("!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH/}"));
    }
    if !prefix.any(|part| *part == Part::ErrorType) {
        return Err(PrefixError::NoErrorType);
    }
    Ok(prefix)
}
