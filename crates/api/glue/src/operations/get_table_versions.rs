//! `GetTableVersions`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{AuditContext, SERVICE, TableVersion};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetTableVersions;

impl Operation for GetTableVersions {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetTableVersions";
    type Input = GetTableVersionsInput;
    type Output = GetTableVersionsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `GetTableVersions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTableVersionsInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    pub next_token: Option<String>,
    #[shape(range(1..=100))]
    pub max_results: Option<i32>,
    pub audit_context: Option<AuditContext>,
}

/// Output of `GetTableVersions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTableVersionsOutput {
    pub table_versions: Option<Vec<TableVersion>>,
    pub next_token: Option<String>,
}
