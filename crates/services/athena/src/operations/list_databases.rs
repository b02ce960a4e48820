//! `ListDatabases`.

use athena_api::{DatabaseAttributes, ListDatabases, ListDatabasesInput, ListDatabasesOutput};
use dispatch::{Call, Handle};
use glue_api as glue;
use wire::Fault;

use super::{beside, catalog, pages};
use crate::Athena;

impl Handle<ListDatabases> for Athena {
    async fn handle(&self, call: &Call, input: ListDatabasesInput) -> Result<ListDatabasesOutput, Fault> {
        if self.beside(&input.catalog_name).is_some() {
            return Ok(ListDatabasesOutput {
                database_list: Some(vec![beside::database()]),
                next_token: None,
            });
        }
        let asked = glue::GetDatabasesInput {
            next_token: input.next_token,
            max_results: Some(pages::size(input.max_results) as i32),
            ..glue::GetDatabasesInput::default()
        };
        let found = self.ask_glue::<glue::GetDatabases>(call, &input.catalog_name, asked).await?;
        let names_only =
            input.attributes_to_get.iter().flatten().any(|part| *part == DatabaseAttributes::Name);
        let all = found.database_list.into_iter().map(catalog::database);
        let list = if names_only { all.map(catalog::name_only).collect() } else { all.collect() };
        Ok(ListDatabasesOutput { database_list: Some(list), next_token: found.next_token })
    }
}
