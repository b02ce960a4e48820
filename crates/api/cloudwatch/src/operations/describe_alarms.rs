//! `DescribeAlarms`.

use wire::{Operation, Service, Shape};

use crate::{AlarmType, CompositeAlarm, MetricAlarm, SERVICE, StateValue};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeAlarms;

impl Operation for DescribeAlarms {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeAlarms";
    type Input = DescribeAlarmsInput;
    type Output = DescribeAlarmsOutput;

    fn action() -> String {
        "cloudwatch:DescribeAlarms".to_owned()
    }
}

/// Input of `DescribeAlarms`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeAlarmsInput {
    #[shape(length(0..=100), member(length(1..=255)))]
    pub alarm_names: Option<Vec<String>>,
    #[shape(length(1..=255))]
    pub alarm_name_prefix: Option<String>,
    pub alarm_types: Option<Vec<AlarmType>>,
    #[shape(length(1..=255))]
    pub children_of_alarm_name: Option<String>,
    #[shape(length(1..=255))]
    pub parents_of_alarm_name: Option<String>,
    pub state_value: Option<StateValue>,
    #[shape(length(1..=1024))]
    pub action_prefix: Option<String>,
    #[shape(range(1..=100))]
    pub max_records: Option<i32>,
    pub next_token: Option<String>,
}

/// Output of `DescribeAlarms`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeAlarmsOutput {
    #[shape(default)]
    pub composite_alarms: Vec<CompositeAlarm>,
    #[shape(default)]
    pub metric_alarms: Vec<MetricAlarm>,
    pub next_token: Option<String>,
}
