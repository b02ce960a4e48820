//! The parameters that expressions replaced, from their shapes to the engine's terms.

use std::collections::BTreeMap;

use dynamodb_api as api;

use crate::engine::expression::legacy::{
    AttributeUpdate, Comparison, ComparisonOperator, ConditionalOperator, Expectation, UpdateAction,
};

/// `QueryFilter`, `ScanFilter` or `KeyConditions`.
pub fn comparisons(all: BTreeMap<String, api::Condition>) -> BTreeMap<String, Comparison> {
    let comparison = |condition: api::Condition| Comparison {
        operator: comparison_operator(condition.comparison_operator),
        values: condition.attribute_value_list.unwrap_or_default(),
    };
    all.into_iter().map(|(name, condition)| (name, comparison(condition))).collect()
}

/// `Expected`.
pub fn expectations(all: BTreeMap<String, api::ExpectedAttributeValue>) -> BTreeMap<String, Expectation> {
    let expectation = |expected: api::ExpectedAttributeValue| Expectation {
        exists: expected.exists,
        value: expected.value,
        operator: expected.comparison_operator.map(comparison_operator),
        values: expected.attribute_value_list,
    };
    all.into_iter().map(|(name, expected)| (name, expectation(expected))).collect()
}

/// `AttributeUpdates`.
pub fn updates(all: BTreeMap<String, api::AttributeValueUpdate>) -> BTreeMap<String, AttributeUpdate> {
    let update = |update: api::AttributeValueUpdate| AttributeUpdate {
        action: match update.action {
            None | Some(api::AttributeAction::Put) => UpdateAction::Put,
            Some(api::AttributeAction::Add) => UpdateAction::Add,
            Some(api::AttributeAction::Delete) => UpdateAction::Delete,
        },
        value: update.value,
    };
    all.into_iter().map(|(name, of_attribute)| (name, update(of_attribute))).collect()
}

/// `ConditionalOperator`.
pub fn conditional_operator(operator: Option<api::ConditionalOperator>) -> ConditionalOperator {
    match operator {
        None | Some(api::ConditionalOperator::And) => ConditionalOperator::And,
        Some(api::ConditionalOperator::Or) => ConditionalOperator::Or,
    }
}

fn comparison_operator(operator: api::ComparisonOperator) -> ComparisonOperator {
    match operator {
        api::ComparisonOperator::Eq => ComparisonOperator::Equal,
        api::ComparisonOperator::Ne => ComparisonOperator::NotEqual,
        api::ComparisonOperator::In => ComparisonOperator::In,
        api::ComparisonOperator::Le => ComparisonOperator::LessOrEqual,
        api::ComparisonOperator::Lt => ComparisonOperator::Less,
        api::ComparisonOperator::Ge => ComparisonOperator::GreaterOrEqual,
        api::ComparisonOperator::Gt => ComparisonOperator::Greater,
        api::ComparisonOperator::Between => ComparisonOperator::Between,
        api::ComparisonOperator::NotNull => ComparisonOperator::NotNull,
        api::ComparisonOperator::Null => ComparisonOperator::Null,
        api::ComparisonOperator::Contains => ComparisonOperator::Contains,
        api::ComparisonOperator::NotContains => ComparisonOperator::NotContains,
        api::ComparisonOperator::BeginsWith => ComparisonOperator::BeginsWith,
    }
}
