//! `GetPartition`.

use dispatch::{Call, Handle};
use glue_api::{GetPartition, GetPartitionInput, GetPartitionOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;

impl Handle<GetPartition> for Glue {
    async fn handle(&self, call: &Call, input: GetPartitionInput) -> Result<GetPartitionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let table = self.engine.table(&call.place, &input.database_name, &input.table_name)?;
        let partition = self.engine.partition(&table, &input.partition_values)?;
        Ok(GetPartitionOutput { partition: Some(partition.show(&call.place, &table)) })
    }
}
