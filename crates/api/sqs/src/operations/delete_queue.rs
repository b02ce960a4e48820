//! `DeleteQueue`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteQueue;

impl Operation for DeleteQueue {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteQueue";
    type Input = DeleteQueueInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `DeleteQueue`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteQueueInput {
    #[shape(default)]
    pub queue_url: String,
}
