//! `DeleteColumnStatisticsForTable`.

use dispatch::{Call, Handle};
use glue_api::{
    DeleteColumnStatisticsForTable, DeleteColumnStatisticsForTableInput, DeleteColumnStatisticsForTableOutput,
};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::engine::Scope;

impl Handle<DeleteColumnStatisticsForTable> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteColumnStatisticsForTableInput,
    ) -> Result<DeleteColumnStatisticsForTableOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name, scope) = (&input.database_name, &input.table_name, Scope::Table);
        self.engine.delete_statistics(&call.place, database, name, scope, input.column_name).await?;
        Ok(DeleteColumnStatisticsForTableOutput {})
    }
}
