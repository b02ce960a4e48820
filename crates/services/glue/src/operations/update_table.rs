//! `UpdateTable`.

use dispatch::{Call, Handle};
use glue_api::{UpdateTable, UpdateTableInput, UpdateTableOutput};
use wire::Fault;

use super::{checked, own_catalog, refuse};
use crate::Glue;
use crate::engine::TableUpdate;

impl Handle<UpdateTable> for Glue {
    async fn handle(&self, call: &Call, input: UpdateTableInput) -> Result<UpdateTableOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        refuse(&input.transaction_id, "TransactionId")?;
        refuse(&input.view_update_action, "ViewUpdateAction")?;
        refuse(&input.update_open_table_format_input, "UpdateOpenTableFormatInput")?;
        let update = TableUpdate {
            input: checked(input.table_input)?,
            version_id: input.version_id,
            skip_archive: input.skip_archive.unwrap_or_default(),
        };
        self.engine.update_table(&call.place, &input.database_name, update).await?;
        Ok(UpdateTableOutput {})
    }
}
