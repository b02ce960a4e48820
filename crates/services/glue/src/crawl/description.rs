//! Tables and partitions as a crawler describes them: with the parameters that AWS's crawlers write.

use std::collections::BTreeMap;

use glue_api::{Column, PartitionInput, SerDeInfo, StorageDescriptor, TableInput};

use super::items::Items;
use super::metadata::Wanted;
use super::scope::Scope;
use crate::crawler::layout::{Amount, FoundPartition};
use crate::crawler::{Compression, Fields, Shape};

/// What says who changed a table last.
pub const UPDATED_BY: &str = "UPDATED_BY_CRAWLER";
/// What says that a table's data is gone, and since when.
pub const DEPRECATED_BY: &str = "DEPRECATED_BY_CRAWLER";
/// Parameters that say how much is in a table, and which crawl said so: they change without the table's changing.
pub const AMOUNTS: [&str; 5] = ["CRAWL_RUN_ID", "averageRecordSize", "objectCount", "recordCount", "sizeKey"];
/// Longest name of a column, in characters (API: Column).
const NAME_CHARS_MAX: usize = 255;
/// Longest type of a column, in characters (API: Column).
const TYPE_CHARS_MAX: usize = 131_072;

type Parameters = BTreeMap<String, String>;

/// A table of objects.
pub fn table(scope: &Scope, name: String, wanted: &Wanted) -> TableInput {
    let found = &wanted.table;
    let mut parameters = parameters(scope, &found.shape, found.amount);
    if !wanted.exclusions.is_empty() {
        parameters
            .insert("exclusions".to_owned(), serde_json::Value::from(wanted.exclusions.clone()).to_string());
    }
    if !found.keys.is_empty() {
        parameters.insert("partition_filtering.enabled".to_owned(), "true".to_owned());
    }
    let key =
        |key: &String| Column { name: key.clone(), r#type: Some("string".to_owned()), ..Column::default() };
    TableInput {
        name,
        owner: Some("owner".to_owned()),
        retention: Some(0),
        storage_descriptor: Some(storage(&found.shape, &found.location, parameters.clone())),
        partition_keys: Some(found.keys.iter().map(key).collect()),
        table_type: Some("EXTERNAL_TABLE".to_owned()),
        parameters: Some(parameters),
        ..TableInput::default()
    }
}

/// A partition of such a table.
pub fn partition(scope: &Scope, found: &FoundPartition) -> PartitionInput {
    let parameters = parameters(scope, &found.shape, found.amount);
    PartitionInput {
        values: Some(found.values.clone()),
        storage_descriptor: Some(storage(&found.shape, &found.location, parameters.clone())),
        parameters: Some(parameters),
        ..PartitionInput::default()
    }
}

/// A table of items.
pub fn items(scope: &Scope, name: String, items: &Items) -> TableInput {
    let mut parameters = common(scope, "dynamodb", "table");
    parameters.insert("compressionType".to_owned(), Compression::None.name().to_owned());
    for (parameter, key) in ["hashKey", "rangeKey"].into_iter().zip(&items.keys) {
        parameters.insert(parameter.to_owned(), key.clone());
    }
    let amount = Amount { objects: 0, bytes: items.records.bytes, records: items.records };
    parameters.extend(amounts(amount).into_iter().filter(|(name, _)| name != "objectCount"));
    TableInput {
        name,
        owner: Some("owner".to_owned()),
        retention: Some(0),
        storage_descriptor: Some(StorageDescriptor {
            columns: Some(columns(&items.columns)),
            location: Some(items.arn.clone()),
            compressed: Some(false),
            number_of_buckets: Some(-1),
            serde_info: Some(SerDeInfo { parameters: Some(Parameters::new()), ..SerDeInfo::default() }),
            bucket_columns: Some(Vec::new()),
            sort_columns: Some(Vec::new()),
            parameters: Some(parameters.clone()),
            stored_as_sub_directories: Some(false),
            ..StorageDescriptor::default()
        }),
        partition_keys: Some(Vec::new()),
        table_type: Some("EXTERNAL_TABLE".to_owned()),
        parameters: Some(parameters),
        ..TableInput::default()
    }
}

/// The columns of a table, without those that a catalogue cannot have.
pub fn columns(fields: &Fields) -> Vec<Column> {
    let fit = fields.iter().filter(|field| {
        let length = field.name.chars().count();
        (1..=NAME_CHARS_MAX).contains(&length) && !field.name.contains(['\n', '\r'])
    });
    let column = |field: &crate::crawler::Field| {
        let kind = field.kind.to_string();
        let kind = if kind.len() > TYPE_CHARS_MAX { "string".to_owned() } else { kind };
        Column { name: field.name.clone(), r#type: Some(kind), ..Column::default() }
    };
    fit.map(column).collect()
}

fn storage(shape: &Shape, location: &str, parameters: Parameters) -> StorageDescriptor {
    let reading = shape.format.reading();
    let stated = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let serde = reading.serde_parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    StorageDescriptor {
        columns: Some(columns(&shape.columns)),
        location: Some(location.to_owned()),
        input_format: stated(reading.input_format),
        output_format: stated(reading.output_format),
        compressed: Some(shape.compression != Compression::None),
        number_of_buckets: Some(-1),
        serde_info: Some(SerDeInfo {
            serialization_library: stated(reading.serde),
            parameters: Some(serde),
            ..SerDeInfo::default()
        }),
        bucket_columns: Some(Vec::new()),
        sort_columns: Some(Vec::new()),
        parameters: Some(parameters),
        stored_as_sub_directories: Some(false),
        ..StorageDescriptor::default()
    }
}

fn parameters(scope: &Scope, shape: &Shape, amount: Amount) -> Parameters {
    let mut parameters = common(scope, shape.format.classification(), "file");
    parameters.insert("compressionType".to_owned(), shape.compression.name().to_owned());
    parameters.extend(shape.format.parameters().into_iter().map(|(name, value)| (name.to_owned(), value)));
    parameters.extend(amounts(amount));
    parameters
}

fn common(scope: &Scope, classification: &str, kind: &str) -> Parameters {
    [
        ("CRAWL_RUN_ID", scope.id.as_str()),
        ("CrawlerSchemaDeserializerVersion", "1.0"),
        ("CrawlerSchemaSerializerVersion", "1.0"),
        (UPDATED_BY, scope.plan.name.as_str()),
        ("classification", classification),
        ("typeOfData", kind),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect()
}

fn amounts(amount: Amount) -> Parameters {
    [
        ("averageRecordSize", amount.records.average()),
        ("objectCount", amount.objects),
        ("recordCount", amount.records.count),
        ("sizeKey", amount.bytes),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_string()))
    .collect()
}
