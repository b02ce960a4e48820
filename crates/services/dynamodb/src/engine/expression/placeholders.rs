//! `ExpressionAttributeNames` and `ExpressionAttributeValues`: what `#name` and `:value` stand for.
//!
//! One pair serves all expressions of a request, and AWS refuses what none of them uses, so each parse marks
//! what it meets and [`Placeholders::finish`] looks for the rest. The values themselves are taken as
//! checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamodb_api::AttributeValue;

use super::{ExpressionError, ExpressionKind};

/// The longest `#name`, sign included, bytes (quotas, "Expression attribute names and values").
const NAME_BYTES_MAX: usize = 255;

/// The placeholders of one request.
#[derive(Debug, Default)]
pub struct Placeholders {
    names: BTreeMap<String, Slot<String>>,
    values: BTreeMap<String, Slot<Arc<AttributeValue>>>,
}

#[derive(Debug)]
struct Slot<T> {
    meaning: T,
    used: bool,
}

impl Placeholders {
    /// The placeholders a request came with; `None` where it had no such parameter.
    ///
    /// # Errors
    /// When a map is empty or a key is not a `#` or `:` and letters, digits or `_`.
    pub fn new(
        names: Option<BTreeMap<String, String>>,
        values: Option<BTreeMap<String, AttributeValue>>,
    ) -> Result<Self, ExpressionError> {
        const NAMES: &str = "ExpressionAttributeNames";
        const VALUES: &str = "ExpressionAttributeValues";
        let names = checked(NAMES, b'#', names)?;
        for (key, name) in &names {
            if key.len() > NAME_BYTES_MAX {
                return Err(ExpressionError::new(format!(
                    "{NAMES} contains invalid key: The expression attribute map contains a key that is too long; \
                     size of key: {}",
                    key.len()
                )));
            }
            if name.meaning.is_empty() {
                return Err(ExpressionError::new(format!(
                    "{NAMES} contains invalid value: Empty attribute name for key {key}"
                )));
            }
        }
        let values = checked(VALUES, b':', values)?;
        let shared = |(key, slot): (String, Slot<AttributeValue>)| {
            (key, Slot { meaning: Arc::new(slot.meaning), used: slot.used })
        };
        Ok(Self { names, values: values.into_iter().map(shared).collect() })
    }

    /// To be called after the last expression of the request.
    ///
    /// # Errors
    /// When a placeholder is in no expression.
    pub fn finish(&self) -> Result<(), ExpressionError> {
        unused("ExpressionAttributeNames", &self.names)?;
        unused("ExpressionAttributeValues", &self.values)
    }

    pub(super) fn name(&mut self, kind: ExpressionKind, key: &str) -> Result<&str, ExpressionError> {
        let slot = self.names.get_mut(key).ok_or_else(|| {
            let problem =
                "An expression attribute name used in the document path is not defined; attribute name:";
            ExpressionError::invalid(kind, format_args!("{problem} {key}"))
        })?;
        slot.used = true;
        Ok(&slot.meaning)
    }

    pub(super) fn value(
        &mut self,
        kind: ExpressionKind,
        key: &str,
    ) -> Result<Arc<AttributeValue>, ExpressionError> {
        let slot = self.values.get_mut(key).ok_or_else(|| {
            let problem = "An expression attribute value used in expression is not defined; attribute value:";
            ExpressionError::invalid(kind, format_args!("{problem} {key}"))
        })?;
        slot.used = true;
        Ok(Arc::clone(&slot.meaning))
    }
}

fn checked<T>(
    parameter: &str,
    sign: u8,
    map: Option<BTreeMap<String, T>>,
) -> Result<BTreeMap<String, Slot<T>>, ExpressionError> {
    let Some(map) = map else { return Ok(BTreeMap::new()) };
    if map.is_empty() {
        return Err(ExpressionError::new(format!("{parameter} must not be empty")));
    }
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    for key in map.keys() {
        let valid = matches!(key.as_bytes(), [first, rest @ ..]
            if *first == sign && !rest.is_empty() && rest.iter().all(word));
        if !valid {
            let problem = format!("{parameter} contains invalid key: Syntax error; key: \"{key}\"");
            return Err(ExpressionError::new(problem));
        }
    }
    Ok(map.into_iter().map(|(key, meaning)| (key, Slot { meaning, used: false })).collect())
}

fn unused<T>(parameter: &str, map: &BTreeMap<String, Slot<T>>) -> Result<(), ExpressionError> {
    let mut keys: Vec<&str> =
        map.iter().filter(|(_, slot)| !slot.used).map(|(key, _)| key.as_str()).collect();
    if keys.is_empty() {
        return Ok(());
    }
    keys.sort_by_key(|key| java_slot(key, map.len()));
    let keys = keys.join(", ");
    Err(ExpressionError::new(format!(
        "Value provided in {parameter} unused in expressions: keys: {{{keys}}}"
    )))
}

/// Where Java's hash set of `count` keys keeps this one: AWS lists keys in that order.
fn java_slot(key: &str, count: usize) -> usize {
    let hash = key.bytes().fold(0_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
    let slots = (count * 4 / 3 + 1).max(16).next_power_of_two();
    (hash ^ (hash >> 16)) as usize & (slots - 1)
}
