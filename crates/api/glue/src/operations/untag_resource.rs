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

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.resource_arn.clone()]
    }
}

/// Input of `UntagResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UntagResourceInput {
    #[shape(length(1..=10240), pattern = r"arn:aws(-(cn|us-gov|iso(-[bef])?))?:glue:.*")]
    pub resource_arn: String,
    #[shape(length(0..=50), member(length(1..=128)))]
    pub tags_to_remove: Vec<String>,
}

/// Output of `UntagResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UntagResourceOutput {}
