//! `GetAccessKeyInfo`.

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetAccessKeyInfo;

impl Operation for GetAccessKeyInfo {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetAccessKeyInfo";
    type Input = GetAccessKeyInfoInput;
    type Output = GetAccessKeyInfoOutput;
}

/// Input of `GetAccessKeyInfo`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetAccessKeyInfoInput {
    #[shape(length(16..=128), pattern = r"[\w]*")]
    pub access_key_id: String,
}

/// Output of `GetAccessKeyInfo`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetAccessKeyInfoOutput {
    pub account: Option<String>,
}
