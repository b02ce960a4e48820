//! `GetMetricData`.

use kernel::Timestamp;
use wire::{Operation, Service, Shape};

use crate::{LabelOptions, MessageData, MetricDataQuery, MetricDataResult, SERVICE, ScanBy};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetMetricData;

impl Operation for GetMetricData {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetMetricData";
    type Input = GetMetricDataInput;
    type Output = GetMetricDataOutput;

    fn action() -> String {
        "cloudwatch:GetMetricData".to_owned()
    }
}

/// Input of `GetMetricData`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetMetricDataInput {
    #[shape(default)]
    pub metric_data_queries: Vec<MetricDataQuery>,
    pub start_time: Option<Timestamp>,
    pub end_time: Option<Timestamp>,
    pub next_token: Option<String>,
    pub scan_by: Option<ScanBy>,
    pub max_datapoints: Option<i32>,
    pub label_options: Option<LabelOptions>,
}

/// Output of `GetMetricData`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetMetricDataOutput {
    #[shape(default)]
    pub metric_data_results: Vec<MetricDataResult>,
    pub next_token: Option<String>,
    #[shape(default)]
    pub messages: Vec<MessageData>,
}
