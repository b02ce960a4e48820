//! `PutMetricFilter`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{MetricTransformation, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutMetricFilter;

impl Operation for PutMetricFilter {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutMetricFilter";
    type Input = PutMetricFilterInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::arns(place, &input.log_group_name, None)
    }
}

/// Input of `PutMetricFilter`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct PutMetricFilterInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub filter_name: String,
    #[shape(length(0..=1024))]
    pub filter_pattern: String,
    #[shape(length(1..=1))]
    pub metric_transformations: Vec<MetricTransformation>,
    pub apply_on_transformed_logs: Option<bool>,
    #[shape(length(0..=2000))]
    pub field_selection_criteria: Option<String>,
    pub emit_system_field_dimensions: Option<Vec<String>>,
}
