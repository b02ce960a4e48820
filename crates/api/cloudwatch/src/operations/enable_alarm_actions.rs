//! `EnableAlarmActions`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, alarm_arn};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct EnableAlarmActions;

impl Operation for EnableAlarmActions {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "EnableAlarmActions";
    type Input = EnableAlarmActionsInput;
    type Output = ();

    fn action() -> String {
        "cloudwatch:EnableAlarmActions".to_owned()
    }

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        input.alarm_names.iter().map(|name| alarm_arn(place, name)).collect()
    }
}

/// Input of `EnableAlarmActions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EnableAlarmActionsInput {
    #[shape(length(0..=100), member(length(1..=255)))]
    pub alarm_names: Vec<String>,
}
