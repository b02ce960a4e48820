//! `AddPermission`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct AddPermission;

impl Operation for AddPermission {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "AddPermission";
    type Input = AddPermissionInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.topic_arn.clone()]
    }
}

/// Input of `AddPermission`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AddPermissionInput {
    pub topic_arn: String,
    pub label: String,
    #[shape(name = "AWSAccountId")]
    pub aws_account_id: Vec<String>,
    pub action_name: Vec<String>,
}
