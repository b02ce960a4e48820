//! `DeleteStack`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{DeletionMode, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteStack;

impl Operation for DeleteStack {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteStack";
    type Input = DeleteStackInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `DeleteStack`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteStackInput {
    pub stack_name: String,
    pub retain_resources: Option<Vec<String>>,
    #[shape(name = "RoleARN", length(20..=2048))]
    pub role_arn: Option<String>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
    pub deletion_mode: Option<DeletionMode>,
}
