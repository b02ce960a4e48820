//! `PublishBatch`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{BatchResultErrorEntry, PublishBatchRequestEntry, PublishBatchResultEntry, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PublishBatch;

impl Operation for PublishBatch {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PublishBatch";
    type Input = PublishBatchInput;
    type Output = PublishBatchOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.topic_arn.clone()]
    }

    fn action() -> String {
        "sns:Publish".to_owned()
    }
}

/// Input of `PublishBatch`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PublishBatchInput {
    pub topic_arn: String,
    pub publish_batch_request_entries: Vec<PublishBatchRequestEntry>,
}

/// Output of `PublishBatch`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PublishBatchOutput {
    pub successful: Vec<PublishBatchResultEntry>,
    pub failed: Vec<BatchResultErrorEntry>,
}
