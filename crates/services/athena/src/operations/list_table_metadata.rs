//! `ListTableMetadata`.

use athena_api::{ListTableMetadata, ListTableMetadataInput, ListTableMetadataOutput};
use dispatch::{Call, Handle};
use glue_api as glue;
use wire::Fault;

use super::{catalog, pages};
use crate::Athena;

impl Handle<ListTableMetadata> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: ListTableMetadataInput,
    ) -> Result<ListTableMetadataOutput, Fault> {
        let asked = glue::GetTablesInput {
            database_name: input.database_name,
            expression: input.expression,
            next_token: input.next_token,
            max_results: Some(pages::size(input.max_results) as i32),
            ..glue::GetTablesInput::default()
        };
        let found = self.ask_glue::<glue::GetTables>(call, &input.catalog_name, asked).await?;
        let all = found.table_list.unwrap_or_default().into_iter().map(catalog::table);
        let list = match input.attributes_to_get {
            Some(wanted) => all.map(|table| catalog::table_in_part(table, &wanted)).collect(),
            None => all.collect(),
        };
        Ok(ListTableMetadataOutput { table_metadata_list: Some(list), next_token: found.next_token })
    }
}
