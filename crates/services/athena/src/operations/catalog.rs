//! What the data catalog has, asked of Glue as the caller, and told as Athena tells it.

use std::collections::BTreeMap;

use athena_api as api;
use dispatch::Call;
use glue_api as glue;
use wire::{Fault, Operation};

use super::CATALOG;
use crate::Athena;
use crate::errors::invalid;

impl Athena {
    /// Asks Glue, for the catalog that an input names.
    pub(super) async fn ask_glue<O: Operation>(
        &self,
        call: &Call,
        catalog: &str,
        input: O::Input,
    ) -> Result<O::Output, Fault> {
        if !catalog.eq_ignore_ascii_case(CATALOG) {
            return Err(invalid(format!("DataCatalog {catalog} was not found")));
        }
        let (principal, place) = (call.principal.clone(), call.place.clone());
        let inside = Call::inside("athena", principal, place, call.request_id.clone());
        self.dispatch.call::<O>(&inside, input).await.map_err(|fault| told(&inside, fault))
    }
}

/// In the words of AWS's own client, which Athena hands on.
fn told(call: &Call, fault: Fault) -> Fault {
    if !fault.is_sender() {
        return fault;
    }
    let text = format!(
        "{} (Service: AmazonDataCatalog; Status Code: {}; Error Code: {}; Request ID: {}; Proxy: null)",
        fault.message, fault.status, fault.code, call.request_id
    );
    Fault::sender("MetadataException", text)
}

/// That Glue answered without what it was asked for.
pub(super) fn nothing() -> Fault {
    Fault::sender("MetadataException", "Entity Not Found")
}

/// A database.
pub(super) fn database(database: glue::Database) -> api::Database {
    api::Database {
        name: database.name,
        description: database.description,
        parameters: Some(database.parameters.unwrap_or_default()),
    }
}

/// A table: where and how it is stored is told among its parameters.
pub(super) fn table(table: glue::Table) -> api::TableMetadata {
    let mut parameters = table.parameters.unwrap_or_default();
    let mut columns = None;
    if let Some(storage) = table.storage_descriptor {
        columns = storage.columns;
        let serde = storage.serde_info.unwrap_or_default();
        let said = [
            ("location", storage.location),
            ("inputformat", storage.input_format),
            ("outputformat", storage.output_format),
            ("serde.serialization.lib", serde.serialization_library),
        ];
        parameters.extend(said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        let of_serde = serde.parameters.unwrap_or_default().into_iter();
        parameters.extend(of_serde.map(|(name, value)| (format!("serde.param.{name}"), value)));
    }
    api::TableMetadata {
        name: table.name,
        create_time: table.create_time,
        last_access_time: table.last_access_time,
        table_type: table.table_type,
        columns: Some(columns.unwrap_or_default().into_iter().map(column).collect()),
        partition_keys: Some(table.partition_keys.unwrap_or_default().into_iter().map(column).collect()),
        parameters: Some(parameters),
    }
}

fn column(column: glue::Column) -> api::Column {
    api::Column { name: column.name, r#type: column.r#type, comment: column.comment }
}

/// A table of which only some is asked for.
pub(super) fn table_in_part(
    whole: api::TableMetadata,
    wanted: &[api::TableAttributes],
) -> api::TableMetadata {
    let has_type = wanted.contains(&api::TableAttributes::TableType);
    api::TableMetadata {
        name: whole.name,
        table_type: whole.table_type.filter(|_| has_type),
        create_time: None,
        last_access_time: None,
        columns: None,
        partition_keys: None,
        parameters: None,
    }
}

/// A database of which only the name is asked for.
pub(super) fn name_only(whole: api::Database) -> api::Database {
    api::Database { name: whole.name, description: None, parameters: None::<BTreeMap<String, String>> }
}
