//! `Unsubscribe`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct Unsubscribe;

impl Operation for Unsubscribe {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Unsubscribe";
    type Input = UnsubscribeInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![crate::topic_of(&input.subscription_arn).to_owned()]
    }
}

/// Input of `Unsubscribe`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UnsubscribeInput {
    pub subscription_arn: String,
}
