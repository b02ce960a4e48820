//! `SetTopicAttributes`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct SetTopicAttributes;

impl Operation for SetTopicAttributes {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "SetTopicAttributes";
    type Input = SetTopicAttributesInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.topic_arn.clone()]
    }
}

/// Input of `SetTopicAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SetTopicAttributesInput {
    pub topic_arn: String,
    pub attribute_name: String,
    pub attribute_value: Option<String>,
}
