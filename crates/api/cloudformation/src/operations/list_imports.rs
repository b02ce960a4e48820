//! `ListImports`.

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListImports;

impl Operation for ListImports {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListImports";
    type Input = ListImportsInput;
    type Output = ListImportsOutput;
}

/// Input of `ListImports`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListImportsInput {
    pub export_name: String,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}

/// Output of `ListImports`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListImportsOutput {
    pub imports: Option<Vec<String>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
