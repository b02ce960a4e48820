//! `TagRole`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::role_arns;
use crate::{SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct TagRole;

impl Operation for TagRole {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "TagRole";
    type Input = TagRoleInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `TagRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct TagRoleInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(0..=50))]
    pub tags: Vec<Tag>,
}
