//! `ContinueUpdateRollback`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::stack_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ContinueUpdateRollback;

impl Operation for ContinueUpdateRollback {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ContinueUpdateRollback";
    type Input = ContinueUpdateRollbackInput;
    type Output = ContinueUpdateRollbackOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `ContinueUpdateRollback`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ContinueUpdateRollbackInput {
    #[shape(length(1..=u64::MAX), pattern = "([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)")]
    pub stack_name: String,
    #[shape(name = "RoleARN", length(20..=2048))]
    pub role_arn: Option<String>,
    #[shape(member(pattern = "[a-zA-Z0-9]+|[a-zA-Z][-a-zA-Z0-9]*\\.[a-zA-Z0-9]+"))]
    pub resources_to_skip: Option<Vec<String>>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
}

/// Output of `ContinueUpdateRollback`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ContinueUpdateRollbackOutput {}
