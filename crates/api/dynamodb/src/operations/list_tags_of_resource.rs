//! `ListTagsOfResource`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListTagsOfResource;

impl Operation for ListTagsOfResource {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListTagsOfResource";
    type Input = ListTagsOfResourceInput;
    type Output = ListTagsOfResourceOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.resource_arn.clone()]
    }
}

/// Input of `ListTagsOfResource`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListTagsOfResourceInput {
    #[shape(length(1..=1283))]
    pub resource_arn: String,
    pub next_token: Option<String>,
}

/// Output of `ListTagsOfResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListTagsOfResourceOutput {
    pub tags: Option<Vec<Tag>>,
    pub next_token: Option<String>,
}
