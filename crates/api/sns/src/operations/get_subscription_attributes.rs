//! `GetSubscriptionAttributes`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetSubscriptionAttributes;

impl Operation for GetSubscriptionAttributes {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetSubscriptionAttributes";
    type Input = GetSubscriptionAttributesInput;
    type Output = GetSubscriptionAttributesOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![crate::topic_of(&input.subscription_arn).to_owned()]
    }
}

/// Input of `GetSubscriptionAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetSubscriptionAttributesInput {
    pub subscription_arn: String,
}

/// Output of `GetSubscriptionAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetSubscriptionAttributesOutput {
    pub attributes: Option<BTreeMap<String, String>>,
}
