//! `RemovePermission`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct RemovePermission;

impl Operation for RemovePermission {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "RemovePermission";
    type Input = RemovePermissionInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `RemovePermission`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RemovePermissionInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(default)]
    pub label: String,
}
