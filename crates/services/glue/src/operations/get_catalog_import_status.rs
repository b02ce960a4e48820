//! `GetCatalogImportStatus`.

use dispatch::{Call, Handle};
use glue_api::{
    CatalogImportStatus, GetCatalogImportStatus, GetCatalogImportStatusInput, GetCatalogImportStatusOutput,
};
use wire::Fault;

use super::own_catalog;
use crate::Glue;

impl Handle<GetCatalogImportStatus> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: GetCatalogImportStatusInput,
    ) -> Result<GetCatalogImportStatusOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        // There never was a catalogue of Athena's own to import.
        let import_status = CatalogImportStatus { import_completed: Some(true), ..Default::default() };
        Ok(GetCatalogImportStatusOutput { import_status: Some(import_status) })
    }
}
