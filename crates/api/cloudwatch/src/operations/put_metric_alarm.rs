//! `PutMetricAlarm`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{
    ComparisonOperator, Dimension, MetricDataQuery, NotBuilt, SERVICE, StandardUnit, Statistic, Tag,
    alarm_arn,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutMetricAlarm;

impl Operation for PutMetricAlarm {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutMetricAlarm";
    type Input = PutMetricAlarmInput;
    type Output = ();

    fn action() -> String {
        "cloudwatch:PutMetricAlarm".to_owned()
    }

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![alarm_arn(place, &input.alarm_name)]
    }
}

/// Input of `PutMetricAlarm`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutMetricAlarmInput {
    #[shape(length(1..=255))]
    pub alarm_name: String,
    #[shape(length(0..=1024))]
    pub alarm_description: Option<String>,
    pub actions_enabled: Option<bool>,
    #[shape(name = "OKActions", length(0..=5), member(length(1..=1024)))]
    pub ok_actions: Option<Vec<String>>,
    #[shape(length(0..=5), member(length(1..=1024)))]
    pub alarm_actions: Option<Vec<String>>,
    #[shape(length(0..=5), member(length(1..=1024)))]
    pub insufficient_data_actions: Option<Vec<String>>,
    #[shape(length(1..=255))]
    pub metric_name: Option<String>,
    #[shape(length(1..=255), pattern = "[^:].*")]
    pub namespace: Option<String>,
    pub statistic: Option<Statistic>,
    pub extended_statistic: Option<String>,
    #[shape(length(0..=30))]
    pub dimensions: Option<Vec<Dimension>>,
    #[shape(range(1..=2147483647))]
    pub period: Option<i32>,
    pub unit: Option<StandardUnit>,
    #[shape(range(1..=2147483647))]
    pub evaluation_periods: Option<i32>,
    #[shape(range(1..=2147483647))]
    pub datapoints_to_alarm: Option<i32>,
    pub threshold: Option<f64>,
    pub comparison_operator: Option<ComparisonOperator>,
    #[shape(length(1..=255))]
    pub treat_missing_data: Option<String>,
    #[shape(length(1..=255))]
    pub evaluate_low_sample_count_percentile: Option<String>,
    pub metrics: Option<Vec<MetricDataQuery>>,
    pub tags: Option<Vec<Tag>>,
    #[shape(length(1..=255))]
    pub threshold_metric_id: Option<String>,
    pub evaluation_window: Option<NotBuilt>,
    pub warm_up_configuration: Option<NotBuilt>,
    pub evaluation_criteria: Option<NotBuilt>,
    #[shape(range(10..=3600))]
    pub evaluation_interval: Option<i32>,
    pub action_configuration: Option<NotBuilt>,
}
