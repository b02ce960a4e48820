//! `SetDefaultPolicyVersion`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct SetDefaultPolicyVersion;

impl Operation for SetDefaultPolicyVersion {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "SetDefaultPolicyVersion";
    type Input = SetDefaultPolicyVersionInput;
    type Output = ();

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.policy_arn.clone()]
    }
}

/// Input of `SetDefaultPolicyVersion`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct SetDefaultPolicyVersionInput {
    #[shape(length(20..=2048))]
    pub policy_arn: String,
    #[shape(pattern = r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    pub version_id: String,
}
