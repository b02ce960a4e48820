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
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeLimitsOutput {
    #[shape(range(1..=i64::MAX))]
    pub account_max_read_capacity_units: Option<i64>,
    #[shape(range(1..=i64::MAX))]
    pub account_max_write_capacity_units: Option<i64>,
    #[shape(range(1..=i64::MAX))]
    pub table_max_read_capacity_units: Option<i64>,
    #[shape(range(1..=i64::MAX))]
    pub table_max_write_capacity_units: Option<i64>,
}
