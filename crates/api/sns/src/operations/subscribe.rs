//! `Subscribe`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct Subscribe;

impl Operation for Subscribe {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Subscribe";
    type Input = SubscribeInput;
    type Output = SubscribeOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.topic_arn.clone()]
    }
}

/// Input of `Subscribe`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SubscribeInput {
    pub topic_arn: String,
    pub protocol: String,
    pub endpoint: Option<String>,
    pub attributes: Option<BTreeMap<String, String>>,
    pub return_subscription_arn: Option<bool>,
}

/// Output of `Subscribe`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SubscribeOutput {
    pub subscription_arn: Option<String>,
}
