//! Catalogs beside the Glue catalog, as the SQL engine has them: told as federated ones are, since nobody's function
//! answers for them.

use std::collections::BTreeMap;

use athena_api as api;
use dispatch::Call;
use wire::Fault;

use super::CATALOG;
use crate::Athena;
use crate::engine::sql::{BESIDE_DATABASE, Failure};

fn told(failure: Failure) -> Fault {
    Fault::sender("MetadataException", failure.message)
}

fn inside(call: &Call) -> Call {
    Call::inside("athena", call.principal.clone(), call.place.clone(), call.request_id.clone())
}

impl Athena {
    /// The catalog of this name, if it is one beside Glue's.
    pub(super) fn beside(&self, name: &str) -> Option<&'static str> {
        self.sql.catalogs().iter().copied().find(|catalog| catalog.eq_ignore_ascii_case(name))
    }

    /// Whether there is a catalog of this name.
    pub(super) fn has_catalog(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case(CATALOG) || self.beside(name).is_some()
    }

    /// The names of a catalog's tables, in order.
    pub(super) async fn beside_tables(
        &self,
        call: &Call,
        catalog: &'static str,
    ) -> Result<Vec<String>, Fault> {
        self.sql.tables(inside(call), catalog).await.map_err(told)
    }

    /// A table of a catalog.
    pub(super) async fn beside_table(
        &self,
        call: &Call,
        catalog: &'static str,
        name: &str,
    ) -> Result<Option<api::TableMetadata>, Fault> {
        let found = self.sql.columns(inside(call), catalog, name.to_lowercase()).await.map_err(told)?;
        let column = |(name, kind)| api::Column { name, r#type: Some(kind), comment: None };
        Ok(found.map(|columns| api::TableMetadata {
            name: name.to_lowercase(),
            create_time: None,
            last_access_time: None,
            table_type: Some("EXTERNAL_TABLE".to_owned()),
            columns: Some(columns.into_iter().map(column).collect()),
            partition_keys: Some(Vec::new()),
            parameters: Some(BTreeMap::from([("connector".to_owned(), catalog.to_owned())])),
        }))
    }
}

/// Refuses all databases but the one that there is.
pub(super) fn check_database(name: &str) -> Result<(), Fault> {
    if name.eq_ignore_ascii_case(BESIDE_DATABASE) {
        return Ok(());
    }
    Err(Fault::sender("MetadataException", format!("Database {name} not found.")))
}

/// That there is no such table.
pub(super) fn no_table(name: &str) -> Fault {
    Fault::sender("MetadataException", format!("Table {name} not found."))
}

/// The only database.
pub(super) fn database() -> api::Database {
    api::Database { name: BESIDE_DATABASE.to_owned(), description: None, parameters: Some(BTreeMap::new()) }
}

/// What kind of connection a catalog is, where AWS has a name for it.
pub(super) fn connection(catalog: &str) -> Option<api::ConnectionType> {
    (catalog == "dynamodb").then_some(api::ConnectionType::Dynamodb)
}
