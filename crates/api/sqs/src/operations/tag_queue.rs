//! `TagQueue`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct TagQueue;

impl Operation for TagQueue {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "TagQueue";
    type Input = TagQueueInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `TagQueue`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TagQueueInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(map = "Tag Key Value", default)]
    pub tags: BTreeMap<String, String>,
}
