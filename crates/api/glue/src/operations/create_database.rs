//! `CreateDatabase`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{DatabaseInput, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateDatabase;

impl Operation for CreateDatabase {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateDatabase";
    type Input = CreateDatabaseInput;
    type Output = CreateDatabaseOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::database(place, input.catalog_id.as_deref(), &input.database_input.name)
    }
}

/// Input of `CreateDatabase`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateDatabaseInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    pub database_input: DatabaseInput,
    #[shape(length(0..=50), key(length(1..=128)), member(length(0..=256)))]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Output of `CreateDatabase`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateDatabaseOutput {}
