//! `BatchCreatePartition`.

use dispatch::{Call, Handle};
use glue_api::{BatchCreatePartition, BatchCreatePartitionInput, BatchCreatePartitionOutput};
use wire::Fault;

use super::{own_catalog, partition_errors};
use crate::Glue;

impl Handle<BatchCreatePartition> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: BatchCreatePartitionInput,
    ) -> Result<BatchCreatePartitionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name) = (&input.database_name, &input.table_name);
        let inputs = input.partition_input_list;
        let failed = self.engine.create_partitions(&call.place, database, name, inputs).await?;
        Ok(BatchCreatePartitionOutput { errors: Some(partition_errors(failed)) })
    }
}
