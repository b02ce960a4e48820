//! `DeleteMessage`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteMessage;

impl Operation for DeleteMessage {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteMessage";
    type Input = DeleteMessageInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `DeleteMessage`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteMessageInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(default)]
    pub receipt_handle: String,
}
