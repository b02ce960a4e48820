//! `PutMetricData`.

use wire::{Operation, Service, Shape};

use crate::{EntityMetricData, MetricDatum, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutMetricData;

impl Operation for PutMetricData {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutMetricData";
    type Input = PutMetricDataInput;
    type Output = ();

    fn action() -> String {
        "cloudwatch:PutMetricData".to_owned()
    }
}

/// Input of `PutMetricData`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutMetricDataInput {
    #[shape(length(1..=255), pattern = "[^:].*")]
    pub namespace: Option<String>,
    #[shape(default)]
    pub metric_data: Vec<MetricDatum>,
    pub entity_metric_data: Option<Vec<EntityMetricData>>,
    pub strict_entity_validation: Option<bool>,
}
