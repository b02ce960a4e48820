//! `DeletePolicyVersion`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeletePolicyVersion;

impl Operation for DeletePolicyVersion {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeletePolicyVersion";
    type Input = DeletePolicyVersionInput;
    type Output = ();

    fn resources(input: &Self::Input, _place: &Place) -> Vec<String> {
        vec![input.policy_arn.clone()]
    }
}

/// Input of `DeletePolicyVersion`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeletePolicyVersionInput {
    #[shape(length(20..=2048))]
    pub policy_arn: String,
    #[shape(pattern = r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    pub version_id: String,
}
