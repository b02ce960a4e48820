//! `ListPolicyVersions`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PolicyVersion, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListPolicyVersions;

impl Operation for ListPolicyVersions {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListPolicyVersions";
    type Input = ListPolicyVersionsInput;
    type Output = ListPolicyVersionsOutput;

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.policy_arn.clone()]
    }
}

/// Input of `ListPolicyVersions`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListPolicyVersionsInput {
    #[shape(length(20..=2048))]
    pub policy_arn: String,
    #[shape(length(1..=1024), pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    #[shape(range(1..=1000))]
    pub max_items: Option<i32>,
}

/// Output of `ListPolicyVersions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListPolicyVersionsOutput {
    pub versions: Option<Vec<PolicyVersion>>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}
