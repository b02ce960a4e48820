//! `DeleteRole`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::role_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteRole;

impl Operation for DeleteRole {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteRole";
    type Input = DeleteRoleInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `DeleteRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteRoleInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
}
