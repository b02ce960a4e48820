//! `CreatePartitionIndex`.

use dispatch::{Call, Handle};
use glue_api::{CreatePartitionIndex, CreatePartitionIndexInput, CreatePartitionIndexOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::engine::StoredIndex;

impl Handle<CreatePartitionIndex> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: CreatePartitionIndexInput,
    ) -> Result<CreatePartitionIndexOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let index = StoredIndex { name: input.partition_index.index_name, keys: input.partition_index.keys };
        self.engine.create_index(&call.place, &input.database_name, &input.table_name, index).await?;
        Ok(CreatePartitionIndexOutput {})
    }
}
