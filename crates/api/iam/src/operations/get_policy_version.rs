//! `GetPolicyVersion`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PolicyVersion, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetPolicyVersion;

impl Operation for GetPolicyVersion {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetPolicyVersion";
    type Input = GetPolicyVersionInput;
    type Output = GetPolicyVersionOutput;

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.policy_arn.clone()]
    }
}

/// Input of `GetPolicyVersion`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetPolicyVersionInput {
    #[shape(length(20..=2048))]
    pub policy_arn: String,
    #[shape(pattern = r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    pub version_id: String,
}

/// Output of `GetPolicyVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPolicyVersionOutput {
    pub policy_version: Option<PolicyVersion>,
}
