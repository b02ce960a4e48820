//! `GetQueryExecution`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{QueryExecution, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetQueryExecution;

impl Operation for GetQueryExecution {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetQueryExecution";
    type Input = GetQueryExecutionInput;
    type Output = GetQueryExecutionOutput;

    /// None: the workgroup is known once the thing is found, so the handler asks.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }
}

/// Input of `GetQueryExecution`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetQueryExecutionInput {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub query_execution_id: String,
}

/// Output of `GetQueryExecution`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetQueryExecutionOutput {
    pub query_execution: Option<QueryExecution>,
}
