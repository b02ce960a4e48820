//! `DeleteConnection`.

use dispatch::{Call, Handle};
use glue_api::{DeleteConnection, DeleteConnectionInput, DeleteConnectionOutput};
use wire::Fault;

use super::{only_failure, own_catalog};
use crate::Glue;

impl Handle<DeleteConnection> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteConnectionInput,
    ) -> Result<DeleteConnectionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        only_failure(self.engine.delete_connections(&call.place, vec![input.connection_name]).await?)?;
        Ok(DeleteConnectionOutput {})
    }
}
