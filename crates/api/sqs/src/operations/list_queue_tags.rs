//! `ListQueueTags`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListQueueTags;

impl Operation for ListQueueTags {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListQueueTags";
    type Input = ListQueueTagsInput;
    type Output = ListQueueTagsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `ListQueueTags`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListQueueTagsInput {
    #[shape(default)]
    pub queue_url: String,
}

/// Output of `ListQueueTags`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListQueueTagsOutput {
    #[shape(map = "Tag Key Value")]
    pub tags: Option<BTreeMap<String, String>>,
}
