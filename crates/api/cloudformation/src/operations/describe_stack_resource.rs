//! `DescribeStackResource`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{SERVICE, StackResourceDetail};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeStackResource;

impl Operation for DescribeStackResource {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeStackResource";
    type Input = DescribeStackResourceInput;
    type Output = DescribeStackResourceOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `DescribeStackResource`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeStackResourceInput {
    pub stack_name: String,
    pub logical_resource_id: String,
}

/// Output of `DescribeStackResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeStackResourceOutput {
    pub stack_resource_detail: Option<StackResourceDetail>,
}
