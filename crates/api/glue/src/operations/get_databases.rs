//! `GetDatabases`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Database, DatabaseAttributes, ResourceShareType, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetDatabases;

impl Operation for GetDatabases {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetDatabases";
    type Input = GetDatabasesInput;
    type Output = GetDatabasesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::database(place, input.catalog_id.as_deref(), "*")
    }
}

/// Input of `GetDatabases`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetDatabasesInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    pub next_token: Option<String>,
    #[shape(range(1..=100))]
    pub max_results: Option<i32>,
    pub resource_share_type: Option<ResourceShareType>,
    pub attributes_to_get: Option<Vec<DatabaseAttributes>>,
}

/// Output of `GetDatabases`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetDatabasesOutput {
    pub database_list: Vec<Database>,
    pub next_token: Option<String>,
}
