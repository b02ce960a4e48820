//! `GetDatabases`.

use dispatch::{Call, Handle};
use glue_api::{
    Database, DatabaseAttributes, GetDatabases, GetDatabasesInput, GetDatabasesOutput, ResourceShareType,
};
use wire::Fault;

use super::{own_catalog, text_of, token};
use crate::Glue;
use crate::limits::PAGE_MAX;

impl Handle<GetDatabases> for Glue {
    async fn handle(&self, call: &Call, input: GetDatabasesInput) -> Result<GetDatabasesOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let after = text_of(input.next_token.as_deref())?;
        // What others share or federate is not here.
        if input.resource_share_type.is_some_and(|kind| kind != ResourceShareType::All) {
            return Ok(GetDatabasesOutput::default());
        }
        let limit = input.max_results.map_or(PAGE_MAX, |limit| limit as usize);
        let (found, more) = self.engine.databases(&call.place, after.as_deref(), limit)?;
        let next_token = found.last().filter(|_| more).map(|last| token(last.input.name.as_bytes()));
        let attributes = input.attributes_to_get.unwrap_or_default();
        let shown = found.into_iter().map(|stored| {
            let whole = stored.show(&call.place);
            if attributes.is_empty() {
                return whole;
            }
            let target = attributes.contains(&DatabaseAttributes::TargetDatabase);
            let target_database = whole.target_database.filter(|_| target);
            Database { name: whole.name, target_database, ..Database::default() }
        });
        Ok(GetDatabasesOutput { database_list: shown.collect(), next_token })
    }
}
