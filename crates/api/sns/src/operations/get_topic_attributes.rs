//! `GetTopicAttributes`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetTopicAttributes;

impl Operation for GetTopicAttributes {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetTopicAttributes";
    type Input = GetTopicAttributesInput;
    type Output = GetTopicAttributesOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.topic_arn.clone()]
    }
}

/// Input of `GetTopicAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTopicAttributesInput {
    pub topic_arn: String,
}

/// Output of `GetTopicAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTopicAttributesOutput {
    pub attributes: Option<BTreeMap<String, String>>,
}
