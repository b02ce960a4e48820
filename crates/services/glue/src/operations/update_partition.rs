//! `UpdatePartition`.

use dispatch::{Call, Handle};
use glue_api::{UpdatePartition, UpdatePartitionInput, UpdatePartitionOutput};
use wire::Fault;

use super::{only_failure, own_catalog};
use crate::Glue;

impl Handle<UpdatePartition> for Glue {
    async fn handle(&self, call: &Call, input: UpdatePartitionInput) -> Result<UpdatePartitionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name) = (&input.database_name, &input.table_name);
        let updates = vec![(input.partition_value_list, input.partition_input)];
        only_failure(self.engine.update_partitions(&call.place, database, name, updates).await?)?;
        Ok(UpdatePartitionOutput {})
    }
}
