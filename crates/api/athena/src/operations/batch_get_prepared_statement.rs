//! `BatchGetPreparedStatement`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PreparedStatement, SERVICE, UnprocessedPreparedStatementName, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchGetPreparedStatement;

impl Operation for BatchGetPreparedStatement {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchGetPreparedStatement";
    type Input = BatchGetPreparedStatementInput;
    type Output = BatchGetPreparedStatementOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group(place, &input.work_group)]
    }
}

/// Input of `BatchGetPreparedStatement`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct BatchGetPreparedStatementInput {
    #[shape(member(length(1..=256), pattern = "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}"))]
    pub prepared_statement_names: Vec<String>,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: String,
}

/// Output of `BatchGetPreparedStatement`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchGetPreparedStatementOutput {
    pub prepared_statements: Option<Vec<PreparedStatement>>,
    pub unprocessed_prepared_statement_names: Option<Vec<UnprocessedPreparedStatementName>>,
}
