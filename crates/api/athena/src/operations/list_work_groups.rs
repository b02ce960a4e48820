//! `ListWorkGroups`.

use wire::{Operation, Service, Shape};

use crate::{SERVICE, WorkGroupSummary};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListWorkGroups;

impl Operation for ListWorkGroups {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListWorkGroups";
    type Input = ListWorkGroupsInput;
    type Output = ListWorkGroupsOutput;
}

/// Input of `ListWorkGroups`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListWorkGroupsInput {
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    #[shape(range(1..=50))]
    pub max_results: Option<i32>,
}

/// Output of `ListWorkGroups`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListWorkGroupsOutput {
    #[shape(length(0..=50))]
    pub work_groups: Option<Vec<WorkGroupSummary>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
