//! `UpdateConnection`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{ConnectionInput, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateConnection;

impl Operation for UpdateConnection {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateConnection";
    type Input = UpdateConnectionInput;
    type Output = UpdateConnectionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::connections(place, input.catalog_id.as_deref(), &[&input.name])
    }
}

/// Input of `UpdateConnection`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateConnectionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    pub connection_input: ConnectionInput,
}

/// Output of `UpdateConnection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateConnectionOutput {}
