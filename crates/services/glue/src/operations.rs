//! One file per operation; beside them what several share.

mod batch_create_partition;
mod batch_delete_connection;
mod batch_delete_partition;
mod batch_delete_table;
mod batch_delete_table_version;
mod batch_get_partition;
mod batch_update_partition;
mod create_connection;
mod create_database;
mod create_partition;
mod create_partition_index;
mod create_table;
mod create_user_defined_function;
mod delete_column_statistics_for_partition;
mod delete_column_statistics_for_table;
mod delete_connection;
mod delete_database;
mod delete_partition;
mod delete_partition_index;
mod delete_table;
mod delete_table_version;
mod delete_user_defined_function;
mod get_catalog_import_status;
mod get_column_statistics_for_partition;
mod get_column_statistics_for_table;
mod get_connection;
mod get_connections;
mod get_database;
mod get_databases;
mod get_partition;
mod get_partition_indexes;
mod get_partitions;
mod get_table;
mod get_table_version;
mod get_table_versions;
mod get_tables;
mod get_tags;
mod get_user_defined_function;
mod get_user_defined_functions;
mod names;
mod search_tables;
mod tag_resource;
mod untag_resource;
mod update_column_statistics_for_partition;
mod update_column_statistics_for_table;
mod update_connection;
mod update_database;
mod update_partition;
mod update_table;
mod update_user_defined_function;

use std::collections::BTreeMap;

use dispatch::Call;
use glue_api::{ConnectionInput, PartitionError, Table, TableAttributes, TableInput, TableVersion};
use kernel::{Place, from_hex, to_hex};
use wire::Fault;

use crate::engine::{EngineError, StoredTable};
use crate::errors::{detail, invalid};

/// Refuses a catalogue that is not the caller's own.
fn own_catalog(call: &Call, catalog: Option<&str>) -> Result<(), Fault> {
    match catalog {
        Some(id) if id != call.place.account.as_str() => Err(invalid(format!(
            "CatalogId {id} is not supported here: an account has its own catalog only."
        ))),
        _ => Ok(()),
    }
}

/// Refuses a member that asks for what is not here.
fn refuse<T>(member: &Option<T>, name: &str) -> Result<(), Fault> {
    match member {
        Some(_) => Err(invalid(format!("{name} is not supported here."))),
        None => Ok(()),
    }
}

/// Refuses tags that are AWS's own.
fn own_tags(tags: &BTreeMap<String, String>) -> Result<(), Fault> {
    match tags.keys().find(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        Some(key) => Err(invalid(format!("Tag key {key} begins with aws:, which is AWS's own."))),
        None => Ok(()),
    }
}

/// The table that an input makes or changes.
fn checked(input: Option<TableInput>) -> Result<TableInput, Fault> {
    let Some(input) = input else { return Err(invalid("TableInput must be given.")) };
    refuse(&input.federated_table, "FederatedTable")?;
    refuse(&input.view_definition, "ViewDefinition")?;
    let storage = input.storage_descriptor.as_ref();
    refuse(&storage.and_then(|storage| storage.schema_reference.as_ref()), "SchemaReference")?;
    Ok(input)
}

/// A connection that can be kept; none is ever opened.
fn kept(input: ConnectionInput) -> Result<ConnectionInput, Fault> {
    refuse(&input.authentication_configuration, "AuthenticationConfiguration")?;
    refuse(&input.validate_credentials.filter(|validate| *validate), "ValidateCredentials")?;
    Ok(input)
}

/// A table with only what was asked for.
fn only(table: Table, attributes: Option<&[TableAttributes]>) -> Result<Table, Fault> {
    let Some(attributes) = attributes.filter(|wanted| !wanted.contains(&TableAttributes::Default)) else {
        return Ok(table);
    };
    if attributes.contains(&TableAttributes::LatestIcebergMetadata) {
        return Err(invalid("AttributesToGet LATEST_ICEBERG_METADATA is not supported here."));
    }
    if !attributes.contains(&TableAttributes::Name) {
        return Err(invalid("AttributesToGet must include NAME."));
    }
    let table_type = table.table_type.filter(|_| attributes.contains(&TableAttributes::TableType));
    Ok(Table { name: table.name, table_type, ..Table::default() })
}

/// A table as one of its versions.
fn version(table: StoredTable, place: &Place) -> TableVersion {
    let version_id = Some(table.version_id.to_string());
    TableVersion { table: Some(table.show(place)), version_id }
}

/// What one that was alone in its list failed with.
fn only_failure<T>(failed: Vec<(T, EngineError)>) -> Result<(), Fault> {
    failed.into_iter().next().map_or(Ok(()), |(_, error)| Err(error.into()))
}

fn partition_errors(failed: Vec<(Vec<String>, EngineError)>) -> Vec<PartitionError> {
    let error = |(values, error)| PartitionError {
        partition_values: Some(values),
        error_detail: Some(detail(error)),
    };
    failed.into_iter().map(error).collect()
}

/// A page token: where to go on, which needs no state and never expires.
fn token(place: &[u8]) -> String {
    to_hex(place)
}

/// What a page token says.
fn bytes_of(token: Option<&str>) -> Result<Option<Vec<u8>>, EngineError> {
    let read = |token: &str| from_hex(token).ok_or(EngineError::BadToken);
    token.filter(|token| !token.is_empty()).map(read).transpose()
}

/// The same as text.
fn text_of(token: Option<&str>) -> Result<Option<String>, EngineError> {
    let bytes = bytes_of(token)?;
    bytes.map(|bytes| String::from_utf8(bytes).map_err(|_| EngineError::BadToken)).transpose()
}
