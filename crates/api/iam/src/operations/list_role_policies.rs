//! `ListRolePolicies`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::role_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListRolePolicies;

impl Operation for ListRolePolicies {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListRolePolicies";
    type Input = ListRolePoliciesInput;
    type Output = ListRolePoliciesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `ListRolePolicies`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListRolePoliciesInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(1..=1024), pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    #[shape(range(1..=1000))]
    pub max_items: Option<i32>,
}

/// Output of `ListRolePolicies`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListRolePoliciesOutput {
    #[shape(member(length(1..=128), pattern = r"[\w+=,.@-]+"))]
    pub policy_names: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}
