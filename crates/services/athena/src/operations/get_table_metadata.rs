//! `GetTableMetadata`.

use athena_api::{GetTableMetadata, GetTableMetadataInput, GetTableMetadataOutput};
use dispatch::{Call, Handle};
use glue_api as glue;
use wire::Fault;

use super::catalog;
use crate::Athena;

impl Handle<GetTableMetadata> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: GetTableMetadataInput,
    ) -> Result<GetTableMetadataOutput, Fault> {
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
