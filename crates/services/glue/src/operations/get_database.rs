//! `GetDatabase`.

use dispatch::{Call, Handle};
use glue_api::{GetDatabase, GetDatabaseInput, GetDatabaseOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;

impl Handle<GetDatabase> for Glue {
    async fn handle(&self, call: &Call, input: GetDatabaseInput) -> Result<GetDatabaseOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let stored = self.engine.database(&call.place, &input.name)?;
        Ok(GetDatabaseOutput { database: Some(stored.show(&call.place)) })
    }
}
