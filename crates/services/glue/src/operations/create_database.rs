//! `CreateDatabase`.

use dispatch::{Call, Handle};
use glue_api::{CreateDatabase, CreateDatabaseInput, CreateDatabaseOutput};
use wire::Fault;

use super::{own_catalog, refuse};
use crate::Glue;

impl Handle<CreateDatabase> for Glue {
    async fn handle(&self, call: &Call, input: CreateDatabaseInput) -> Result<CreateDatabaseOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        refuse(&input.database_input.federated_database, "FederatedDatabase")?;
        let tags = input.tags.unwrap_or_default();
        self.engine.create_database(&call.place, input.database_input, tags).await?;
        Ok(CreateDatabaseOutput {})
    }
}
