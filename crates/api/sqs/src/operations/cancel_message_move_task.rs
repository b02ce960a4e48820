//! `CancelMessageMoveTask`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CancelMessageMoveTask;

impl Operation for CancelMessageMoveTask {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CancelMessageMoveTask";
    type Input = CancelMessageMoveTaskInput;
    type Output = CancelMessageMoveTaskOutput;

    /// The handle names the queue, which the handler asks about.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }
}

/// Input of `CancelMessageMoveTask`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CancelMessageMoveTaskInput {
    #[shape(default)]
    pub task_handle: String,
}

/// Output of `CancelMessageMoveTask`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CancelMessageMoveTaskOutput {
    pub approximate_number_of_messages_moved: Option<i64>,
}
