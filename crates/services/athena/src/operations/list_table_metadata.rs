//! `ListTableMetadata`.

use athena_api::{ListTableMetadata, ListTableMetadataInput, ListTableMetadataOutput};
use dispatch::{Call, Handle};
use glue_api as glue;
use wire::Fault;

use super::{beside, catalog, pages};
use crate::Athena;
use crate::errors::invalid;

impl Handle<ListTableMetadata> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: ListTableMetadataInput,
    ) -> Result<ListTableMetadataOutput, Fault> {
        if let Some(name) = self.beside(&input.catalog_name) {
            return self.list_beside(call, name, input).await;
        }
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

impl Athena {
    /// The same of a catalog beside Glue's: only the tables of the page are looked into, if at all.
    async fn list_beside(
        &self,
        call: &Call,
        catalog: &'static str,
        input: ListTableMetadataInput,
    ) -> Result<ListTableMetadataOutput, Fault> {
        beside::check_database(&input.database_name)?;
        if input.expression.is_some() {
            return Err(invalid(format!("The tables of catalog {catalog} are not listed by an Expression.")));
        }
        let names = self.beside_tables(call, catalog).await?;
        let page =
            pages::cut(&names, String::as_str, input.next_token.as_deref(), pages::size(input.max_results));
        let mut list = Vec::with_capacity(page.items.len());
        for name in page.items {
            // One that is gone by now is not listed.
            let Some(table) = self.beside_table(call, catalog, &name).await? else { continue };
            list.push(match &input.attributes_to_get {
                Some(wanted) => catalog::table_in_part(table, wanted),
                None => table,
            });
        }
        Ok(ListTableMetadataOutput { table_metadata_list: Some(list), next_token: page.next })
    }
}
