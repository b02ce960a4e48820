//! `TagResource`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct TagResource;

impl Operation for TagResource {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "TagResource";
    type Input = TagResourceInput;
    type Output = TagResourceOutput;

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.resource_arn.clone()]
    }
}

/// Input of `TagResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TagResourceInput {
    #[shape(length(1..=10240), pattern = r"arn:aws(-(cn|us-gov|iso(-[bef])?))?:glue:.*")]
    pub resource_arn: String,
    #[shape(length(0..=50), key(length(1..=128)), member(length(0..=256)))]
    pub tags_to_add: BTreeMap<String, String>,
}

/// Output of `TagResource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TagResourceOutput {}
