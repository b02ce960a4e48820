//! `AttachRolePolicy`.

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct AttachRolePolicy;

impl Operation for AttachRolePolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "AttachRolePolicy";
    type Input = AttachRolePolicyInput;
    type Output = ();
}

/// Input of `AttachRolePolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AttachRolePolicyInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(20..=2048))]
    pub policy_arn: String,
}
