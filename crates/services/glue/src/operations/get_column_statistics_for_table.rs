//! `GetColumnStatisticsForTable`.

use dispatch::{Call, Handle};
use glue_api::{
    ColumnError, GetColumnStatisticsForTable, GetColumnStatisticsForTableInput,
    GetColumnStatisticsForTableOutput,
};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::engine::Scope;
use crate::errors::detail;

impl Handle<GetColumnStatisticsForTable> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: GetColumnStatisticsForTableInput,
    ) -> Result<GetColumnStatisticsForTableOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let table = self.engine.table(&call.place, &input.database_name, &input.table_name)?;
        let scope = Scope::Table;
        let (found, missing) = self.engine.statistics(&table, &scope, &input.column_names)?;
        let errors = missing
            .into_iter()
            .map(|(name, error)| ColumnError { column_name: Some(name), error: Some(detail(error)) });
        Ok(GetColumnStatisticsForTableOutput {
            column_statistics_list: Some(found),
            errors: Some(errors.collect()),
        })
    }
}
