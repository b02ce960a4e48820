//! `PutSubscriptionFilter`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Distribution, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutSubscriptionFilter;

impl Operation for PutSubscriptionFilter {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutSubscriptionFilter";
    type Input = PutSubscriptionFilterInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::arns(place, &input.log_group_name, None)
    }
}

/// Input of `PutSubscriptionFilter`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct PutSubscriptionFilterInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub filter_name: String,
    #[shape(length(0..=1024))]
    pub filter_pattern: String,
    #[shape(length(1..=u64::MAX))]
    pub destination_arn: String,
    #[shape(length(1..=u64::MAX))]
    pub role_arn: Option<String>,
    pub distribution: Option<Distribution>,
    pub apply_on_transformed_logs: Option<bool>,
    #[shape(length(0..=2000))]
    pub field_selection_criteria: Option<String>,
    pub emit_system_fields: Option<Vec<String>>,
}
