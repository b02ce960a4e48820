//! `CreatePartition`.

use dispatch::{Call, Handle};
use glue_api::{CreatePartition, CreatePartitionInput, CreatePartitionOutput};
use wire::Fault;

use super::{only_failure, own_catalog};
use crate::Glue;

impl Handle<CreatePartition> for Glue {
    async fn handle(&self, call: &Call, input: CreatePartitionInput) -> Result<CreatePartitionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name) = (&input.database_name, &input.table_name);
        let inputs = vec![input.partition_input];
        only_failure(self.engine.create_partitions(&call.place, database, name, inputs).await?)?;
        Ok(CreatePartitionOutput {})
    }
}
