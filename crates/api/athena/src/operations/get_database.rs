//! `GetDatabase`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Database, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetDatabase;

impl Operation for GetDatabase {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetDatabase";
    type Input = GetDatabaseInput;
    type Output = GetDatabaseOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::data_catalog(place, &input.catalog_name)]
    }
}

/// Input of `GetDatabase`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetDatabaseInput {
    #[shape(length(1..=256), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_name: String,
    #[shape(length(1..=128))]
    pub database_name: String,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
}

/// Output of `GetDatabase`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetDatabaseOutput {
    pub database: Option<Database>,
}
