//! `DescribeStackEvents`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{SERVICE, StackEvent};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeStackEvents;

impl Operation for DescribeStackEvents {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeStackEvents";
    type Input = DescribeStackEventsInput;
    type Output = DescribeStackEventsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `DescribeStackEvents`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeStackEventsInput {
    pub stack_name: String,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}

/// Output of `DescribeStackEvents`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeStackEventsOutput {
    pub stack_events: Option<Vec<StackEvent>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
