//! `GetTable`.

use dispatch::{Call, Handle};
use glue_api::{GetTable, GetTableInput, GetTableOutput};
use wire::Fault;

use super::{only, own_catalog, refuse};
use crate::Glue;
use crate::engine::EngineError;

impl Handle<GetTable> for Glue {
    async fn handle(&self, call: &Call, input: GetTableInput) -> Result<GetTableOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        refuse(&input.transaction_id, "TransactionId")?;
        refuse(&input.query_as_of_time, "QueryAsOfTime")?;
        let table = match self.engine.table(&call.place, &input.database_name, &input.name) {
            // AWS does not say here which of the two is missing.
            Err(EngineError::NoTable(_) | EngineError::NoDatabase(_)) => {
                return Err(Fault::sender("EntityNotFoundException", "Entity Not Found"));
            }
            found => found?.show(&call.place),
        };
        Ok(GetTableOutput { table: Some(only(table, input.attributes_to_get.as_deref())?) })
    }
}
