//! `CreateTable`.

use dispatch::{Call, Handle};
use glue_api::{CreateTable, CreateTableInput, CreateTableOutput};
use wire::Fault;

use super::{checked, own_catalog, refuse};
use crate::Glue;
use crate::engine::StoredIndex;

impl Handle<CreateTable> for Glue {
    async fn handle(&self, call: &Call, input: CreateTableInput) -> Result<CreateTableOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        refuse(&input.transaction_id, "TransactionId")?;
        refuse(&input.open_table_format_input, "OpenTableFormatInput")?;
        let table = checked(input.table_input)?;
        let indexes = input.partition_indexes.unwrap_or_default().into_iter();
        let indexes = indexes.map(|index| StoredIndex { name: index.index_name, keys: index.keys }).collect();
        let by = call.principal.arn();
        self.engine.create_table(&call.place, &input.database_name, table, indexes, by).await?;
        Ok(CreateTableOutput {})
    }
}
