//! `GetConnections`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Connection, GetConnectionsFilter, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetConnections;

impl Operation for GetConnections {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetConnections";
    type Input = GetConnectionsInput;
    type Output = GetConnectionsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::connections(place, input.catalog_id.as_deref(), &["*"])
    }
}

/// Input of `GetConnections`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetConnectionsInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    pub filter: Option<GetConnectionsFilter>,
    pub hide_password: Option<bool>,
    pub next_token: Option<String>,
    #[shape(range(1..=1000))]
    pub max_results: Option<i32>,
}

/// Output of `GetConnections`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetConnectionsOutput {
    pub connection_list: Option<Vec<Connection>>,
    pub next_token: Option<String>,
}
