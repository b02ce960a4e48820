//! `GetMetricStatistics`.

use kernel::Timestamp;
use wire::{Operation, Service, Shape};

use crate::{Datapoint, Dimension, SERVICE, StandardUnit, Statistic};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetMetricStatistics;

impl Operation for GetMetricStatistics {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetMetricStatistics";
    type Input = GetMetricStatisticsInput;
    type Output = GetMetricStatisticsOutput;

    fn action() -> String {
        "cloudwatch:GetMetricStatistics".to_owned()
    }
}

/// Input of `GetMetricStatistics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetMetricStatisticsInput {
    #[shape(length(1..=255), pattern = "[^:].*")]
    pub namespace: Option<String>,
    #[shape(length(1..=255))]
    pub metric_name: Option<String>,
    #[shape(default)]
    pub dimensions: Vec<Dimension>,
    pub start_time: Option<Timestamp>,
    pub end_time: Option<Timestamp>,
    #[shape(range(1..=2147483647))]
    pub period: Option<i32>,
    #[shape(length(1..=5))]
    pub statistics: Option<Vec<Statistic>>,
    #[shape(length(1..=10))]
    pub extended_statistics: Option<Vec<String>>,
    pub unit: Option<StandardUnit>,
}

/// Output of `GetMetricStatistics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetMetricStatisticsOutput {
    pub label: Option<String>,
    #[shape(default)]
    pub datapoints: Vec<Datapoint>,
}
