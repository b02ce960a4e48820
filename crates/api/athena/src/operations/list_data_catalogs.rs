//! `ListDataCatalogs`.

use wire::{Operation, Service, Shape};

use crate::{DataCatalogSummary, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListDataCatalogs;

impl Operation for ListDataCatalogs {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListDataCatalogs";
    type Input = ListDataCatalogsInput;
    type Output = ListDataCatalogsOutput;
}

/// Input of `ListDataCatalogs`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListDataCatalogsInput {
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    #[shape(range(2..=50))]
    pub max_results: Option<i32>,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
}

/// Output of `ListDataCatalogs`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListDataCatalogsOutput {
    pub data_catalogs_summary: Option<Vec<DataCatalogSummary>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
