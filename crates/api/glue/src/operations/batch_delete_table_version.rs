//! `BatchDeleteTableVersion`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, TableVersionError};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchDeleteTableVersion;

impl Operation for BatchDeleteTableVersion {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchDeleteTableVersion";
    type Input = BatchDeleteTableVersionInput;
    type Output = BatchDeleteTableVersionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `BatchDeleteTableVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchDeleteTableVersionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(0..=100), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub version_ids: Vec<String>,
}

/// Output of `BatchDeleteTableVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchDeleteTableVersionOutput {
    pub errors: Option<Vec<TableVersionError>>,
}
