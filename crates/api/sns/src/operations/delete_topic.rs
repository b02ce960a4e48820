//! `DeleteTopic`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteTopic;

impl Operation for DeleteTopic {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteTopic";
    type Input = DeleteTopicInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.topic_arn.clone()]
    }
}

/// Input of `DeleteTopic`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteTopicInput {
    pub topic_arn: String,
}
