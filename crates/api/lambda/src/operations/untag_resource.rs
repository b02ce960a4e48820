//! `UntagResource`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UntagResource;

impl Operation for UntagResource {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UntagResource";
    const HTTP: Http = Http { method: "DELETE", path: "/2017-03-31/tags/{Resource}", status: 204 };
    type Input = UntagResourceInput;
    type Output = ();

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.resource.clone()]
    }
}

/// Input of `UntagResource`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UntagResourceInput {
    #[shape(label, length(1..=256), pattern = r"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)")]
    pub resource: String,
    #[shape(query = "tagKeys")]
    pub tag_keys: Vec<String>,
}
