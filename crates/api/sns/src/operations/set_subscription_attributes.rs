//! `SetSubscriptionAttributes`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct SetSubscriptionAttributes;

impl Operation for SetSubscriptionAttributes {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "SetSubscriptionAttributes";
    type Input = SetSubscriptionAttributesInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![crate::topic_of(&input.subscription_arn).to_owned()]
    }
}

/// Input of `SetSubscriptionAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SetSubscriptionAttributesInput {
    pub subscription_arn: String,
    pub attribute_name: String,
    pub attribute_value: Option<String>,
}
