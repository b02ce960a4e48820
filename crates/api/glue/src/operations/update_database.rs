//! `UpdateDatabase`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{DatabaseInput, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateDatabase;

impl Operation for UpdateDatabase {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateDatabase";
    type Input = UpdateDatabaseInput;
    type Output = UpdateDatabaseOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::database(place, input.catalog_id.as_deref(), &input.name)
    }
}

/// Input of `UpdateDatabase`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateDatabaseInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub database_input: DatabaseInput,
}

/// Output of `UpdateDatabase`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateDatabaseOutput {}
