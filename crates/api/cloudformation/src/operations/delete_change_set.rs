//! `DeleteChangeSet`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::stack_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteChangeSet;

impl Operation for DeleteChangeSet {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteChangeSet";
    type Input = DeleteChangeSetInput;
    type Output = DeleteChangeSetOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, input.stack_name.as_ref())
    }
}

/// Input of `DeleteChangeSet`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteChangeSetInput {
    #[shape(length(1..=1600), pattern = "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")]
    pub change_set_name: String,
    #[shape(length(1..=u64::MAX), pattern = "([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)")]
    pub stack_name: Option<String>,
}

/// Output of `DeleteChangeSet`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteChangeSetOutput {}
