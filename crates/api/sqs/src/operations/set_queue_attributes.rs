//! `SetQueueAttributes`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct SetQueueAttributes;

impl Operation for SetQueueAttributes {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "SetQueueAttributes";
    type Input = SetQueueAttributesInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `SetQueueAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SetQueueAttributesInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(map = "Attribute Name Value", default)]
    pub attributes: BTreeMap<String, String>,
}
