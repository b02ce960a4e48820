//! The parameters that expressions replaced, translated to the same trees.
//!
//! `Expected`, `QueryFilter` and `ScanFilter` become conditions, `KeyConditions` key conditions,
//! `AttributeUpdates` updates and `AttributesToGet` projections. The values are taken as checked.

mod attribute_updates;
mod comparison;
mod expected;

use std::collections::{BTreeMap, BTreeSet};

pub use attribute_updates::{AttributeUpdate, UpdateAction, attribute_updates};
pub use comparison::{Comparison, ComparisonOperator};
pub use expected::{Expectation, expected};

use super::{Condition, ExpressionError, KeyCondition, Path, Projection, Test};

/// `ConditionalOperator`: how the conditions on several attributes combine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ConditionalOperator {
    /// All have to hold.
    #[default]
    And,
    /// One has to hold.
    Or,
}

impl ConditionalOperator {
    fn join(self, mut tests: Vec<Test>) -> Condition {
        Condition::of(match (self, tests.len()) {
            (_, 1) => tests.remove(0),
            (Self::And, _) => Test::And(tests),
            (Self::Or, _) => Test::Or(tests),
        })
    }
}

/// `QueryFilter` or `ScanFilter` as a condition.
///
/// # Errors
/// When an operator has the wrong values.
pub fn filter(
    comparisons: BTreeMap<String, Comparison>,
    operator: ConditionalOperator,
) -> Result<Condition, ExpressionError> {
    let tests = comparisons.into_iter().map(|(name, comparison)| {
        comparison.check()?;
        Ok(comparison.test(Path::attribute(name)))
    });
    Ok(operator.join(tests.collect::<Result<_, _>>()?))
}

/// `KeyConditions` as a key condition.
///
/// # Errors
/// When an operator has the wrong values or none that a key can be asked.
pub fn key_conditions(comparisons: BTreeMap<String, Comparison>) -> Result<KeyCondition, ExpressionError> {
    comparisons.values().try_for_each(Comparison::check)?;
    if !matches!(comparisons.len(), 1 | 2) {
        return Err(ExpressionError::new("Conditions can be of length 1 or 2 only"));
    }
    let tests = comparisons.into_iter().map(|(name, comparison)| Ok((name, comparison.sort_test()?)));
    Ok(KeyCondition { tests: tests.collect::<Result<_, ExpressionError>>()? })
}

/// `AttributesToGet` as a projection.
///
/// # Errors
/// When a name is there twice.
pub fn attributes_to_get(names: Vec<String>) -> Result<Projection, ExpressionError> {
    let mut seen = BTreeSet::new();
    match names.iter().find(|name| !seen.insert(name.as_str())) {
        Some(twice) => Err(wrong(format_args!("Duplicate value in attribute name: {twice}"))),
        None => Ok(Projection::of(names.into_iter().map(Path::attribute).collect())),
    }
}

/// Checks that a request does not mix expressions with what they replaced. Both lists hold the names of the
/// parameters that the request has, in AWS's order.
///
/// # Errors
/// When neither list is empty.
pub fn check_not_mixed(expressions: &[&str], others: &[&str]) -> Result<(), ExpressionError> {
    if expressions.is_empty() || others.is_empty() {
        return Ok(());
    }
    Err(ExpressionError::new(format!(
        "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: \
         {{{}}} Expression parameters: {{{}}}",
        others.join(", "),
        expressions.join(", ")
    )))
}

fn wrong(problem: std::fmt::Arguments<'_>) -> ExpressionError {
    ExpressionError::new(format!("One or more parameter values were invalid: {problem}"))
}

#[cfg(test)]
mod tests;
