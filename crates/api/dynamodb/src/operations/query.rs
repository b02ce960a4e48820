//! `Query`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Outcome, Service, Shape};

use crate::resource::index_arns;
use crate::{
    AttributeValue, Condition, ConditionalOperator, ConsumedCapacity, ReturnConsumedCapacity, SERVICE, Select,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct Query;

impl Operation for Query {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Query";
    type Input = QueryInput;
    type Output = QueryOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        index_arns(place, &input.table_name, input.index_name.as_ref())
    }

    fn outcome(output: &Self::Output) -> Outcome<'_> {
        let items = output.count.unwrap_or_default();
        Outcome { read: Some(u64::from(items.unsigned_abs())), failure: None, late_ms: None }
    }
}

/// Input of `Query`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct QueryInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: Option<String>,
    pub select: Option<Select>,
    #[shape(length(1..=u64::MAX), member(length(0..=65535)))]
    pub attributes_to_get: Option<Vec<String>>,
    /// At least 1; the service refuses others, as AWS words that differently here.
    pub limit: Option<i32>,
    pub consistent_read: Option<bool>,
    #[shape(key(length(0..=65535)))]
    pub key_conditions: Option<BTreeMap<String, Condition>>,
    #[shape(key(length(0..=65535)))]
    pub query_filter: Option<BTreeMap<String, Condition>>,
    pub conditional_operator: Option<ConditionalOperator>,
    pub scan_index_forward: Option<bool>,
    #[shape(key(length(0..=65535)))]
    pub exclusive_start_key: Option<BTreeMap<String, AttributeValue>>,
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    pub projection_expression: Option<String>,
    pub filter_expression: Option<String>,
    pub key_condition_expression: Option<String>,
    #[shape(member(length(0..=65535)))]
    pub expression_attribute_names: Option<BTreeMap<String, String>>,
    pub expression_attribute_values: Option<BTreeMap<String, AttributeValue>>,
}

/// Output of `Query`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QueryOutput {
    #[shape(member(key(length(0..=65535))))]
    pub items: Option<Vec<BTreeMap<String, AttributeValue>>>,
    pub count: Option<i32>,
    pub scanned_count: Option<i32>,
    #[shape(key(length(0..=65535)))]
    pub last_evaluated_key: Option<BTreeMap<String, AttributeValue>>,
    pub consumed_capacity: Option<ConsumedCapacity>,
}
