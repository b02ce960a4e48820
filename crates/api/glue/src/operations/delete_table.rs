//! `DeleteTable`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteTable;

impl Operation for DeleteTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteTable";
    type Input = DeleteTableInput;
    type Output = DeleteTableOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.name)
    }
}

/// Input of `DeleteTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteTableInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(1..=255))]
    pub transaction_id: Option<String>,
}

/// Output of `DeleteTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteTableOutput {}
