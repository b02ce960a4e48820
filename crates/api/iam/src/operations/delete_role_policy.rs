//! `DeleteRolePolicy`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::role_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteRolePolicy;

impl Operation for DeleteRolePolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteRolePolicy";
    type Input = DeleteRolePolicyInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `DeleteRolePolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteRolePolicyInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(1..=128), pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
}
