//! `UntagQueue`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UntagQueue;

impl Operation for UntagQueue {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UntagQueue";
    type Input = UntagQueueInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `UntagQueue`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UntagQueueInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(list = "TagKey", default)]
    pub tag_keys: Vec<String>,
}
