//! The partitions that a query can need.

use std::sync::Arc;

use arrow::array::{ArrayRef, StringArray};
use arrow::datatypes::{DataType, FieldRef};
use datafusion::common::ScalarValue;

use super::files::Part;
use super::format::Format;
use crate::catalog::{Partition, Table};
use crate::error::{Error, Fact};
use crate::functions::cast;

/// What Hive calls the partition of null.
pub const NULL: &str = "__HIVE_DEFAULT_PARTITION__";

/// A partition key's value from its text.
pub fn value(text: &str, field: &FieldRef) -> Result<ScalarValue, Error> {
    let kind = field.data_type();
    if text == NULL {
        return Ok(ScalarValue::try_from(kind)?);
    }
    let column: ArrayRef = Arc::new(StringArray::from(vec![text]));
    if *kind == DataType::Utf8 {
        return Ok(ScalarValue::Utf8(Some(text.to_owned())));
    }
    let value = cast(&column, kind, false).map_err(|_| {
        let words = format!(
            "Invalid partition value '{text}' for {} partition key: {}",
            crate::types::to_trino(kind),
            field.name()
        );
        Error::new(Fact::InvalidMetadata, words)
    })?;
    Ok(ScalarValue::try_from_array(&value, 0)?)
}

/// A partition of the catalog's, as what is scanned.
pub fn part(table: &Table, keys: &[FieldRef], partition: &Partition) -> Result<Part, Error> {
    if partition.values.len() != keys.len() {
        let words = format!(
            "Table {}.{} has {} partition keys, but a partition has {} values",
            table.database,
            table.name,
            keys.len(),
            partition.values.len()
        );
        return Err(Error::new(Fact::InvalidMetadata, words));
    }
    let values = partition.values.iter().zip(keys).map(|(text, key)| value(text, key));
    let storage = if partition.storage.serde.is_empty() && partition.storage.input_format.is_empty() {
        &table.storage
    } else {
        &partition.storage
    };
    let location = if partition.storage.location.is_empty() {
        let folders =
            keys.iter().zip(&partition.values).map(|(key, value)| format!("{}={value}/", key.name()));
        format!("{}/{}", table.storage.location.trim_end_matches('/'), folders.collect::<String>())
    } else {
        partition.storage.location.clone()
    };
    Ok(Part { values: values.collect::<Result<_, _>>()?, location, format: Format::of(table, storage)? })
}
