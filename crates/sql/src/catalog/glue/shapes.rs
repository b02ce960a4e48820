//! Glue's shapes, as the engine's and back. Names come in lower case, as Glue keeps them.

use glue_api::{DatabaseInput, PartitionInput, SerDeInfo, StorageDescriptor, TableInput};

use crate::catalog::{Column, Database, Partition, Storage, Table};

pub fn database(shape: glue_api::Database) -> Database {
    Database {
        name: shape.name,
        description: shape.description,
        location: shape.location_uri,
        parameters: shape.parameters.unwrap_or_default(),
    }
}

pub fn database_input(database: Database) -> DatabaseInput {
    DatabaseInput {
        name: database.name,
        description: database.description,
        location_uri: database.location,
        parameters: Some(database.parameters).filter(|parameters| !parameters.is_empty()),
        ..DatabaseInput::default()
    }
}

fn columns(shapes: Option<Vec<glue_api::Column>>) -> Vec<Column> {
    let column = |shape: glue_api::Column| Column {
        name: shape.name.to_lowercase(),
        kind: shape.r#type.unwrap_or_else(|| "string".to_owned()),
        comment: shape.comment,
    };
    shapes.into_iter().flatten().map(column).collect()
}

fn columns_back(columns: Vec<Column>) -> Vec<glue_api::Column> {
    let column = |column: Column| glue_api::Column {
        name: column.name,
        r#type: Some(column.kind),
        comment: column.comment,
        parameters: None,
    };
    columns.into_iter().map(column).collect()
}

fn storage(shape: Option<StorageDescriptor>) -> Storage {
    let Some(shape) = shape else { return Storage::default() };
    let (serde, serde_parameters) = match shape.serde_info {
        Some(info) => (info.serialization_library.unwrap_or_default(), info.parameters.unwrap_or_default()),
        None => Default::default(),
    };
    Storage {
        columns: columns(shape.columns),
        location: shape.location.unwrap_or_default(),
        input_format: shape.input_format.unwrap_or_default(),
        output_format: shape.output_format.unwrap_or_default(),
        serde,
        serde_parameters,
        parameters: shape.parameters.unwrap_or_default(),
    }
}

fn storage_back(storage: Storage) -> StorageDescriptor {
    let text = |text: String| Some(text).filter(|text| !text.is_empty());
    StorageDescriptor {
        columns: Some(columns_back(storage.columns)),
        location: text(storage.location),
        input_format: text(storage.input_format),
        output_format: text(storage.output_format),
        serde_info: text(storage.serde).map(|serde| SerDeInfo {
            name: None,
            serialization_library: Some(serde),
            parameters: Some(storage.serde_parameters),
        }),
        parameters: Some(storage.parameters).filter(|parameters| !parameters.is_empty()),
        ..StorageDescriptor::default()
    }
}

pub fn table(database: &str, shape: glue_api::Table) -> Table {
    Table {
        database: shape.database_name.unwrap_or_else(|| database.to_owned()),
        name: shape.name,
        kind: shape.table_type.unwrap_or_default(),
        description: shape.description,
        storage: storage(shape.storage_descriptor),
        partition_keys: columns(shape.partition_keys),
        parameters: shape.parameters.unwrap_or_default(),
        view_original_text: shape.view_original_text,
        view_expanded_text: shape.view_expanded_text,
    }
}

pub fn table_input(table: Table) -> TableInput {
    TableInput {
        name: table.name,
        description: table.description,
        storage_descriptor: Some(storage_back(table.storage)),
        partition_keys: Some(columns_back(table.partition_keys)),
        view_original_text: table.view_original_text,
        view_expanded_text: table.view_expanded_text,
        table_type: Some(table.kind).filter(|kind| !kind.is_empty()),
        parameters: Some(table.parameters),
        ..TableInput::default()
    }
}

pub fn partition(shape: glue_api::Partition) -> Partition {
    Partition {
        values: shape.values.unwrap_or_default(),
        storage: storage(shape.storage_descriptor),
        parameters: shape.parameters.unwrap_or_default(),
    }
}

pub fn partition_input(partition: Partition) -> PartitionInput {
    PartitionInput {
        values: Some(partition.values),
        storage_descriptor: Some(storage_back(partition.storage)),
        parameters: Some(partition.parameters).filter(|parameters| !parameters.is_empty()),
        ..PartitionInput::default()
    }
}
