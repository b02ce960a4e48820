//! `UpdateTerminationProtection`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::stack_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateTerminationProtection;

impl Operation for UpdateTerminationProtection {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateTerminationProtection";
    type Input = UpdateTerminationProtectionInput;
    type Output = UpdateTerminationProtectionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `UpdateTerminationProtection`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateTerminationProtectionInput {
    pub enable_termination_protection: bool,
    #[shape(length(1..=u64::MAX), pattern = r"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    pub stack_name: String,
}

/// Output of `UpdateTerminationProtection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateTerminationProtectionOutput {
    pub stack_id: Option<String>,
}
