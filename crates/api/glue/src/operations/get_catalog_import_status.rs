//! `GetCatalogImportStatus`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{CatalogImportStatus, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetCatalogImportStatus;

impl Operation for GetCatalogImportStatus {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetCatalogImportStatus";
    type Input = GetCatalogImportStatusInput;
    type Output = GetCatalogImportStatusOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::catalog(place, input.catalog_id.as_deref())
    }
}

/// Input of `GetCatalogImportStatus`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetCatalogImportStatusInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
}

/// Output of `GetCatalogImportStatus`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetCatalogImportStatusOutput {
    pub import_status: Option<CatalogImportStatus>,
}
