//! `DescribeLimits`.

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeLimits;

impl Operation for DescribeLimits {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeLimits";
    type Input = DescribeLimitsInput;
    type Output = DescribeLimitsOutput;
}

/// Input of `DescribeLimits`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeLimitsInput {}

/// Output of `DescribeLimits`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeLimitsOutput {
    #[shape(range(0..=1000000))]
    pub shard_limit: i32,
    #[shape(range(0..=1000000))]
    pub open_shard_count: i32,
    #[shape(range(0..=1000000))]
    pub on_demand_stream_count: i32,
    #[shape(range(0..=1000000))]
    pub on_demand_stream_count_limit: i32,
}
