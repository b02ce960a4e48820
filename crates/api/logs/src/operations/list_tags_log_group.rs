//! `ListTagsLogGroup`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListTagsLogGroup;

impl Operation for ListTagsLogGroup {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListTagsLogGroup";
    type Input = ListTagsLogGroupInput;
    type Output = ListTagsLogGroupOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::arns(place, &input.log_group_name, None)
    }
}

/// Input of `ListTagsLogGroup`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct ListTagsLogGroupInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
}

/// Output of `ListTagsLogGroup`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct ListTagsLogGroupOutput {
    pub tags: Option<BTreeMap<String, String>>,
}
