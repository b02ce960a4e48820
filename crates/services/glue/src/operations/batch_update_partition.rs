//! `BatchUpdatePartition`.

use dispatch::{Call, Handle};
use glue_api::{
    BatchUpdatePartition, BatchUpdatePartitionFailureEntry, BatchUpdatePartitionInput,
    BatchUpdatePartitionOutput,
};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::errors::detail;

impl Handle<BatchUpdatePartition> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: BatchUpdatePartitionInput,
    ) -> Result<BatchUpdatePartitionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name) = (&input.database_name, &input.table_name);
        let updates =
            input.entries.into_iter().map(|entry| (entry.partition_value_list, entry.partition_input));
        let failed = self.engine.update_partitions(&call.place, database, name, updates.collect()).await?;
        let errors = failed.into_iter().map(|(values, error)| BatchUpdatePartitionFailureEntry {
            partition_value_list: Some(values),
            error_detail: Some(detail(error)),
        });
        Ok(BatchUpdatePartitionOutput { errors: Some(errors.collect()) })
    }
}
