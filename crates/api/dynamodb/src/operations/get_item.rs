//! `GetItem`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::{AttributeValue, ConsumedCapacity, ReturnConsumedCapacity, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetItem;

impl Operation for GetItem {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetItem";
    type Input = GetItemInput;
    type Output = GetItemOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}

/// Input of `GetItem`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetItemInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
    #[shape(key(length(0..=65535)))]
    pub key: BTreeMap<String, AttributeValue>,
    #[shape(length(1..=u64::MAX), member(length(0..=65535)))]
    pub attributes_to_get: Option<Vec<String>>,
    pub consistent_read: Option<bool>,
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    pub projection_expression: Option<String>,
    #[shape(member(length(0..=65535)))]
    pub expression_attribute_names: Option<BTreeMap<String, String>>,
}

/// Output of `GetItem`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetItemOutput {
    #[shape(key(length(0..=65535)))]
    pub item: Option<BTreeMap<String, AttributeValue>>,
    pub consumed_capacity: Option<ConsumedCapacity>,
}
