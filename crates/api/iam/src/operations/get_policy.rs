//! `GetPolicy`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Policy, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetPolicy;

impl Operation for GetPolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetPolicy";
    type Input = GetPolicyInput;
    type Output = GetPolicyOutput;

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.policy_arn.clone()]
    }
}

/// Input of `GetPolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetPolicyInput {
    #[shape(length(20..=2048))]
    pub policy_arn: String,
}

/// Output of `GetPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPolicyOutput {
    pub policy: Option<Policy>,
}
