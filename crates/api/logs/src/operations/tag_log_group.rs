//! `TagLogGroup`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct TagLogGroup;

impl Operation for TagLogGroup {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "TagLogGroup";
    type Input = TagLogGroupInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::arns(place, &input.log_group_name, None)
    }
}

/// Input of `TagLogGroup`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct TagLogGroupInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    #[shape(length(1..=50), key(length(1..=128)), member(length(0..=256)))]
    pub tags: BTreeMap<String, String>,
}
