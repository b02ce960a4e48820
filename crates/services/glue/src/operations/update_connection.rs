//! `UpdateConnection`.

use dispatch::{Call, Handle};
use glue_api::{UpdateConnection, UpdateConnectionInput, UpdateConnectionOutput};
use wire::Fault;

use super::{kept, own_catalog};
use crate::Glue;

impl Handle<UpdateConnection> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateConnectionInput,
    ) -> Result<UpdateConnectionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (connection, by) = (kept(input.connection_input)?, call.principal.arn());
        self.engine.update_connection(&call.place, &input.name, connection, by).await?;
        Ok(UpdateConnectionOutput {})
    }
}
