//! `Publish`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{MessageAttributeValue, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct Publish;

impl Operation for Publish {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Publish";
    type Input = PublishInput;
    type Output = PublishOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        let target = input.topic_arn.as_ref().or(input.target_arn.as_ref());
        vec![target.cloned().unwrap_or_else(|| "*".to_owned())]
    }
}

/// Input of `Publish`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PublishInput {
    pub topic_arn: Option<String>,
    pub target_arn: Option<String>,
    pub phone_number: Option<String>,
    pub message: String,
    pub subject: Option<String>,
    pub message_structure: Option<String>,
    #[shape(map = "MessageAttributes.entry Name Value")]
    pub message_attributes: Option<BTreeMap<String, MessageAttributeValue>>,
    pub message_deduplication_id: Option<String>,
    pub message_group_id: Option<String>,
}

/// Output of `Publish`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PublishOutput {
    pub message_id: Option<String>,
    pub sequence_number: Option<String>,
}
