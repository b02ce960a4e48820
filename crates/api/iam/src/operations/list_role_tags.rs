//! `ListRoleTags`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::role_arns;
use crate::{SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListRoleTags;

impl Operation for ListRoleTags {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListRoleTags";
    type Input = ListRoleTagsInput;
    type Output = ListRoleTagsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `ListRoleTags`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListRoleTagsInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(1..=1024), pattern = r"[\u0020-\u00FF]+")]
    pub marker: Option<String>,
    #[shape(range(1..=1000))]
    pub max_items: Option<i32>,
}

/// Output of `ListRoleTags`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListRoleTagsOutput {
    #[shape(length(0..=50))]
    pub tags: Vec<Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}
