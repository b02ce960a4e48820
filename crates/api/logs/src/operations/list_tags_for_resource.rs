//! `ListTagsForResource`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListTagsForResource;

impl Operation for ListTagsForResource {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListTagsForResource";
    type Input = ListTagsForResourceInput;
    type Output = ListTagsForResourceOutput;

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.resource_arn.clone()]
    }
}

/// Input of `ListTagsForResource`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct ListTagsForResourceInput {
    #[shape(length(1..=1011), pattern = r"[\w+=/:,.@-]*")]
    pub resource_arn: String,
}

/// Output of `ListTagsForResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct ListTagsForResourceOutput {
    pub tags: Option<BTreeMap<String, String>>,
}
