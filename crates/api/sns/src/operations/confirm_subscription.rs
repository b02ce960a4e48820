//! `ConfirmSubscription`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmSubscription;

impl Operation for ConfirmSubscription {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ConfirmSubscription";
    type Input = ConfirmSubscriptionInput;
    type Output = ConfirmSubscriptionOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.topic_arn.clone()]
    }
}

/// Input of `ConfirmSubscription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ConfirmSubscriptionInput {
    pub topic_arn: String,
    pub token: String,
    pub authenticate_on_unsubscribe: Option<String>,
}

/// Output of `ConfirmSubscription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ConfirmSubscriptionOutput {
    pub subscription_arn: Option<String>,
}
