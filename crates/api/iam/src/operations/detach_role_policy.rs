//! `DetachRolePolicy`.

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DetachRolePolicy;

impl Operation for DetachRolePolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DetachRolePolicy";
    type Input = DetachRolePolicyInput;
    type Output = ();
}

/// Input of `DetachRolePolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DetachRolePolicyInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(20..=2048))]
    pub policy_arn: String,
}
