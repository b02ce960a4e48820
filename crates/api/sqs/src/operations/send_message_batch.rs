//! `SendMessageBatch`.

use kernel::Place;
use wire::{Operation, Outcome, Service, Shape};

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

    fn carried(input: &Self::Input, _: &str) -> u64 {
        input.entries.len() as u64
    }

    fn outcome(output: &Self::Output) -> Outcome<'_> {
        Outcome { read: None, failure: output.failed.first().map(|entry| entry.code.as_str()), late_ms: None }
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
