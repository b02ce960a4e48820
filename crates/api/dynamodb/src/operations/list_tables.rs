//! `ListTables`.

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListTables;

impl Operation for ListTables {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListTables";
    type Input = ListTablesInput;
    type Output = ListTablesOutput;
}

/// Input of `ListTables`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListTablesInput {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub exclusive_start_table_name: Option<String>,
    #[shape(range(1..=100))]
    pub limit: Option<i32>,
}

/// Output of `ListTables`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListTablesOutput {
    #[shape(member(length(3..=255), pattern = "[a-zA-Z0-9_.-]+"))]
    pub table_names: Option<Vec<String>>,
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub last_evaluated_table_name: Option<String>,
}
