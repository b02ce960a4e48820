//! `RemovePermission`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct RemovePermission;

impl Operation for RemovePermission {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "RemovePermission";
    type Input = RemovePermissionInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.topic_arn.clone()]
    }
}

/// Input of `RemovePermission`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RemovePermissionInput {
    pub topic_arn: String,
    pub label: String,
}
