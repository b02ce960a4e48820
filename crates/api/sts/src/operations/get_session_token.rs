//! `GetSessionToken`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Credentials, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetSessionToken;

impl Operation for GetSessionToken {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetSessionToken";
    type Input = GetSessionTokenInput;
    type Output = GetSessionTokenOutput;

    fn resources(_input: &Self::Input, _place: &Place) -> Vec<String> {
        // AWS asks for no permission; who may is for the handler.
        Vec::new()
    }
}

/// Input of `GetSessionToken`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetSessionTokenInput {
    #[shape(range(900..=129600))]
    pub duration_seconds: Option<i32>,
    #[shape(length(9..=256), pattern = r"[\w+=/:,.@-]*")]
    pub serial_number: Option<String>,
    #[shape(length(6..=6), pattern = r"[\d]*")]
    pub token_code: Option<String>,
}

/// Output of `GetSessionToken`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetSessionTokenOutput {
    pub credentials: Option<Credentials>,
}
