//! `DeleteAlarms`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, alarm_arn};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteAlarms;

impl Operation for DeleteAlarms {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteAlarms";
    type Input = DeleteAlarmsInput;
    type Output = ();

    fn action() -> String {
        "cloudwatch:DeleteAlarms".to_owned()
    }

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        input.alarm_names.iter().map(|name| alarm_arn(place, name)).collect()
    }
}

/// Input of `DeleteAlarms`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteAlarmsInput {
    #[shape(length(0..=100), member(length(1..=255)))]
    pub alarm_names: Vec<String>,
}
