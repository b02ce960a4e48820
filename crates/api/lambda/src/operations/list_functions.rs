//! `ListFunctions`.

use wire::{Http, Operation, Service, Shape};

use crate::{FunctionConfiguration, FunctionVersion, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListFunctions;

impl Operation for ListFunctions {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListFunctions";
    const HTTP: Http = Http { method: "GET", path: "/2015-03-31/functions", status: 200 };
    type Input = ListFunctionsInput;
    type Output = ListFunctionsOutput;
}

/// Input of `ListFunctions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListFunctionsInput {
    #[shape(query = "MasterRegion", pattern = r"ALL|[a-z]{2}(-gov)?-[a-z]+-\d{1}")]
    pub master_region: Option<String>,
    #[shape(query = "FunctionVersion")]
    pub function_version: Option<FunctionVersion>,
    #[shape(query = "Marker")]
    pub marker: Option<String>,
    #[shape(query = "MaxItems", range(1..=10000))]
    pub max_items: Option<i32>,
}

/// Output of `ListFunctions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListFunctionsOutput {
    pub next_marker: Option<String>,
    pub functions: Option<Vec<FunctionConfiguration>>,
}
