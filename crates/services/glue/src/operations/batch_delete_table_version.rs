//! `BatchDeleteTableVersion`.

use dispatch::{Call, Handle};
use glue_api::{
    BatchDeleteTableVersion, BatchDeleteTableVersionInput, BatchDeleteTableVersionOutput, TableVersionError,
};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::errors::detail;

impl Handle<BatchDeleteTableVersion> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: BatchDeleteTableVersionInput,
    ) -> Result<BatchDeleteTableVersionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name) = (&input.database_name, &input.table_name);
        let failed = self.engine.delete_versions(&call.place, database, name, input.version_ids).await?;
        let errors = failed.into_iter().map(|(version, error)| TableVersionError {
            table_name: Some(name.clone()),
            version_id: Some(version),
            error_detail: Some(detail(error)),
        });
        Ok(BatchDeleteTableVersionOutput { errors: Some(errors.collect()) })
    }
}
