//! `UpdatePreparedStatement`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdatePreparedStatement;

impl Operation for UpdatePreparedStatement {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdatePreparedStatement";
    type Input = UpdatePreparedStatementInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group(place, &input.work_group)]
    }
}

/// Input of `UpdatePreparedStatement`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdatePreparedStatementInput {
    #[shape(length(1..=256), pattern = "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}")]
    pub statement_name: String,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: String,
    #[shape(length(1..=262144))]
    pub query_statement: String,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
}
