//! `ListEventSourceMappings`.

use wire::{Http, Operation, Service, Shape};

use crate::{EventSourceMappingConfiguration, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListEventSourceMappings;

impl Operation for ListEventSourceMappings {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListEventSourceMappings";
    const HTTP: Http = Http { method: "GET", path: "/2015-03-31/event-source-mappings", status: 200 };
    type Input = ListEventSourceMappingsInput;
    type Output = ListEventSourceMappingsOutput;
}

/// Input of `ListEventSourceMappings`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListEventSourceMappingsInput {
    #[shape(
        query = "EventSourceArn",
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub event_source_arn: Option<String>,
    #[shape(query = "FunctionName", length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: Option<String>,
    #[shape(query = "Marker")]
    pub marker: Option<String>,
    #[shape(query = "MaxItems", range(1..=10000))]
    pub max_items: Option<i32>,
}

/// Output of `ListEventSourceMappings`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListEventSourceMappingsOutput {
    pub next_marker: Option<String>,
    pub event_source_mappings: Option<Vec<EventSourceMappingConfiguration>>,
}
