//! `ExecuteChangeSet`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::stack_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ExecuteChangeSet;

impl Operation for ExecuteChangeSet {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ExecuteChangeSet";
    type Input = ExecuteChangeSetInput;
    type Output = ExecuteChangeSetOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, input.stack_name.as_ref())
    }
}

/// Input of `ExecuteChangeSet`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ExecuteChangeSetInput {
    #[shape(length(1..=1600), pattern = "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")]
    pub change_set_name: String,
    #[shape(length(1..=u64::MAX), pattern = "([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)")]
    pub stack_name: Option<String>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
    pub disable_rollback: Option<bool>,
    pub retain_except_on_create: Option<bool>,
}

/// Output of `ExecuteChangeSet`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ExecuteChangeSetOutput {}
