//! `BatchDeleteTable`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, TableError};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchDeleteTable;

impl Operation for BatchDeleteTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchDeleteTable";
    type Input = BatchDeleteTableInput;
    type Output = BatchDeleteTableOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::tables(
            place,
            input.catalog_id.as_deref(),
            &input.database_name,
            &input.tables_to_delete,
        )
    }
}

/// Input of `BatchDeleteTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchDeleteTableInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(0..=100), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub tables_to_delete: Vec<String>,
    #[shape(length(1..=255))]
    pub transaction_id: Option<String>,
}

/// Output of `BatchDeleteTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchDeleteTableOutput {
    pub errors: Option<Vec<TableError>>,
}
