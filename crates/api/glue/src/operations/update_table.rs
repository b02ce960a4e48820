//! `UpdateTable`.

use kernel::Place;
use wire::{Document, Operation, Service, Shape};

use crate::{SERVICE, TableInput, ViewUpdateAction};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateTable;

impl Operation for UpdateTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateTable";
    type Input = UpdateTableInput;
    type Output = UpdateTableOutput;

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

/// Input of `UpdateTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateTableInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: Option<String>,
    pub table_input: Option<TableInput>,
    pub skip_archive: Option<bool>,
    #[shape(length(1..=255))]
    pub transaction_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub version_id: Option<String>,
    pub view_update_action: Option<ViewUpdateAction>,
    pub force: Option<bool>,
    pub update_open_table_format_input: Option<Document>,
}

/// Output of `UpdateTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateTableOutput {}
