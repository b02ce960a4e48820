//! `GetTags`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetTags;

impl Operation for GetTags {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetTags";
    type Input = GetTagsInput;
    type Output = GetTagsOutput;

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.resource_arn.clone()]
    }
}

/// Input of `GetTags`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTagsInput {
    #[shape(length(1..=10240), pattern = r"arn:aws(-(cn|us-gov|iso(-[bef])?))?:glue:.*")]
    pub resource_arn: String,
}

/// Output of `GetTags`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTagsOutput {
    #[shape(length(0..=50), key(length(1..=128)), member(length(0..=256)))]
    pub tags: Option<BTreeMap<String, String>>,
}
