//! `CancelUpdateStack`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::stack_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CancelUpdateStack;

impl Operation for CancelUpdateStack {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CancelUpdateStack";
    type Input = CancelUpdateStackInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `CancelUpdateStack`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CancelUpdateStackInput {
    pub stack_name: String,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
}
