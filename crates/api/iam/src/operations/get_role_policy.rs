//! `GetRolePolicy`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::role_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetRolePolicy;

impl Operation for GetRolePolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetRolePolicy";
    type Input = GetRolePolicyInput;
    type Output = GetRolePolicyOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `GetRolePolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetRolePolicyInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(1..=128), pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
}

/// Output of `GetRolePolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetRolePolicyOutput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(1..=128), pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
    #[shape(length(1..=131072), pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy_document: String,
}
