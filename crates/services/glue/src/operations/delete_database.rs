//! `DeleteDatabase`.

use dispatch::{Call, Handle};
use glue_api::{DeleteDatabase, DeleteDatabaseInput, DeleteDatabaseOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;

impl Handle<DeleteDatabase> for Glue {
    async fn handle(&self, call: &Call, input: DeleteDatabaseInput) -> Result<DeleteDatabaseOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        self.engine.delete_database(&call.place, &input.name).await?;
        Ok(DeleteDatabaseOutput {})
    }
}
