//! `UpdateDatabase`.

use dispatch::{Call, Handle};
use glue_api::{UpdateDatabase, UpdateDatabaseInput, UpdateDatabaseOutput};
use wire::Fault;

use super::{own_catalog, refuse};
use crate::Glue;

impl Handle<UpdateDatabase> for Glue {
    async fn handle(&self, call: &Call, input: UpdateDatabaseInput) -> Result<UpdateDatabaseOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        refuse(&input.database_input.federated_database, "FederatedDatabase")?;
        self.engine.update_database(&call.place, &input.name, input.database_input).await?;
        Ok(UpdateDatabaseOutput {})
    }
}
