//! `CreatePolicyVersion`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PolicyVersion, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreatePolicyVersion;

impl Operation for CreatePolicyVersion {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreatePolicyVersion";
    type Input = CreatePolicyVersionInput;
    type Output = CreatePolicyVersionOutput;

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.policy_arn.clone()]
    }
}

/// Input of `CreatePolicyVersion`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreatePolicyVersionInput {
    #[shape(length(20..=2048))]
    pub policy_arn: String,
    #[shape(length(1..=131072), pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy_document: String,
    pub set_as_default: Option<bool>,
}

/// Output of `CreatePolicyVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreatePolicyVersionOutput {
    pub policy_version: Option<PolicyVersion>,
}
