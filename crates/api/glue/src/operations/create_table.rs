//! `CreateTable`.

use kernel::Place;
use wire::{Document, Operation, Service, Shape};

use crate::{PartitionIndex, SERVICE, TableInput};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateTable;

impl Operation for CreateTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateTable";
    type Input = CreateTableInput;
    type Output = CreateTableOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        let name = input.table_input.as_ref().map(|table| table.name.as_str()).or(input.name.as_deref());
        crate::resource::table(
            place,
            input.catalog_id.as_deref(),
            &input.database_name,
            name.unwrap_or_default(),
        )
    }
}

/// Input of `CreateTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateTableInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: Option<String>,
    pub table_input: Option<TableInput>,
    pub partition_indexes: Option<Vec<PartitionIndex>>,
    #[shape(length(1..=255))]
    pub transaction_id: Option<String>,
    pub open_table_format_input: Option<Document>,
}

/// Output of `CreateTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateTableOutput {}
