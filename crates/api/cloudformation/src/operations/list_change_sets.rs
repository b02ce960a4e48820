//! `ListChangeSets`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{ChangeSetSummary, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListChangeSets;

impl Operation for ListChangeSets {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListChangeSets";
    type Input = ListChangeSetsInput;
    type Output = ListChangeSetsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `ListChangeSets`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListChangeSetsInput {
    #[shape(length(1..=u64::MAX), pattern = "([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)")]
    pub stack_name: String,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}

/// Output of `ListChangeSets`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListChangeSetsOutput {
    pub summaries: Option<Vec<ChangeSetSummary>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
