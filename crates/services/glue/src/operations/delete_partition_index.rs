//! `DeletePartitionIndex`.

use dispatch::{Call, Handle};
use glue_api::{DeletePartitionIndex, DeletePartitionIndexInput, DeletePartitionIndexOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;

impl Handle<DeletePartitionIndex> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: DeletePartitionIndexInput,
    ) -> Result<DeletePartitionIndexOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name) = (&input.database_name, &input.table_name);
        self.engine.delete_index(&call.place, database, name, &input.index_name).await?;
        Ok(DeletePartitionIndexOutput {})
    }
}
