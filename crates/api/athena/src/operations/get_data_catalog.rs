//! `GetDataCatalog`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{DataCatalog, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetDataCatalog;

impl Operation for GetDataCatalog {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetDataCatalog";
    type Input = GetDataCatalogInput;
    type Output = GetDataCatalogOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::data_catalog(place, &input.name)]
    }
}

/// Input of `GetDataCatalog`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetDataCatalogInput {
    #[shape(length(1..=256), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
}

/// Output of `GetDataCatalog`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetDataCatalogOutput {
    pub data_catalog: Option<DataCatalog>,
}
