//! `UpdateTimeToLive`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::{SERVICE, TimeToLiveSpecification};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateTimeToLive;

impl Operation for UpdateTimeToLive {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateTimeToLive";
    type Input = UpdateTimeToLiveInput;
    type Output = UpdateTimeToLiveOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}

/// Input of `UpdateTimeToLive`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateTimeToLiveInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
    pub time_to_live_specification: TimeToLiveSpecification,
}

/// Output of `UpdateTimeToLive`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateTimeToLiveOutput {
    pub time_to_live_specification: Option<TimeToLiveSpecification>,
}
