//! `DescribeEndpoints`.

use wire::{Operation, Service, Shape};

use crate::{Endpoint, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeEndpoints;

impl Operation for DescribeEndpoints {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeEndpoints";
    type Input = DescribeEndpointsInput;
    type Output = DescribeEndpointsOutput;
}

/// Input of `DescribeEndpoints`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeEndpointsInput {}

/// Output of `DescribeEndpoints`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeEndpointsOutput {
    pub endpoints: Vec<Endpoint>,
}
