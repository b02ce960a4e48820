//! `BatchGetItem`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Service, Shape};

use crate::resource::table_arn;
use crate::{AttributeValue, ConsumedCapacity, KeysAndAttributes, ReturnConsumedCapacity, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchGetItem;

impl Operation for BatchGetItem {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchGetItem";
    type Input = BatchGetItemInput;
    type Output = BatchGetItemOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        input.request_items.keys().map(|table| table_arn(place, table)).collect()
    }
}

/// Input of `BatchGetItem`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct BatchGetItemInput {
    /// 1 to 100 keys; the service refuses others, as AWS words that differently here.
    #[shape(key(length(1..=1024)))]
    pub request_items: BTreeMap<String, KeysAndAttributes>,
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
}

/// Output of `BatchGetItem`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchGetItemOutput {
    #[shape(key(length(1..=1024)), member(member(key(length(0..=65535)))))]
    pub responses: Option<BTreeMap<String, Vec<BTreeMap<String, AttributeValue>>>>,
    #[shape(length(1..=100), key(length(1..=1024)))]
    pub unprocessed_keys: Option<BTreeMap<String, KeysAndAttributes>>,
    pub consumed_capacity: Option<Vec<ConsumedCapacity>>,
}
