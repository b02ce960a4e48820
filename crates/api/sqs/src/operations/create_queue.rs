//! `CreateQueue`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateQueue;

impl Operation for CreateQueue {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateQueue";
    type Input = CreateQueueInput;
    type Output = CreateQueueOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_name(place, &input.queue_name, None)
    }
}

/// Input of `CreateQueue`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateQueueInput {
    #[shape(default)]
    pub queue_name: String,
    #[shape(map = "Attribute Name Value")]
    pub attributes: Option<BTreeMap<String, String>>,
    #[shape(name = "tags", map = "Tag Key Value")]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Output of `CreateQueue`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateQueueOutput {
    pub queue_url: Option<String>,
}
