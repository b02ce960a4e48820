//! `ListInstanceProfilesForRole`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::role_arns;
use crate::{InstanceProfile, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListInstanceProfilesForRole;

impl Operation for ListInstanceProfilesForRole {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListInstanceProfilesForRole";
    type Input = ListInstanceProfilesForRoleInput;
    type Output = ListInstanceProfilesForRoleOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `ListInstanceProfilesForRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListInstanceProfilesForRoleInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(1..=1024), pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    #[shape(range(1..=1000))]
    pub max_items: Option<i32>,
}

/// Output of `ListInstanceProfilesForRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListInstanceProfilesForRoleOutput {
    pub instance_profiles: Vec<InstanceProfile>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}
