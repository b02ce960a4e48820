//! `ListTags`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Http, Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListTags;

impl Operation for ListTags {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListTags";
    const HTTP: Http = Http { method: "GET", path: "/2017-03-31/tags/{Resource}", status: 200 };
    type Input = ListTagsInput;
    type Output = ListTagsOutput;

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.resource.clone()]
    }
}

/// Input of `ListTags`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListTagsInput {
    #[shape(label, length(1..=256), pattern = r"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:(function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)")]
    pub resource: String,
}

/// Output of `ListTags`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListTagsOutput {
    pub tags: Option<BTreeMap<String, String>>,
}
