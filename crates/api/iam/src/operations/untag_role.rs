//! `UntagRole`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::role_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UntagRole;

impl Operation for UntagRole {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UntagRole";
    type Input = UntagRoleInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        role_arns(place, None, &input.role_name)
    }
}

/// Input of `UntagRole`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UntagRoleInput {
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(0..=50), member(length(1..=128)))]
    pub tag_keys: Vec<String>,
}
