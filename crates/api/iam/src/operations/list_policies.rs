//! `ListPolicies`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::policy_arns;
use crate::{Policy, PolicyScopeType, PolicyUsageType, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListPolicies;

impl Operation for ListPolicies {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListPolicies";
    type Input = ListPoliciesInput;
    type Output = ListPoliciesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        policy_arns(place, input.path_prefix.as_ref(), "")
    }
}

/// Input of `ListPolicies`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListPoliciesInput {
    pub scope: Option<PolicyScopeType>,
    pub only_attached: Option<bool>,
    #[shape(length(1..=512), pattern = r"((/[A-Za-z0-9\.,\+@=_-]+)*)/")]
    pub path_prefix: Option<String>,
    pub policy_usage_filter: Option<PolicyUsageType>,
    #[shape(length(1..=1024), pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    #[shape(range(1..=1000))]
    pub max_items: Option<i32>,
}

/// Output of `ListPolicies`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListPoliciesOutput {
    pub policies: Option<Vec<Policy>>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}
