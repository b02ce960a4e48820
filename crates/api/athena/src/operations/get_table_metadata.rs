//! `GetTableMetadata`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, TableMetadata, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetTableMetadata;

impl Operation for GetTableMetadata {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetTableMetadata";
    type Input = GetTableMetadataInput;
    type Output = GetTableMetadataOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::data_catalog(place, &input.catalog_name)]
    }
}

/// Input of `GetTableMetadata`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetTableMetadataInput {
    #[shape(length(1..=256), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_name: String,
    #[shape(length(1..=128))]
    pub database_name: String,
    #[shape(length(1..=128))]
    pub table_name: String,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
}

/// Output of `GetTableMetadata`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTableMetadataOutput {
    pub table_metadata: Option<TableMetadata>,
}
