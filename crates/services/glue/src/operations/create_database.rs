//! `CreateDatabase`.

use dispatch::{Call, Handle};
use glue_api::{CreateDatabase, CreateDatabaseInput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::errors::invalid;

impl Handle<CreateDatabase> for Glue {
    async fn handle(&self, call: &Call, input: CreateDatabaseInput) -> Result<(), Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        if input.database_input.federated_database.is_some() {
            return Err(invalid("FederatedDatabase is not supported here."));
        }
        let tags = input.tags.unwrap_or_default();
        Ok(self.engine.create_database(&call.place, input.database_input, tags).await?)
    }
}
