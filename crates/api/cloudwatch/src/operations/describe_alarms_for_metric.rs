//! `DescribeAlarmsForMetric`.

use wire::{Operation, Service, Shape};

use crate::{Dimension, MetricAlarm, SERVICE, StandardUnit, Statistic};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeAlarmsForMetric;

impl Operation for DescribeAlarmsForMetric {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeAlarmsForMetric";
    type Input = DescribeAlarmsForMetricInput;
    type Output = DescribeAlarmsForMetricOutput;

    fn action() -> String {
        "cloudwatch:DescribeAlarmsForMetric".to_owned()
    }
}

/// Input of `DescribeAlarmsForMetric`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeAlarmsForMetricInput {
    #[shape(length(1..=255))]
    pub metric_name: String,
    #[shape(length(1..=255), pattern = "[^:].*")]
    pub namespace: String,
    pub statistic: Option<Statistic>,
    pub extended_statistic: Option<String>,
    #[shape(length(0..=30))]
    pub dimensions: Option<Vec<Dimension>>,
    #[shape(range(1..=2147483647))]
    pub period: Option<i32>,
    pub unit: Option<StandardUnit>,
}

/// Output of `DescribeAlarmsForMetric`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeAlarmsForMetricOutput {
    #[shape(default)]
    pub metric_alarms: Vec<MetricAlarm>,
}
