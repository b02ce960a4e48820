//! `UntagResource`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UntagResource;

impl Operation for UntagResource {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UntagResource";
    type Input = UntagResourceInput;
    type Output = UntagResourceOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.resource_arn.clone()]
    }
}

/// Input of `UntagResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UntagResourceInput {
    #[shape(length(1..=1011))]
    pub resource_arn: String,
    pub tag_keys: Vec<String>,
}

/// Output of `UntagResource`: nothing, in an element of its own.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UntagResourceOutput {}
