//! `GetCallerIdentity`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetCallerIdentity;

impl Operation for GetCallerIdentity {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetCallerIdentity";
    type Input = GetCallerIdentityInput;
    type Output = GetCallerIdentityOutput;

    fn resources(_input: &Self::Input, _place: &Place) -> Vec<String> {
        // Whoever proves who he is may be told who he is.
        Vec::new()
    }
}

/// Input of `GetCallerIdentity`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetCallerIdentityInput {}

/// Output of `GetCallerIdentity`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetCallerIdentityOutput {
    pub user_id: Option<String>,
    pub account: Option<String>,
    #[shape(length(20..=2048))]
    pub arn: Option<String>,
}
