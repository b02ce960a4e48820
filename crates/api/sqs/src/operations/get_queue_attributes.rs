//! `GetQueueAttributes`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetQueueAttributes;

impl Operation for GetQueueAttributes {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetQueueAttributes";
    type Input = GetQueueAttributesInput;
    type Output = GetQueueAttributesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `GetQueueAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetQueueAttributesInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(list = "AttributeName")]
    pub attribute_names: Option<Vec<String>>,
}

/// Output of `GetQueueAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetQueueAttributesOutput {
    #[shape(map = "Attribute Name Value")]
    pub attributes: Option<BTreeMap<String, String>>,
}
