//! `ListTableMetadata`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, TableAttributes, TableMetadata, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListTableMetadata;

impl Operation for ListTableMetadata {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListTableMetadata";
    type Input = ListTableMetadataInput;
    type Output = ListTableMetadataOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::data_catalog(place, &input.catalog_name)]
    }
}

/// Input of `ListTableMetadata`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListTableMetadataInput {
    #[shape(length(1..=256), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_name: String,
    #[shape(length(1..=128))]
    pub database_name: String,
    #[shape(length(0..=256))]
    pub expression: Option<String>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    #[shape(range(1..=50))]
    pub max_results: Option<i32>,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
    #[shape(length(1..=2))]
    pub attributes_to_get: Option<Vec<TableAttributes>>,
}

/// Output of `ListTableMetadata`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListTableMetadataOutput {
    pub table_metadata_list: Option<Vec<TableMetadata>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
