//! `PurgeQueue`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PurgeQueue;

impl Operation for PurgeQueue {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PurgeQueue";
    type Input = PurgeQueueInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `PurgeQueue`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PurgeQueueInput {
    #[shape(default)]
    pub queue_url: String,
}
