//! `BatchDeleteTable`.

use dispatch::{Call, Handle};
use glue_api::{BatchDeleteTable, BatchDeleteTableInput, BatchDeleteTableOutput, TableError};
use wire::Fault;

use super::{own_catalog, refuse};
use crate::Glue;
use crate::errors::detail;

impl Handle<BatchDeleteTable> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: BatchDeleteTableInput,
    ) -> Result<BatchDeleteTableOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        refuse(&input.transaction_id, "TransactionId")?;
        let failed =
            self.engine.delete_tables(&call.place, &input.database_name, input.tables_to_delete).await?;
        let errors = failed
            .into_iter()
            .map(|(name, error)| TableError { table_name: Some(name), error_detail: Some(detail(error)) });
        Ok(BatchDeleteTableOutput { errors: Some(errors.collect()) })
    }
}
