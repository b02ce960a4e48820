//! `DisableAlarmActions`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, alarm_arn};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DisableAlarmActions;

impl Operation for DisableAlarmActions {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DisableAlarmActions";
    type Input = DisableAlarmActionsInput;
    type Output = ();

    fn action() -> String {
        "cloudwatch:DisableAlarmActions".to_owned()
    }

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        input.alarm_names.iter().map(|name| alarm_arn(place, name)).collect()
    }
}

/// Input of `DisableAlarmActions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DisableAlarmActionsInput {
    #[shape(length(0..=100), member(length(1..=255)))]
    pub alarm_names: Vec<String>,
}
