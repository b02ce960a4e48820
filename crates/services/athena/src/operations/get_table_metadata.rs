//! `GetTableMetadata`.

use athena_api::{GetTableMetadata, GetTableMetadataInput, GetTableMetadataOutput};
use dispatch::{Call, Handle};
use glue_api as glue;
use wire::Fault;

use super::{beside, catalog};
use crate::Athena;

impl Handle<GetTableMetadata> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: GetTableMetadataInput,
    ) -> Result<GetTableMetadataOutput, Fault> {
        if let Some(name) = self.beside(&input.catalog_name) {
            beside::check_database(&input.database_name)?;
            let found = self.beside_table(call, name, &input.table_name).await?;
            let table = found.ok_or_else(|| beside::no_table(&input.table_name))?;
            return Ok(GetTableMetadataOutput { table_metadata: Some(table) });
        }
        let asked = glue::GetTableInput {
            database_name: input.database_name,
            name: input.table_name,
            ..glue::GetTableInput::default()
        };
        let found = self.ask_glue::<glue::GetTable>(call, &input.catalog_name, asked).await?;
        let table = found.table.ok_or_else(catalog::nothing)?;
        Ok(GetTableMetadataOutput { table_metadata: Some(catalog::table(table)) })
    }
}
