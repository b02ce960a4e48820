//! `SetAlarmState`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, StateValue, alarm_arn};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct SetAlarmState;

impl Operation for SetAlarmState {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "SetAlarmState";
    type Input = SetAlarmStateInput;
    type Output = ();

    fn action() -> String {
        "cloudwatch:SetAlarmState".to_owned()
    }

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![alarm_arn(place, &input.alarm_name)]
    }
}

/// Input of `SetAlarmState`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct SetAlarmStateInput {
    #[shape(length(1..=255))]
    pub alarm_name: String,
    pub state_value: StateValue,
    #[shape(length(0..=1023))]
    pub state_reason: String,
    #[shape(length(0..=4000))]
    pub state_reason_data: Option<String>,
}
