//! `UpdateWorkGroup`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, WorkGroupConfigurationUpdates, WorkGroupState, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateWorkGroup;

impl Operation for UpdateWorkGroup {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateWorkGroup";
    type Input = UpdateWorkGroupInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group(place, &input.work_group)]
    }
}

/// Input of `UpdateWorkGroup`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateWorkGroupInput {
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: String,
    #[shape(length(0..=1024))]
    pub description: Option<String>,
    pub configuration_updates: Option<WorkGroupConfigurationUpdates>,
    pub state: Option<WorkGroupState>,
}
