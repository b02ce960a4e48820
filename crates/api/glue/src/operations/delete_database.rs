//! `DeleteDatabase`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteDatabase;

impl Operation for DeleteDatabase {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteDatabase";
    type Input = DeleteDatabaseInput;
    type Output = DeleteDatabaseOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::whole_database(place, input.catalog_id.as_deref(), &input.name)
    }
}

/// Input of `DeleteDatabase`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteDatabaseInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
}

/// Output of `DeleteDatabase`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteDatabaseOutput {}
