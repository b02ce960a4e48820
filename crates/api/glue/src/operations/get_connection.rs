//! `GetConnection`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{ComputeEnvironment, Connection, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetConnection;

impl Operation for GetConnection {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetConnection";
    type Input = GetConnectionInput;
    type Output = GetConnectionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::connections(place, input.catalog_id.as_deref(), &[&input.name])
    }
}

/// Input of `GetConnection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetConnectionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub hide_password: Option<bool>,
    pub apply_override_for_compute_environment: Option<ComputeEnvironment>,
}

/// Output of `GetConnection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetConnectionOutput {
    pub connection: Option<Connection>,
}
