//! `DeletePolicy`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeletePolicy;

impl Operation for DeletePolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeletePolicy";
    type Input = DeletePolicyInput;
    type Output = ();

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.policy_arn.clone()]
    }
}

/// Input of `DeletePolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeletePolicyInput {
    #[shape(length(20..=2048))]
    pub policy_arn: String,
}
