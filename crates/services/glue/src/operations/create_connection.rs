//! `CreateConnection`.

use dispatch::{Call, Handle};
use glue_api::{ConnectionStatus, CreateConnection, CreateConnectionInput, CreateConnectionOutput};
use wire::Fault;

use super::{kept, own_catalog};
use crate::Glue;

impl Handle<CreateConnection> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: CreateConnectionInput,
    ) -> Result<CreateConnectionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let connection = kept(input.connection_input)?;
        let (by, tags) = (call.principal.arn(), input.tags.unwrap_or_default());
        self.engine.create_connection(&call.place, connection, by, tags).await?;
        Ok(CreateConnectionOutput { create_connection_status: Some(ConnectionStatus::Ready) })
    }
}
