//! `CreatePolicy`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::policy_arns;
use crate::{Policy, SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreatePolicy;

impl Operation for CreatePolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreatePolicy";
    type Input = CreatePolicyInput;
    type Output = CreatePolicyOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        policy_arns(place, input.path.as_ref(), &input.policy_name)
    }
}

/// Input of `CreatePolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreatePolicyInput {
    #[shape(length(1..=128), pattern = r"[\w+=,.@-]+")]
    pub policy_name: String,
    #[shape(length(1..=512), pattern = r"((/[A-Za-z0-9\.,\+@=_-]+)*)/")]
    pub path: Option<String>,
    #[shape(length(1..=131072), pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub policy_document: String,
    #[shape(length(0..=1000))]
    pub description: Option<String>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
}

/// Output of `CreatePolicy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreatePolicyOutput {
    pub policy: Option<Policy>,
}
