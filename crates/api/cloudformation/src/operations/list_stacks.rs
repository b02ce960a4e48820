//! `ListStacks`.

use wire::{Operation, Service, Shape};

use crate::{SERVICE, StackStatus, StackSummary};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListStacks;

impl Operation for ListStacks {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListStacks";
    type Input = ListStacksInput;
    type Output = ListStacksOutput;
}

/// Input of `ListStacks`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListStacksInput {
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    pub stack_status_filter: Option<Vec<StackStatus>>,
}

/// Output of `ListStacks`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListStacksOutput {
    pub stack_summaries: Option<Vec<StackSummary>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
