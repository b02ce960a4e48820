//! `GetEventSourceMapping`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::resource::mapping_arns;
use crate::{EventSourceMappingConfiguration, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetEventSourceMapping;

impl Operation for GetEventSourceMapping {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetEventSourceMapping";
    const HTTP: Http = Http { method: "GET", path: "/2015-03-31/event-source-mappings/{UUID}", status: 200 };
    type Input = GetEventSourceMappingInput;
    type Output = EventSourceMappingConfiguration;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        mapping_arns(place, &input.uuid)
    }
}

/// Input of `GetEventSourceMapping`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetEventSourceMappingInput {
    #[shape(name = "UUID", label)]
    pub uuid: String,
}
