//! `DescribeMetricFilters`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{MetricFilter, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeMetricFilters;

impl Operation for DescribeMetricFilters {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeMetricFilters";
    type Input = DescribeMetricFiltersInput;
    type Output = DescribeMetricFiltersOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::arns(place, input.log_group_name.as_deref().unwrap_or_default(), None)
    }
}

/// Input of `DescribeMetricFilters`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct DescribeMetricFiltersInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub filter_name_prefix: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
    #[shape(range(1..=50))]
    pub limit: Option<i32>,
    #[shape(length(0..=255), pattern = "[^:*$]*")]
    pub metric_name: Option<String>,
    #[shape(length(0..=255), pattern = "[^:*$]*")]
    pub metric_namespace: Option<String>,
}

/// Output of `DescribeMetricFilters`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct DescribeMetricFiltersOutput {
    pub metric_filters: Option<Vec<MetricFilter>>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
}
