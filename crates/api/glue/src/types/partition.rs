//! Partitions and their indexes.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::Shape;

use crate::{ErrorDetail, StorageDescriptor};

/// AWS's `PartitionIndex`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PartitionIndex {
    #[shape(length(1..=u64::MAX), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub keys: Vec<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub index_name: String,
}

/// AWS's `PartitionInput`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PartitionInput {
    #[shape(member(length(1..=1024)))]
    pub values: Option<Vec<String>>,
    pub last_access_time: Option<Timestamp>,
    pub storage_descriptor: Option<StorageDescriptor>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=512000)))]
    pub parameters: Option<BTreeMap<String, String>>,
    pub last_analyzed_time: Option<Timestamp>,
}

/// AWS's `PartitionError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PartitionError {
    #[shape(member(length(1..=1024)))]
    pub partition_values: Option<Vec<String>>,
    pub error_detail: Option<ErrorDetail>,
}

/// AWS's `Partition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Partition {
    #[shape(member(length(1..=1024)))]
    pub values: Option<Vec<String>>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: Option<String>,
    pub creation_time: Option<Timestamp>,
    pub last_access_time: Option<Timestamp>,
    pub storage_descriptor: Option<StorageDescriptor>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=512000)))]
    pub parameters: Option<BTreeMap<String, String>>,
    pub last_analyzed_time: Option<Timestamp>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
}

/// AWS's `Segment`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Segment {
    #[shape(range(0..=i64::MAX))]
    pub segment_number: i32,
    #[shape(range(1..=10))]
    pub total_segments: i32,
}

/// AWS's `PartitionValueList`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PartitionValueList {
    #[shape(member(length(1..=1024)))]
    pub values: Vec<String>,
}

/// AWS's `BatchUpdatePartitionRequestEntry`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchUpdatePartitionRequestEntry {
    #[shape(length(0..=100), member(length(1..=1024)))]
    pub partition_value_list: Vec<String>,
    pub partition_input: PartitionInput,
}

/// AWS's `BatchUpdatePartitionFailureEntry`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchUpdatePartitionFailureEntry {
    #[shape(length(0..=100), member(length(1..=1024)))]
    pub partition_value_list: Option<Vec<String>>,
    pub error_detail: Option<ErrorDetail>,
}

/// AWS's `PartitionIndexDescriptor`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PartitionIndexDescriptor {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub index_name: String,
    #[shape(length(1..=u64::MAX))]
    pub keys: Vec<KeySchemaElement>,
    pub index_status: PartitionIndexStatus,
    pub backfill_errors: Option<Vec<BackfillError>>,
}

/// AWS's `KeySchemaElement`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KeySchemaElement {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(0..=131072), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub r#type: String,
}

/// AWS's `PartitionIndexStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum PartitionIndexStatus {
    Creating,
    Active,
    Deleting,
    Failed,
}

/// AWS's `BackfillError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BackfillError {
    pub code: Option<BackfillErrorCode>,
    pub partitions: Option<Vec<PartitionValueList>>,
}

/// AWS's `BackfillErrorCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum BackfillErrorCode {
    EncryptedPartitionError,
    InternalError,
    InvalidPartitionTypeDataError,
    MissingPartitionValueError,
    UnsupportedPartitionCharacterError,
}
