//! `GetWorkGroup`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, WorkGroup, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetWorkGroup;

impl Operation for GetWorkGroup {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetWorkGroup";
    type Input = GetWorkGroupInput;
    type Output = GetWorkGroupOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group(place, &input.work_group)]
    }
}

/// Input of `GetWorkGroup`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetWorkGroupInput {
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: String,
}

/// Output of `GetWorkGroup`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetWorkGroupOutput {
    pub work_group: Option<WorkGroup>,
}
