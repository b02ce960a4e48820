//! `ListRoles`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::role_arns;
use crate::{Role, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListRoles;

impl Operation for ListRoles {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListRoles";
    type Input = ListRolesInput;
    type Output = ListRolesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, input.path_prefix.as_ref(), "")
    }
}

/// Input of `ListRoles`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListRolesInput {
    #[shape(length(1..=512), pattern = r"\u002F[\u0021-\u007F]*")]
    pub path_prefix: Option<String>,
    #[shape(length(1..=1024), pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    #[shape(range(1..=1000))]
    pub max_items: Option<i32>,
}

/// Output of `ListRoles`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListRolesOutput {
    pub roles: Vec<Role>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}
