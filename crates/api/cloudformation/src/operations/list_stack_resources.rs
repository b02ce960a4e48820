//! `ListStackResources`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{SERVICE, StackResourceSummary};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListStackResources;

impl Operation for ListStackResources {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListStackResources";
    type Input = ListStackResourcesInput;
    type Output = ListStackResourcesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `ListStackResources`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListStackResourcesInput {
    pub stack_name: String,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}

/// Output of `ListStackResources`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListStackResourcesOutput {
    pub stack_resource_summaries: Option<Vec<StackResourceSummary>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
