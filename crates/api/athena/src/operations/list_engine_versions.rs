//! `ListEngineVersions`.

use wire::{Operation, Service, Shape};

use crate::{EngineVersion, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListEngineVersions;

impl Operation for ListEngineVersions {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListEngineVersions";
    type Input = ListEngineVersionsInput;
    type Output = ListEngineVersionsOutput;
}

/// Input of `ListEngineVersions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListEngineVersionsInput {
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    #[shape(range(1..=10))]
    pub max_results: Option<i32>,
}

/// Output of `ListEngineVersions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListEngineVersionsOutput {
    #[shape(length(0..=10))]
    pub engine_versions: Option<Vec<EngineVersion>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
