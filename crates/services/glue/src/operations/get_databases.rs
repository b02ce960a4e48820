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
        let names_only = input.attributes_to_get.is_some_and(|wanted| wanted == [DatabaseAttributes::Name]);
        let shown = found.into_iter().map(|stored| match names_only {
            true => Database { name: stored.input.name, ..Database::default() },
            false => stored.show(&call.place),
        });
        Ok(GetDatabasesOutput { database_list: shown.collect(), next_token })
    }
}
