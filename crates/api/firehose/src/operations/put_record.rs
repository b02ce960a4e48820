//! `PutRecord`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::delivery_stream_arns;
use crate::{Record, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutRecord;

impl Operation for PutRecord {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutRecord";
    type Input = PutRecordInput;
    type Output = PutRecordOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        delivery_stream_arns(place, &input.delivery_stream_name)
    }
}

/// Input of `PutRecord`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRecordInput {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    pub record: Record,
}

/// Output of `PutRecord`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRecordOutput {
    #[shape(length(1..=u64::MAX))]
    pub record_id: String,
    pub encrypted: Option<bool>,
}
