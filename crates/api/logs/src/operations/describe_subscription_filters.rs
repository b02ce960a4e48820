//! `DescribeSubscriptionFilters`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, SubscriptionFilter};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeSubscriptionFilters;

impl Operation for DescribeSubscriptionFilters {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeSubscriptionFilters";
    type Input = DescribeSubscriptionFiltersInput;
    type Output = DescribeSubscriptionFiltersOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::arns(place, &input.log_group_name, None)
    }
}

/// Input of `DescribeSubscriptionFilters`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct DescribeSubscriptionFiltersInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub filter_name_prefix: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
    #[shape(range(1..=50))]
    pub limit: Option<i32>,
}

/// Output of `DescribeSubscriptionFilters`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct DescribeSubscriptionFiltersOutput {
    pub subscription_filters: Option<Vec<SubscriptionFilter>>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
}
