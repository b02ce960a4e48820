//! `DeleteTable`.

use dispatch::{Call, Handle};
use glue_api::{DeleteTable, DeleteTableInput, DeleteTableOutput};
use wire::Fault;

use super::{own_catalog, refuse};
use crate::Glue;

impl Handle<DeleteTable> for Glue {
    async fn handle(&self, call: &Call, input: DeleteTableInput) -> Result<DeleteTableOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        refuse(&input.transaction_id, "TransactionId")?;
        self.engine.delete_table(&call.place, &input.database_name, &input.name).await?;
        Ok(DeleteTableOutput {})
    }
}
