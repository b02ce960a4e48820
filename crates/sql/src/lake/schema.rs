//! The schema of a table: its columns, then its partition keys.

use std::sync::Arc;

use arrow::datatypes::{Field, FieldRef, Schema, SchemaRef};

use crate::catalog::{Column, Table};
use crate::error::{Error, Fact};
use crate::types::of_hive;

/// The columns that objects hold.
pub fn of_columns(table: &Table) -> Result<SchemaRef, Error> {
    Ok(Arc::new(Schema::new(fields(table, &table.storage.columns)?)))
}

/// The columns that partitions have.
pub fn of_keys(table: &Table) -> Result<Vec<FieldRef>, Error> {
    fields(table, &table.partition_keys)
}

fn fields(table: &Table, columns: &[Column]) -> Result<Vec<FieldRef>, Error> {
    let field = |column: &Column| {
        let kind = of_hive(&column.kind).map_err(|_| {
            let words = format!(
                "Table {}.{} has a column '{}' of type '{}', which is no type of Hive's",
                table.database, table.name, column.name, column.kind
            );
            Error::new(Fact::InvalidMetadata, words)
        })?;
        Ok(Arc::new(Field::new(column.name.to_lowercase(), kind, true)))
    };
    columns.iter().map(field).collect()
}
