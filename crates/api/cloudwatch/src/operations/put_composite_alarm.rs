//! `PutCompositeAlarm`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{NotBuilt, SERVICE, Tag, alarm_arn};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutCompositeAlarm;

impl Operation for PutCompositeAlarm {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutCompositeAlarm";
    type Input = PutCompositeAlarmInput;
    type Output = ();

    fn action() -> String {
        "cloudwatch:PutCompositeAlarm".to_owned()
    }

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![alarm_arn(place, &input.alarm_name)]
    }
}

/// Input of `PutCompositeAlarm`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutCompositeAlarmInput {
    pub actions_enabled: Option<bool>,
    #[shape(length(0..=5), member(length(1..=1024)))]
    pub alarm_actions: Option<Vec<String>>,
    #[shape(length(0..=1024))]
    pub alarm_description: Option<String>,
    #[shape(length(1..=255))]
    pub alarm_name: String,
    #[shape(length(1..=10240))]
    pub alarm_rule: String,
    #[shape(length(0..=5), member(length(1..=1024)))]
    pub insufficient_data_actions: Option<Vec<String>>,
    #[shape(name = "OKActions", length(0..=5), member(length(1..=1024)))]
    pub ok_actions: Option<Vec<String>>,
    pub tags: Option<Vec<Tag>>,
    #[shape(length(1..=1600))]
    pub actions_suppressor: Option<String>,
    pub actions_suppressor_wait_period: Option<i32>,
    pub actions_suppressor_extension_period: Option<i32>,
    pub action_configuration: Option<NotBuilt>,
}
