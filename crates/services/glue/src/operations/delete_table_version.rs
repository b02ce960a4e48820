//! `DeleteTableVersion`.

use dispatch::{Call, Handle};
use glue_api::{DeleteTableVersion, DeleteTableVersionInput, DeleteTableVersionOutput};
use wire::Fault;

use super::{only_failure, own_catalog};
use crate::Glue;

impl Handle<DeleteTableVersion> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteTableVersionInput,
    ) -> Result<DeleteTableVersionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name) = (&input.database_name, &input.table_name);
        let versions = vec![input.version_id];
        only_failure(self.engine.delete_versions(&call.place, database, name, versions).await?)?;
        Ok(DeleteTableVersionOutput {})
    }
}
