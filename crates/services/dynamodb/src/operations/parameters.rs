//! Which parameters a request has, and whether they go together: expressions and what they replaced do not.

use dynamodb_api::ConditionalOperator;
use wire::Fault;

use crate::engine::expression::legacy;
use crate::errors::invalid;

/// The names of the parameters that a request has, in AWS's order.
#[derive(Debug, Default)]
pub struct Parameters {
    expressions: Vec<&'static str>,
    others: Vec<&'static str>,
}

impl Parameters {
    /// With the expression `name`, if it is there.
    pub fn expression<T>(mut self, name: &'static str, value: &Option<T>) -> Self {
        self.expressions.extend(value.as_ref().map(|_| name));
        self
    }

    /// With `name`, which an expression has replaced, if it is there.
    pub fn other<T>(mut self, name: &'static str, value: &Option<T>) -> Self {
        self.others.extend(value.as_ref().map(|_| name));
        self
    }

    /// Refuses expressions mixed with what they replaced, and names or values without expressions. What
    /// follows the refusal of values differs between operations: `no_values`.
    pub fn check<N, V>(&self, names: &Option<N>, values: &Option<V>, no_values: &str) -> Result<(), Fault> {
        legacy::check_not_mixed(&self.expressions, &self.others).map_err(|error| invalid(error.message()))?;
        if names.is_some() && self.expressions.is_empty() {
            return Err(invalid("ExpressionAttributeNames can only be specified when using expressions"));
        }
        let takes_values = |name: &&str| *name != "ProjectionExpression";
        if values.is_some() && !self.expressions.iter().any(takes_values) {
            return Err(invalid(format!(
                "ExpressionAttributeValues can only be specified when using expressions{no_values}"
            )));
        }
        Ok(())
    }
}

/// Refuses a `ConditionalOperator` with fewer than two conditions to combine.
pub fn check_conditional_operator(
    operator: Option<ConditionalOperator>,
    conditions: usize,
) -> Result<(), Fault> {
    match (operator, conditions) {
        (Some(_), 0) => Err(invalid("ConditionalOperator cannot be used without Filter or Expected")),
        (Some(_), 1) => Err(invalid(
            "ConditionalOperator can only be used when Filter or Expected has two or more elements",
        )),
        _ => Ok(()),
    }
}
