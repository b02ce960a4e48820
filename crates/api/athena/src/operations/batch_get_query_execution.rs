//! `BatchGetQueryExecution`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{QueryExecution, SERVICE, UnprocessedQueryExecutionId};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchGetQueryExecution;

impl Operation for BatchGetQueryExecution {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchGetQueryExecution";
    type Input = BatchGetQueryExecutionInput;
    type Output = BatchGetQueryExecutionOutput;

    /// None: the workgroup is known once the thing is found, so the handler asks.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }
}

/// Input of `BatchGetQueryExecution`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct BatchGetQueryExecutionInput {
    #[shape(length(1..=50), member(length(1..=128), pattern = r"\S+"))]
    pub query_execution_ids: Vec<String>,
}

/// Output of `BatchGetQueryExecution`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchGetQueryExecutionOutput {
    pub query_executions: Option<Vec<QueryExecution>>,
    pub unprocessed_query_execution_ids: Option<Vec<UnprocessedQueryExecutionId>>,
}
