//! `GetPartitionIndexes`.

use dispatch::{Call, Handle};
use glue_api::{
    GetPartitionIndexes, GetPartitionIndexesInput, GetPartitionIndexesOutput, KeySchemaElement,
    PartitionIndexDescriptor, PartitionIndexStatus,
};
use wire::Fault;

use super::own_catalog;
use crate::Glue;

impl Handle<GetPartitionIndexes> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: GetPartitionIndexesInput,
    ) -> Result<GetPartitionIndexesOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let table = self.engine.table(&call.place, &input.database_name, &input.table_name)?;
        let keys = table.partition_keys();
        let element = |name: String| {
            let kind = keys.iter().find(|(key, _)| *key == name).map(|(_, kind)| kind.clone());
            KeySchemaElement { name, r#type: kind.unwrap_or_default() }
        };
        let shown = table.indexes.into_iter().map(|index| PartitionIndexDescriptor {
            index_name: index.name,
            keys: index.keys.into_iter().map(element).collect(),
            index_status: PartitionIndexStatus::Active,
            backfill_errors: None,
        });
        Ok(GetPartitionIndexesOutput {
            partition_index_descriptor_list: Some(shown.collect()),
            next_token: None,
        })
    }
}
