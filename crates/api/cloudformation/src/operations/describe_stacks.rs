//! `DescribeStacks`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{SERVICE, Stack};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeStacks;

impl Operation for DescribeStacks {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeStacks";
    type Input = DescribeStacksInput;
    type Output = DescribeStacksOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, input.stack_name.as_ref())
    }
}

/// Input of `DescribeStacks`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeStacksInput {
    pub stack_name: Option<String>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}

/// Output of `DescribeStacks`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeStacksOutput {
    pub stacks: Option<Vec<Stack>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
