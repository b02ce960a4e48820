//! `GetTable`.

use kernel::{Place, Timestamp};
use wire::{Operation, Service, Shape};

use crate::{AuditContext, SERVICE, Table, TableAttributes};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetTable;

impl Operation for GetTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetTable";
    type Input = GetTableInput;
    type Output = GetTableOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.name)
    }
}

/// Input of `GetTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTableInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(1..=255))]
    pub transaction_id: Option<String>,
    pub query_as_of_time: Option<Timestamp>,
    pub audit_context: Option<AuditContext>,
    pub include_status_details: Option<bool>,
    pub attributes_to_get: Option<Vec<TableAttributes>>,
}

/// Output of `GetTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTableOutput {
    pub table: Option<Table>,
}
