//! `DeleteTable`. The table is gone at once; its items are deleted in the background.

use dispatch::{Call, Handle};
use dynamodb_api::{DeleteTable, DeleteTableInput, DeleteTableOutput, TableStatus as ApiStatus};
use wire::Fault;

use crate::DynamoDb;
use crate::engine::Table;
use crate::errors::{in_use, invalid};

impl Handle<DeleteTable> for DynamoDb {
    async fn handle(&self, call: &Call, input: DeleteTableInput) -> Result<DeleteTableOutput, Fault> {
        let name = self.table_name(call, &input.table_name)?;
        if self.dispatch.measure().is_some() {
            // What could not be reported is lost with the table.
            let _ = self.report_tables(&[self.engine.find(&call.place, name)?]).await;
        }
        let table = self.engine.remove(&call.place, name, allow).await?;
        self.engine.forget_meter(table.id)?;
        let mut description = self.describe(&table)?;
        description.table_status = Some(ApiStatus::Deleting);
        description.global_secondary_indexes = None;
        Ok(DeleteTableOutput { table_description: Some(description) })
    }
}

fn allow(table: &Table) -> Result<(), Fault> {
    let stored = table.description();
    if stored.deletion_protection {
        return Err(invalid(
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection \
             first.",
        ));
    }
    if stored.indexes.iter().any(|index| index.filling) {
        return Err(in_use(
            "Attempt to change a resource which is still in use: Cannot delete table while indexes are being created, \
             updated, or deleted.",
        ));
    }
    Ok(())
}
