//! `UpdateRole`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::role_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateRole;

impl Operation for UpdateRole {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateRole";
    type Input = UpdateRoleInput;
    type Output = UpdateRoleOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `UpdateRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateRoleInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(0..=1000), pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")]
    pub description: Option<String>,
    #[shape(range(3600..=43200))]
    pub max_session_duration: Option<i32>,
}

/// Output of `UpdateRole`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateRoleOutput {}
