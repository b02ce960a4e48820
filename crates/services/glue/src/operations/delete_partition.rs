//! `DeletePartition`.

use dispatch::{Call, Handle};
use glue_api::{DeletePartition, DeletePartitionInput, DeletePartitionOutput};
use wire::Fault;

use super::{only_failure, own_catalog};
use crate::Glue;

impl Handle<DeletePartition> for Glue {
    async fn handle(&self, call: &Call, input: DeletePartitionInput) -> Result<DeletePartitionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name) = (&input.database_name, &input.table_name);
        let all = vec![input.partition_values];
        only_failure(self.engine.delete_partitions(&call.place, database, name, all).await?)?;
        Ok(DeletePartitionOutput {})
    }
}
