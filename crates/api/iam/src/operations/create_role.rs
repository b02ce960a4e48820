//! `CreateRole`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::role_arns;
use crate::{Role, SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateRole;

impl Operation for CreateRole {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateRole";
    type Input = CreateRoleInput;
    type Output = CreateRoleOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, input.path.as_ref(), &input.role_name)
    }
}

/// Input of `CreateRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateRoleInput {
    #[shape(length(1..=512), pattern = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    pub path: Option<String>,
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(1..=131072), pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub assume_role_policy_document: String,
    #[shape(length(0..=1000), pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")]
    pub description: Option<String>,
    #[shape(range(3600..=43200))]
    pub max_session_duration: Option<i32>,
    #[shape(length(20..=2048))]
    pub permissions_boundary: Option<String>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
}

/// Output of `CreateRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateRoleOutput {
    pub role: Role,
}
