//! `CreateConnection`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{ConnectionInput, ConnectionStatus, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateConnection;

impl Operation for CreateConnection {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateConnection";
    type Input = CreateConnectionInput;
    type Output = CreateConnectionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::connections(place, input.catalog_id.as_deref(), &[&input.connection_input.name])
    }
}

/// Input of `CreateConnection`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateConnectionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    pub connection_input: ConnectionInput,
    #[shape(length(0..=50), key(length(1..=128)), member(length(0..=256)))]
    pub tags: Option<BTreeMap<String, String>>,
}

/// Output of `CreateConnection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateConnectionOutput {
    pub create_connection_status: Option<ConnectionStatus>,
}
