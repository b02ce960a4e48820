//! `UpdateColumnStatisticsForTable`.

use dispatch::{Call, Handle};
use glue_api::{
    ColumnStatisticsError, UpdateColumnStatisticsForTable, UpdateColumnStatisticsForTableInput,
    UpdateColumnStatisticsForTableOutput,
};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::engine::Scope;
use crate::errors::detail;

impl Handle<UpdateColumnStatisticsForTable> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateColumnStatisticsForTableInput,
    ) -> Result<UpdateColumnStatisticsForTableOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name, scope) = (&input.database_name, &input.table_name, Scope::Table);
        let all = input.column_statistics_list;
        let failed = self.engine.put_statistics(&call.place, database, name, scope, all).await?;
        let errors = failed.into_iter().map(|(statistics, error)| ColumnStatisticsError {
            column_statistics: Some(statistics),
            error: Some(detail(error)),
        });
        Ok(UpdateColumnStatisticsForTableOutput { errors: Some(errors.collect()) })
    }
}
