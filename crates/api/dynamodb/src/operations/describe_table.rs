//! `DescribeTable`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::{SERVICE, TableDescription};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeTable;

impl Operation for DescribeTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeTable";
    type Input = DescribeTableInput;
    type Output = DescribeTableOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}

/// Input of `DescribeTable`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeTableInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
}

/// Output of `DescribeTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeTableOutput {
    pub table: Option<TableDescription>,
}
