//! `BatchGetPartition`.

use dispatch::{Call, Handle};
use glue_api::{BatchGetPartition, BatchGetPartitionInput, BatchGetPartitionOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::engine::EngineError;

impl Handle<BatchGetPartition> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: BatchGetPartitionInput,
    ) -> Result<BatchGetPartitionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let table = self.engine.table(&call.place, &input.database_name, &input.table_name)?;
        let mut partitions = Vec::new();
        for wanted in input.partitions_to_get {
            match self.engine.partition(&table, &wanted.values) {
                Ok(partition) => partitions.push(partition.show(&call.place, &table)),
                Err(EngineError::NoPartition) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(BatchGetPartitionOutput { partitions: Some(partitions), unprocessed_keys: Some(Vec::new()) })
    }
}
