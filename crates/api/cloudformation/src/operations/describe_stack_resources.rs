//! `DescribeStackResources`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{SERVICE, StackResource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeStackResources;

impl Operation for DescribeStackResources {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeStackResources";
    type Input = DescribeStackResourcesInput;
    type Output = DescribeStackResourcesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, input.stack_name.as_ref())
    }
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
