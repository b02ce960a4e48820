//! `GetTableVersion`.

use dispatch::{Call, Handle};
use glue_api::{GetTableVersion, GetTableVersionInput, GetTableVersionOutput};
use wire::Fault;

use super::{own_catalog, version};
use crate::Glue;

impl Handle<GetTableVersion> for Glue {
    async fn handle(&self, call: &Call, input: GetTableVersionInput) -> Result<GetTableVersionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name) = (&input.database_name, &input.table_name);
        let table = self.engine.version(&call.place, database, name, input.version_id.as_deref())?;
        Ok(GetTableVersionOutput { table_version: Some(version(table, &call.place)) })
    }
}
