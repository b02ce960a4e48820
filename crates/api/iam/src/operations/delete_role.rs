//! `DeleteRole`.

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteRole;

impl Operation for DeleteRole {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteRole";
    type Input = DeleteRoleInput;
    type Output = ();
}

/// Input of `DeleteRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteRoleInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
}
