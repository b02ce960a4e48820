//! `GetTables`.

use dispatch::{Call, Handle};
use glue_api::{GetTables, GetTablesInput, GetTablesOutput};
use wire::Fault;

use super::names::Names;
use super::{only, own_catalog, refuse, text_of, token};
use crate::Glue;
use crate::limits::PAGE_MAX;

impl Handle<GetTables> for Glue {
    async fn handle(&self, call: &Call, input: GetTablesInput) -> Result<GetTablesOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        refuse(&input.transaction_id, "TransactionId")?;
        refuse(&input.query_as_of_time, "QueryAsOfTime")?;
        let after = text_of(input.next_token.as_deref())?;
        let names =
            input.expression.as_deref().filter(|text| !text.is_empty()).map(Names::parse).transpose()?;
        let wanted = |name: &str| names.as_ref().is_none_or(|names| names.are_like(name));
        let limit = input.max_results.map_or(PAGE_MAX, |limit| limit as usize);
        let (found, more) =
            self.engine.tables(&call.place, &input.database_name, after.as_deref(), limit, wanted)?;
        let next_token = found.last().filter(|_| more).map(|last| token(last.input.name.as_bytes()));
        let attributes = input.attributes_to_get.as_deref();
        let shown = found.into_iter().map(|table| only(table.show(&call.place), attributes));
        Ok(GetTablesOutput { table_list: Some(shown.collect::<Result<_, _>>()?), next_token })
    }
}
