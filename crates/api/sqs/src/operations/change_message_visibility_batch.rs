//! `ChangeMessageVisibilityBatch`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{
    BatchResultErrorEntry, ChangeMessageVisibilityBatchRequestEntry, ChangeMessageVisibilityBatchResultEntry,
    SERVICE,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ChangeMessageVisibilityBatch;

impl Operation for ChangeMessageVisibilityBatch {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ChangeMessageVisibilityBatch";
    type Input = ChangeMessageVisibilityBatchInput;
    type Output = ChangeMessageVisibilityBatchOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }

    fn action() -> String {
        "sqs:ChangeMessageVisibility".to_owned()
    }
}

/// Input of `ChangeMessageVisibilityBatch`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ChangeMessageVisibilityBatchInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(list = "ChangeMessageVisibilityBatchRequestEntry", default)]
    pub entries: Vec<ChangeMessageVisibilityBatchRequestEntry>,
}

/// Output of `ChangeMessageVisibilityBatch`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ChangeMessageVisibilityBatchOutput {
    #[shape(list = "ChangeMessageVisibilityBatchResultEntry")]
    pub successful: Vec<ChangeMessageVisibilityBatchResultEntry>,
    #[shape(list = "BatchResultErrorEntry")]
    pub failed: Vec<BatchResultErrorEntry>,
}
