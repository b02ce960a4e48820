//! `DeleteSubscriptionFilter`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteSubscriptionFilter;

impl Operation for DeleteSubscriptionFilter {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteSubscriptionFilter";
    type Input = DeleteSubscriptionFilterInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::arns(place, &input.log_group_name, None)
    }
}

/// Input of `DeleteSubscriptionFilter`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct DeleteSubscriptionFilterInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub filter_name: String,
}
