//! `ChangeMessageVisibility`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ChangeMessageVisibility;

impl Operation for ChangeMessageVisibility {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ChangeMessageVisibility";
    type Input = ChangeMessageVisibilityInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `ChangeMessageVisibility`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ChangeMessageVisibilityInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(default)]
    pub receipt_handle: String,
    pub visibility_timeout: Option<i32>,
}
