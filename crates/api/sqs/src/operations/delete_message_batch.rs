//! `DeleteMessageBatch`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{BatchResultErrorEntry, DeleteMessageBatchRequestEntry, DeleteMessageBatchResultEntry, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteMessageBatch;

impl Operation for DeleteMessageBatch {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteMessageBatch";
    type Input = DeleteMessageBatchInput;
    type Output = DeleteMessageBatchOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }

    fn action() -> String {
        "sqs:DeleteMessage".to_owned()
    }
}

/// Input of `DeleteMessageBatch`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteMessageBatchInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(list = "DeleteMessageBatchRequestEntry", default)]
    pub entries: Vec<DeleteMessageBatchRequestEntry>,
}

/// Output of `DeleteMessageBatch`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteMessageBatchOutput {
    #[shape(list = "DeleteMessageBatchResultEntry")]
    pub successful: Vec<DeleteMessageBatchResultEntry>,
    #[shape(list = "BatchResultErrorEntry")]
    pub failed: Vec<BatchResultErrorEntry>,
}
