//! `AddPermission`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct AddPermission;

impl Operation for AddPermission {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "AddPermission";
    type Input = AddPermissionInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `AddPermission`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AddPermissionInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(default)]
    pub label: String,
    #[shape(name = "AWSAccountIds", list = "AWSAccountId", default)]
    pub aws_account_ids: Vec<String>,
    #[shape(list = "ActionName", default)]
    pub actions: Vec<String>,
}
