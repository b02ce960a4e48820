//! `TagResource`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct TagResource;

impl Operation for TagResource {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "TagResource";
    type Input = TagResourceInput;
    type Output = TagResourceOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.resource_arn.clone()]
    }
}

/// Input of `TagResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TagResourceInput {
    #[shape(length(1..=1011))]
    pub resource_arn: String,
    pub tags: Vec<Tag>,
}

/// Output of `TagResource`: nothing, in an element of its own.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TagResourceOutput {}
