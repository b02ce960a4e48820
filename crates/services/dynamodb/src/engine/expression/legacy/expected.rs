//! `Expected`: conditions on attributes, in their older form (`Exists`, `Value`) or their newer one
//! (`ComparisonOperator`, `AttributeValueList`).

use std::collections::BTreeMap;

use dynamodb_api::AttributeValue;

use super::super::{Comparator, Condition, ExpressionError, Operand, Path, Test};
use super::{Comparison, ComparisonOperator, ConditionalOperator, wrong};

/// What is expected of one attribute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expectation {
    /// `Exists`
    pub exists: Option<bool>,
    /// `Value`
    pub value: Option<AttributeValue>,
    /// `ComparisonOperator`
    pub operator: Option<ComparisonOperator>,
    /// `AttributeValueList`
    pub values: Option<Vec<AttributeValue>>,
}

/// `Expected` as a condition.
///
/// # Errors
/// When an attribute mixes the two forms or lacks what its form needs.
pub fn expected(
    all: BTreeMap<String, Expectation>,
    operator: ConditionalOperator,
) -> Result<Condition, ExpressionError> {
    let tests = all.into_iter().map(|(name, expectation)| expectation.test(&name));
    Ok(operator.join(tests.collect::<Result<_, _>>()?))
}

impl Expectation {
    fn test(self, name: &str) -> Result<Test, ExpressionError> {
        let path = Path::attribute(name);
        let Self { exists, value, operator, values } = self;
        if value.is_some() && values.is_some() {
            return Err(wrong(format_args!(
                "Value and AttributeValueList cannot be used together for Attribute: {name}"
            )));
        }
        let Some(operator) = operator else {
            if values.is_some() {
                return Err(wrong(format_args!(
                    "AttributeValueList can only be used with a ComparisonOperator for Attribute: {name}"
                )));
            }
            return match (exists, value) {
                (Some(true) | None, Some(value)) => {
                    Ok(Test::Compare(Comparator::Equal, Operand::Path(path), Operand::constant(value)))
                }
                (Some(false), None) => Ok(Test::NotExists(path)),
                (Some(false), Some(_)) => Err(wrong(format_args!(
                    "Value cannot be used when Exists is false for Attribute: {name}"
                ))),
                (exists, None) => {
                    let exists = if exists.is_some() { "true" } else { "null" };
                    Err(wrong(format_args!(
                        "Value must be provided when Exists is {exists} for Attribute: {name}"
                    )))
                }
            };
        };
        if exists.is_some() {
            return Err(wrong(format_args!(
                "Exists and ComparisonOperator cannot be used together for Attribute: {name}"
            )));
        }
        let needs_none = matches!(operator, ComparisonOperator::Null | ComparisonOperator::NotNull);
        if !needs_none && value.is_none() && values.is_none() {
            return Err(wrong(format_args!(
                "Value or AttributeValueList must be used with ComparisonOperator: {} for Attribute: {name}",
                operator.name()
            )));
        }
        let values = values.unwrap_or_else(|| value.into_iter().collect());
        let comparison = Comparison { operator, values };
        comparison.check()?;
        Ok(comparison.test(path))
    }
}
