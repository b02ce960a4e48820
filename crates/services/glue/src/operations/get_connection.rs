//! `GetConnection`.

use dispatch::{Call, Handle};
use glue_api::{GetConnection, GetConnectionInput, GetConnectionOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;

impl Handle<GetConnection> for Glue {
    async fn handle(&self, call: &Call, input: GetConnectionInput) -> Result<GetConnectionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let connection = self.engine.connection(&call.place, &input.name)?;
        let with_password = !input.hide_password.unwrap_or_default();
        Ok(GetConnectionOutput { connection: Some(connection.show(with_password)) })
    }
}
