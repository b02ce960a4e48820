//! `DescribeStackResources`.

use wire::{Operation, Service, Shape};

use crate::{SERVICE, StackResource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeStackResources;

impl Operation for DescribeStackResources {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeStackResources";
    type Input = DescribeStackResourcesInput;
    type Output = DescribeStackResourcesOutput;
}

/// Input of `DescribeStackResources`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeStackResourcesInput {
    pub stack_name: Option<String>,
    pub logical_resource_id: Option<String>,
    pub physical_resource_id: Option<String>,
}

/// Output of `DescribeStackResources`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeStackResourcesOutput {
    pub stack_resources: Option<Vec<StackResource>>,
}
