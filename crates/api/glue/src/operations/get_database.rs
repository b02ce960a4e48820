//! `GetDatabase`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Database, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetDatabase;

impl Operation for GetDatabase {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetDatabase";
    type Input = GetDatabaseInput;
    type Output = GetDatabaseOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::database(place, input.catalog_id.as_deref(), &input.name)
    }
}

/// Input of `GetDatabase`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetDatabaseInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
}

/// Output of `GetDatabase`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetDatabaseOutput {
    pub database: Option<Database>,
}
