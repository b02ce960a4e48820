//! `ListExports`.

use wire::{Operation, Service, Shape};

use crate::{Export, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListExports;

impl Operation for ListExports {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListExports";
    type Input = ListExportsInput;
    type Output = ListExportsOutput;
}

/// Input of `ListExports`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListExportsInput {
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}

/// Output of `ListExports`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListExportsOutput {
    pub exports: Option<Vec<Export>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
