//! `ListDataCatalogs`.

use athena_api::{
    DataCatalogStatus, DataCatalogSummary, DataCatalogType, ListDataCatalogs, ListDataCatalogsInput,
    ListDataCatalogsOutput,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::CATALOG;
use super::beside::connection;
use crate::Athena;
use crate::errors::bad_token;

impl Handle<ListDataCatalogs> for Athena {
    async fn handle(&self, _: &Call, input: ListDataCatalogsInput) -> Result<ListDataCatalogsOutput, Fault> {
        // They are one page; nobody was given a token.
        if input.next_token.is_some() {
            return Err(bad_token());
        }
        let lake = DataCatalogSummary {
            catalog_name: Some(CATALOG.to_owned()),
            r#type: Some(DataCatalogType::Glue),
            ..DataCatalogSummary::default()
        };
        let beside = self.sql.catalogs().iter().map(|name| DataCatalogSummary {
            catalog_name: Some((*name).to_owned()),
            r#type: Some(DataCatalogType::Federated),
            status: Some(DataCatalogStatus::CreateComplete),
            connection_type: connection(name),
            error: None,
        });
        let all = [lake].into_iter().chain(beside).collect();
        Ok(ListDataCatalogsOutput { data_catalogs_summary: Some(all), next_token: None })
    }
}
