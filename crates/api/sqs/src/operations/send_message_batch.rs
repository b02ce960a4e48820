//! `SendMessageBatch`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{BatchResultErrorEntry, SERVICE, SendMessageBatchRequestEntry, SendMessageBatchResultEntry};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct SendMessageBatch;

impl Operation for SendMessageBatch {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "SendMessageBatch";
    type Input = SendMessageBatchInput;
    type Output = SendMessageBatchOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }

    fn action() -> String {
        "sqs:SendMessage".to_owned()
    }
}

/// Input of `SendMessageBatch`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SendMessageBatchInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(list = "SendMessageBatchRequestEntry", default)]
    pub entries: Vec<SendMessageBatchRequestEntry>,
}

/// Output of `SendMessageBatch`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SendMessageBatchOutput {
    #[shape(list = "SendMessageBatchResultEntry")]
    pub successful: Vec<SendMessageBatchResultEntry>,
    #[shape(list = "BatchResultErrorEntry")]
    pub failed: Vec<BatchResultErrorEntry>,
}
