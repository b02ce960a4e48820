//! `DeletePreparedStatement`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeletePreparedStatement;

impl Operation for DeletePreparedStatement {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeletePreparedStatement";
    type Input = DeletePreparedStatementInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group(place, &input.work_group)]
    }
}

/// Input of `DeletePreparedStatement`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeletePreparedStatementInput {
    #[shape(length(1..=256), pattern = "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}")]
    pub statement_name: String,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: String,
}
