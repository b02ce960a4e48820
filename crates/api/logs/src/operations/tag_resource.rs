//! `TagResource`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct TagResource;

impl Operation for TagResource {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "TagResource";
    type Input = TagResourceInput;
    type Output = ();

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.resource_arn.clone()]
    }
}

/// Input of `TagResource`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct TagResourceInput {
    #[shape(length(1..=1011), pattern = r"[\w+=/:,.@-]*")]
    pub resource_arn: String,
    #[shape(length(1..=50), key(length(1..=128)), member(length(0..=256)))]
    pub tags: BTreeMap<String, String>,
}
