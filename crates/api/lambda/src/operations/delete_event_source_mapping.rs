//! `DeleteEventSourceMapping`.

use wire::{Http, Operation, Service, Shape};

use crate::{EventSourceMappingConfiguration, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteEventSourceMapping;

impl Operation for DeleteEventSourceMapping {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteEventSourceMapping";
    const HTTP: Http =
        Http { method: "DELETE", path: "/2015-03-31/event-source-mappings/{UUID}", status: 202 };
    type Input = DeleteEventSourceMappingInput;
    type Output = EventSourceMappingConfiguration;
}

/// Input of `DeleteEventSourceMapping`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteEventSourceMappingInput {
    #[shape(name = "UUID", label)]
    pub uuid: String,
}
