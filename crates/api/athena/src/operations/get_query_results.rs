//! `GetQueryResults`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{QueryResultType, ResultSet, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetQueryResults;

impl Operation for GetQueryResults {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetQueryResults";
    type Input = GetQueryResultsInput;
    type Output = GetQueryResultsOutput;

    /// None: the workgroup is known once the thing is found, so the handler asks.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }
}

/// Input of `GetQueryResults`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetQueryResultsInput {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub query_execution_id: String,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    #[shape(range(1..=100000))]
    pub max_results: Option<i32>,
    pub query_result_type: Option<QueryResultType>,
}

/// Output of `GetQueryResults`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetQueryResultsOutput {
    pub update_count: Option<i64>,
    pub result_set: Option<ResultSet>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
