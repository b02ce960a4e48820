//! `DeleteItem`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::types::enveloped_refusal;
use crate::{
    AttributeValue, ConditionalOperator, ConsumedCapacity, ExpectedAttributeValue, ItemCollectionMetrics,
    ReturnConsumedCapacity, ReturnItemCollectionMetrics, ReturnValue, ReturnValuesOnConditionCheckFailure,
    SERVICE,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteItem;

impl Operation for DeleteItem {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteItem";
    type Input = DeleteItemInput;
    type Output = DeleteItemOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }

    fn refusal(text: String) -> String {
        enveloped_refusal(text)
    }
}

/// Input of `DeleteItem`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteItemInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
    #[shape(key(length(0..=65535)))]
    pub key: BTreeMap<String, AttributeValue>,
    #[shape(key(length(0..=65535)))]
    pub expected: Option<BTreeMap<String, ExpectedAttributeValue>>,
    pub conditional_operator: Option<ConditionalOperator>,
    pub return_values: Option<ReturnValue>,
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    pub return_item_collection_metrics: Option<ReturnItemCollectionMetrics>,
    pub condition_expression: Option<String>,
    #[shape(member(length(0..=65535)))]
    pub expression_attribute_names: Option<BTreeMap<String, String>>,
    pub expression_attribute_values: Option<BTreeMap<String, AttributeValue>>,
    pub return_values_on_condition_check_failure: Option<ReturnValuesOnConditionCheckFailure>,
}

/// Output of `DeleteItem`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteItemOutput {
    #[shape(key(length(0..=65535)))]
    pub attributes: Option<BTreeMap<String, AttributeValue>>,
    pub consumed_capacity: Option<ConsumedCapacity>,
    pub item_collection_metrics: Option<ItemCollectionMetrics>,
}
