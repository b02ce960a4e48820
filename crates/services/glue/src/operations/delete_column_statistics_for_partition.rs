//! `DeleteColumnStatisticsForPartition`.

use dispatch::{Call, Handle};
use glue_api::{
    DeleteColumnStatisticsForPartition, DeleteColumnStatisticsForPartitionInput,
    DeleteColumnStatisticsForPartitionOutput,
};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::engine::Scope;

impl Handle<DeleteColumnStatisticsForPartition> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteColumnStatisticsForPartitionInput,
    ) -> Result<DeleteColumnStatisticsForPartitionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name, scope) =
            (&input.database_name, &input.table_name, Scope::Partition(input.partition_values));
        self.engine.delete_statistics(&call.place, database, name, scope, input.column_name).await?;
        Ok(DeleteColumnStatisticsForPartitionOutput {})
    }
}
