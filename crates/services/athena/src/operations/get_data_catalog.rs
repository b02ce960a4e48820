//! `GetDataCatalog`.

use std::collections::BTreeMap;

use athena_api::{
    DataCatalog, DataCatalogStatus, DataCatalogType, GetDataCatalog, GetDataCatalogInput,
    GetDataCatalogOutput,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::CATALOG;
use super::beside::connection;
use crate::Athena;
use crate::errors::invalid;

impl Handle<GetDataCatalog> for Athena {
    async fn handle(&self, call: &Call, input: GetDataCatalogInput) -> Result<GetDataCatalogOutput, Fault> {
        if let Some(name) = self.beside(&input.name) {
            let catalog = DataCatalog {
                name: name.to_owned(),
                description: None,
                r#type: DataCatalogType::Federated,
                parameters: Some(BTreeMap::new()),
                status: Some(DataCatalogStatus::CreateComplete),
                connection_type: connection(name),
                error: None,
            };
            return Ok(GetDataCatalogOutput { data_catalog: Some(catalog) });
        }
        if !input.name.eq_ignore_ascii_case(CATALOG) {
            return Err(invalid(format!("DataCatalog {} was not found", input.name)));
        }
        let parameters = BTreeMap::from([("catalog-id".to_owned(), call.place.account.to_string())]);
        let catalog = DataCatalog {
            name: CATALOG.to_owned(),
            description: None,
            r#type: DataCatalogType::Glue,
            parameters: Some(parameters),
            status: None,
            connection_type: None,
            error: None,
        };
        Ok(GetDataCatalogOutput { data_catalog: Some(catalog) })
    }
}
