//! `CreateWorkGroup`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, Tag, WorkGroupConfiguration, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateWorkGroup;

impl Operation for CreateWorkGroup {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateWorkGroup";
    type Input = CreateWorkGroupInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group(place, &input.name)]
    }
}

/// Input of `CreateWorkGroup`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateWorkGroupInput {
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub name: String,
    pub configuration: Option<WorkGroupConfiguration>,
    #[shape(length(0..=1024))]
    pub description: Option<String>,
    pub tags: Option<Vec<Tag>>,
}
