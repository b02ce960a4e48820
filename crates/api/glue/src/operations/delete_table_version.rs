//! `DeleteTableVersion`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteTableVersion;

impl Operation for DeleteTableVersion {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteTableVersion";
    type Input = DeleteTableVersionInput;
    type Output = DeleteTableVersionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `DeleteTableVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteTableVersionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub version_id: String,
}

/// Output of `DeleteTableVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteTableVersionOutput {}
