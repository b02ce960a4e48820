//! `StartMessageMoveTask`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct StartMessageMoveTask;

impl Operation for StartMessageMoveTask {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "StartMessageMoveTask";
    type Input = StartMessageMoveTaskInput;
    type Output = StartMessageMoveTaskOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.source_arn.clone()]
    }
}

/// Input of `StartMessageMoveTask`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StartMessageMoveTaskInput {
    #[shape(default)]
    pub source_arn: String,
    pub destination_arn: Option<String>,
    pub max_number_of_messages_per_second: Option<i32>,
}

/// Output of `StartMessageMoveTask`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StartMessageMoveTaskOutput {
    pub task_handle: Option<String>,
}
