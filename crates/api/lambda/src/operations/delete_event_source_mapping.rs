//! `DeleteEventSourceMapping`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::resource::mapping_arns;
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

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        mapping_arns(place, &input.uuid)
    }
}

/// Input of `DeleteEventSourceMapping`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteEventSourceMappingInput {
    #[shape(name = "UUID", label)]
    pub uuid: String,
}
