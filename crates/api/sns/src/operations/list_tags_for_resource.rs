//! `ListTagsForResource`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListTagsForResource;

impl Operation for ListTagsForResource {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListTagsForResource";
    type Input = ListTagsForResourceInput;
    type Output = ListTagsForResourceOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.resource_arn.clone()]
    }
}

/// Input of `ListTagsForResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListTagsForResourceInput {
    #[shape(length(1..=1011))]
    pub resource_arn: String,
}

/// Output of `ListTagsForResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListTagsForResourceOutput {
    pub tags: Option<Vec<Tag>>,
}
