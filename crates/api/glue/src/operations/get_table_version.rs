//! `GetTableVersion`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{AuditContext, SERVICE, TableVersion};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetTableVersion;

impl Operation for GetTableVersion {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetTableVersion";
    type Input = GetTableVersionInput;
    type Output = GetTableVersionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `GetTableVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTableVersionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub version_id: Option<String>,
    pub audit_context: Option<AuditContext>,
}

/// Output of `GetTableVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTableVersionOutput {
    pub table_version: Option<TableVersion>,
}
