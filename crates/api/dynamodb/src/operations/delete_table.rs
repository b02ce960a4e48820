//! `DeleteTable`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::{SERVICE, TableDescription};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteTable;

impl Operation for DeleteTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteTable";
    type Input = DeleteTableInput;
    type Output = DeleteTableOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}

/// Input of `DeleteTable`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteTableInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
}

/// Output of `DeleteTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteTableOutput {
    pub table_description: Option<TableDescription>,
}
