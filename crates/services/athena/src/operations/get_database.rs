//! `GetDatabase`.

use athena_api::{GetDatabase, GetDatabaseInput, GetDatabaseOutput};
use dispatch::{Call, Handle};
use glue_api as glue;
use wire::Fault;

use super::{beside, catalog};
use crate::Athena;

impl Handle<GetDatabase> for Athena {
    async fn handle(&self, call: &Call, input: GetDatabaseInput) -> Result<GetDatabaseOutput, Fault> {
        if self.beside(&input.catalog_name).is_some() {
            beside::check_database(&input.database_name)?;
            return Ok(GetDatabaseOutput { database: Some(beside::database()) });
        }
        let asked = glue::GetDatabaseInput { catalog_id: None, name: input.database_name };
        let found = self.ask_glue::<glue::GetDatabase>(call, &input.catalog_name, asked).await?;
        let database = found.database.ok_or_else(catalog::nothing)?;
        Ok(GetDatabaseOutput { database: Some(catalog::database(database)) })
    }
}
