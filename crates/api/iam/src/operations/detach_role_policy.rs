//! `DetachRolePolicy`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::role_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DetachRolePolicy;

impl Operation for DetachRolePolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DetachRolePolicy";
    type Input = DetachRolePolicyInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `DetachRolePolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DetachRolePolicyInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(20..=2048))]
    pub policy_arn: String,
}
