//! `ListDataCatalogs`.

use athena_api::{
    DataCatalogSummary, DataCatalogType, ListDataCatalogs, ListDataCatalogsInput, ListDataCatalogsOutput,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::CATALOG;
use crate::Athena;
use crate::errors::bad_token;

impl Handle<ListDataCatalogs> for Athena {
    async fn handle(&self, _: &Call, input: ListDataCatalogsInput) -> Result<ListDataCatalogsOutput, Fault> {
        // There is one; nobody was given a token.
        if input.next_token.is_some() {
            return Err(bad_token());
        }
        let only = DataCatalogSummary {
            catalog_name: Some(CATALOG.to_owned()),
            r#type: Some(DataCatalogType::Glue),
            ..DataCatalogSummary::default()
        };
        Ok(ListDataCatalogsOutput { data_catalogs_summary: Some(vec![only]), next_token: None })
    }
}
