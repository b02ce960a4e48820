//! `UntagLogGroup`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UntagLogGroup;

impl Operation for UntagLogGroup {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UntagLogGroup";
    type Input = UntagLogGroupInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::arns(place, &input.log_group_name, None)
    }
}

/// Input of `UntagLogGroup`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct UntagLogGroupInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    #[shape(length(1..=u64::MAX), member(length(1..=128)))]
    pub tags: Vec<String>,
}
