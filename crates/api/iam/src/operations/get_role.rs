//! `GetRole`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::role_arns;
use crate::{Role, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetRole;

impl Operation for GetRole {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetRole";
    type Input = GetRoleInput;
    type Output = GetRoleOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `GetRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetRoleInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
}

/// Output of `GetRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetRoleOutput {
    pub role: Role,
}
