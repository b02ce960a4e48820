//! `UpdateAssumeRolePolicy`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::role_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateAssumeRolePolicy;

impl Operation for UpdateAssumeRolePolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateAssumeRolePolicy";
    type Input = UpdateAssumeRolePolicyInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `UpdateAssumeRolePolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateAssumeRolePolicyInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(1..=131072), pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy_document: String,
}
