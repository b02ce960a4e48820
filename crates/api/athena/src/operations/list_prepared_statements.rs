//! `ListPreparedStatements`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PreparedStatementSummary, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListPreparedStatements;

impl Operation for ListPreparedStatements {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListPreparedStatements";
    type Input = ListPreparedStatementsInput;
    type Output = ListPreparedStatementsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group(place, &input.work_group)]
    }
}

/// Input of `ListPreparedStatements`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListPreparedStatementsInput {
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: String,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    #[shape(range(1..=50))]
    pub max_results: Option<i32>,
}

/// Output of `ListPreparedStatements`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListPreparedStatementsOutput {
    #[shape(length(0..=50))]
    pub prepared_statements: Option<Vec<PreparedStatementSummary>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
