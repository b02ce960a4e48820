//! `GetPreparedStatement`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PreparedStatement, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetPreparedStatement;

impl Operation for GetPreparedStatement {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetPreparedStatement";
    type Input = GetPreparedStatementInput;
    type Output = GetPreparedStatementOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group(place, &input.work_group)]
    }
}

/// Input of `GetPreparedStatement`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetPreparedStatementInput {
    #[shape(length(1..=256), pattern = "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}")]
    pub statement_name: String,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: String,
}

/// Output of `GetPreparedStatement`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPreparedStatementOutput {
    pub prepared_statement: Option<PreparedStatement>,
}
