//! Expressions over partition keys, as GetPartitions takes them: SQL's comparisons, AND, OR, NOT, IN, LIKE, BETWEEN
//! and IS NULL, with each literal read as the type of the key that it is compared with.
//!
//! A value `__HIVE_DEFAULT_PARTITION__` is null. Evaluation may know the first values only: what they leave undecided
//! is open. Lacks: functions, arithmetic, comparisons of two keys, ESCAPE.

mod condition;
mod error;
mod like;
mod parser;
mod tokens;
mod value;

pub use condition::Truth;
use condition::{Condition, Test};
pub use error::ExpressionError;
use value::Value;

use super::values;

/// An expression, ready to be asked of partitions.
#[derive(Clone, Debug)]
pub struct Filter {
    condition: Condition,
    kinds: Vec<value::Kind>,
    prefix: Vec<u8>,
}

impl Filter {
    /// Reads an expression over partition keys, given as names and types. What is empty wants everything.
    pub fn parse(text: &str, keys: &[(String, String)]) -> Result<Option<Self>, ExpressionError> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let kinds: Vec<_> = keys.iter().map(|(_, kind)| value::Kind::of(kind)).collect();
        let condition = parser::parse(text, keys, &kinds)?;
        let prefix = prefix_of(&condition, keys.len());
        Ok(Some(Self { condition, kinds, prefix }))
    }

    /// What encoded values begin with wherever the expression holds.
    pub fn prefix(&self) -> &[u8] {
        &self.prefix
    }

    /// Whether the expression holds for a partition whose first values are these.
    pub fn evaluate(&self, first: &[String]) -> Result<Truth, ExpressionError> {
        self.condition.evaluate(&|key| match first.get(key) {
            None => Ok(None),
            Some(text) => Value::stored(text, &self.kinds[key]).map(Some),
        })
    }
}

/// What the values of the first keys must be or begin with: strings have one form for each value, numbers many.
fn prefix_of(condition: &Condition, keys: usize) -> Vec<u8> {
    let mut needed = Vec::new();
    condition.conjuncts(&mut needed);
    let mut prefix = Vec::new();
    for key in 0..keys {
        let mut tests = needed.iter().filter(|(of, _)| *of == key).map(|(_, test)| *test);
        if let Some(text) = tests.clone().find_map(Test::only_text) {
            values::encode(&mut prefix, &[text]);
        } else {
            if let Some(beginning) = tests.find_map(Test::beginning) {
                values::encode_beginning(&mut prefix, beginning);
            }
            break;
        }
    }
    prefix
}

#[cfg(test)]
mod tests;
