//! `GetTables`.

use kernel::{Place, Timestamp};
use wire::{Operation, Service, Shape};

use crate::{AuditContext, SERVICE, Table, TableAttributes, TableResourceShareType};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetTables;

impl Operation for GetTables {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetTables";
    type Input = GetTablesInput;
    type Output = GetTablesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, "*")
    }
}

/// Input of `GetTables`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTablesInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub expression: Option<String>,
    pub next_token: Option<String>,
    #[shape(range(1..=100))]
    pub max_results: Option<i32>,
    #[shape(length(1..=255))]
    pub transaction_id: Option<String>,
    pub query_as_of_time: Option<Timestamp>,
    pub audit_context: Option<AuditContext>,
    pub resource_share_type: Option<TableResourceShareType>,
    pub include_status_details: Option<bool>,
    pub attributes_to_get: Option<Vec<TableAttributes>>,
}

/// Output of `GetTables`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTablesOutput {
    pub table_list: Option<Vec<Table>>,
    pub next_token: Option<String>,
}
