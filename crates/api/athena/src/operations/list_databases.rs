//! `ListDatabases`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Database, DatabaseAttributes, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListDatabases;

impl Operation for ListDatabases {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListDatabases";
    type Input = ListDatabasesInput;
    type Output = ListDatabasesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::data_catalog(place, &input.catalog_name)]
    }
}

/// Input of `ListDatabases`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListDatabasesInput {
    #[shape(length(1..=256), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_name: String,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    #[shape(range(1..=50))]
    pub max_results: Option<i32>,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
    #[shape(length(0..=1))]
    pub attributes_to_get: Option<Vec<DatabaseAttributes>>,
}

/// Output of `ListDatabases`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListDatabasesOutput {
    pub database_list: Option<Vec<Database>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
