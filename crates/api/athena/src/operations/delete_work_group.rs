//! `DeleteWorkGroup`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteWorkGroup;

impl Operation for DeleteWorkGroup {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteWorkGroup";
    type Input = DeleteWorkGroupInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group(place, &input.work_group)]
    }
}

/// Input of `DeleteWorkGroup`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteWorkGroupInput {
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: String,
    pub recursive_delete_option: Option<bool>,
}
