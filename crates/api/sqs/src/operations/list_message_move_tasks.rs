//! `ListMessageMoveTasks`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{ListMessageMoveTasksResultEntry, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListMessageMoveTasks;

impl Operation for ListMessageMoveTasks {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListMessageMoveTasks";
    type Input = ListMessageMoveTasksInput;
    type Output = ListMessageMoveTasksOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.source_arn.clone()]
    }
}

/// Input of `ListMessageMoveTasks`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListMessageMoveTasksInput {
    #[shape(default)]
    pub source_arn: String,
    pub max_results: Option<i32>,
}

/// Output of `ListMessageMoveTasks`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListMessageMoveTasksOutput {
    #[shape(list = "ListMessageMoveTasksResultEntry")]
    pub results: Option<Vec<ListMessageMoveTasksResultEntry>>,
}
