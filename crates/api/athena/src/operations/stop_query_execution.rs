//! `StopQueryExecution`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct StopQueryExecution;

impl Operation for StopQueryExecution {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "StopQueryExecution";
    type Input = StopQueryExecutionInput;
    type Output = ();

    /// None: the workgroup is known once the thing is found, so the handler asks.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }
}

/// Input of `StopQueryExecution`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StopQueryExecutionInput {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub query_execution_id: String,
}
