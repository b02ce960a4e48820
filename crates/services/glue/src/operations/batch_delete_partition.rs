//! `BatchDeletePartition`.

use dispatch::{Call, Handle};
use glue_api::{BatchDeletePartition, BatchDeletePartitionInput, BatchDeletePartitionOutput};
use wire::Fault;

use super::{own_catalog, partition_errors};
use crate::Glue;

impl Handle<BatchDeletePartition> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: BatchDeletePartitionInput,
    ) -> Result<BatchDeletePartitionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name) = (&input.database_name, &input.table_name);
        let all = input.partitions_to_delete.into_iter().map(|partition| partition.values).collect();
        let failed = self.engine.delete_partitions(&call.place, database, name, all).await?;
        Ok(BatchDeletePartitionOutput { errors: Some(partition_errors(failed)) })
    }
}
