//! `TestMetricFilter`.

use wire::{Operation, Service, Shape};

use crate::{MetricFilterMatchRecord, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct TestMetricFilter;

impl Operation for TestMetricFilter {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "TestMetricFilter";
    type Input = TestMetricFilterInput;
    type Output = TestMetricFilterOutput;
}

/// Input of `TestMetricFilter`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct TestMetricFilterInput {
    #[shape(length(0..=1024))]
    pub filter_pattern: String,
    #[shape(length(1..=50), member(length(1..=u64::MAX)))]
    pub log_event_messages: Vec<String>,
}

/// Output of `TestMetricFilter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct TestMetricFilterOutput {
    pub matches: Option<Vec<MetricFilterMatchRecord>>,
}
