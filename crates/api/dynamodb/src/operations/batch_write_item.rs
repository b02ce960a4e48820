//! `BatchWriteItem`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Outcome, Service, Shape};

use crate::resource::table_arn;
use crate::{
    ConsumedCapacity, ItemCollectionMetrics, ReturnConsumedCapacity, ReturnItemCollectionMetrics, SERVICE,
    WriteRequest,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchWriteItem;

impl Operation for BatchWriteItem {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchWriteItem";
    type Input = BatchWriteItemInput;
    type Output = BatchWriteItemOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        input.request_items.keys().map(|table| table_arn(place, table)).collect()
    }

    fn carried(input: &Self::Input, resource: &str) -> u64 {
        let table = resource.rsplit('/').next().unwrap_or_default();
        input.request_items.get(table).map_or(1, Vec::len) as u64
    }

    fn outcome(output: &Self::Output) -> Outcome<'_> {
        let some = output.unprocessed_items.as_ref().is_some_and(|items| !items.is_empty());
        Outcome { read: None, failure: some.then_some("UnprocessedItems"), late_ms: None }
    }
}

/// Input of `BatchWriteItem`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct BatchWriteItemInput {
    /// 1 to 25 requests; the service refuses others, as AWS words that differently here.
    #[shape(key(length(1..=1024)))]
    pub request_items: BTreeMap<String, Vec<WriteRequest>>,
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    pub return_item_collection_metrics: Option<ReturnItemCollectionMetrics>,
}

/// Output of `BatchWriteItem`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchWriteItemOutput {
    #[shape(length(1..=25), key(length(1..=1024)), member(length(1..=25)))]
    pub unprocessed_items: Option<BTreeMap<String, Vec<WriteRequest>>>,
    #[shape(key(length(1..=1024)))]
    pub item_collection_metrics: Option<BTreeMap<String, Vec<ItemCollectionMetrics>>>,
    pub consumed_capacity: Option<Vec<ConsumedCapacity>>,
}
