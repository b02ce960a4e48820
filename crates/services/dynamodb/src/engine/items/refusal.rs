//! Why an item or a read is refused, as facts. Each is a `ValidationException`; the texts are AWS's.

use dynamodb_api::AttributeType;
use thiserror::Error;

/// A fact about a table's keys, sizes or indexes that a request does not respect.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A `Key` has other attributes, or other types, than the table's key.
    #[error("The provided key element does not match the schema")]
    KeySchema,
    /// An item lacks a key attribute.
    #[error("One or more parameter values were invalid: Missing the key {0} in the item")]
    KeyMissing(String),
    /// A key attribute of an item has another type than the table says.
    #[error(
        "One or more parameter values were invalid: Type mismatch for key {name} expected: {expected} actual: {actual}"
    )]
    KeyType {
        /// The attribute.
        name: String,
        /// The type in the table's definition.
        expected: AttributeType,
        /// The type in the item.
        actual: AttributeType,
    },
    /// A key attribute is an empty string or empty binary.
    #[error(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty \
         {kind} value. Key: {name}"
    )]
    KeyEmpty {
        /// The attribute.
        name: String,
        /// `string` or `binary`.
        kind: &'static str,
    },
    /// More than 2048 bytes.
    #[error(
        "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes"
    )]
    PartitionKeyTooLong,
    /// More than 1024 bytes.
    #[error(
        "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of \
         1024 bytes"
    )]
    SortKeyTooLong,
    /// An index's key attribute has another type than the index needs.
    #[error(
        "One or more parameter values were invalid: Type mismatch for Index Key {name} Expected: {expected} Actual: \
         {actual} IndexName: {index}"
    )]
    IndexKeyType {
        /// The attribute.
        name: String,
        /// The type in the table's definition.
        expected: AttributeType,
        /// The type in the item.
        actual: AttributeType,
        /// The index.
        index: String,
    },
    /// An index's key attribute is empty.
    #[error(
        "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The \
         AttributeValue for a key attribute cannot contain an empty {kind} value. IndexName: {index}, IndexKey: {name}"
    )]
    IndexKeyEmpty {
        /// The attribute.
        name: String,
        /// `string` or `binary`.
        kind: &'static str,
        /// The index.
        index: String,
    },
    /// An update gives an index's key attribute another type than the index needs.
    #[error("The update expression attempted to update the secondary index key to unsupported type")]
    UpdatedIndexKeyType,
    /// An update empties an index's key attribute.
    #[error(
        "One or more parameter values are not valid. The update expression attempted to update a secondary index key \
         to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty {kind} value."
    )]
    UpdatedIndexKeyEmpty {
        /// `string` or `binary`.
        kind: &'static str,
    },
    /// A put item has more than 400 KB.
    #[error("Item size has exceeded the maximum allowed size")]
    ItemTooLarge,
    /// An updated item has more than 400 KB.
    #[error("Item size to update has exceeded the maximum allowed size")]
    UpdatedItemTooLarge,
    /// More than 32 levels of lists and maps.
    #[error(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
    )]
    NestedTooDeeply,
    /// The same key twice in a batch.
    #[error("Provided list of item keys contains duplicates")]
    DuplicateKeys,
    /// The table has no such index.
    #[error("The table does not have the specified index: {0}")]
    NoIndex(String),
    /// The index is new and not complete yet.
    #[error("Cannot read from backfilling global secondary index: {0}")]
    IndexFilling(String),
    /// `ConsistentRead` of a global index.
    #[error("Consistent reads are not supported on global secondary indexes")]
    ConsistentGlobalRead,
    /// All attributes are asked of a global index that has some of them.
    #[error(
        "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary \
         index {0} because its projection type is not ALL"
    )]
    NotAllProjected(String),
    /// Attributes are asked of a global index that does not have them.
    #[error(
        "One or more parameter values were invalid: Global secondary index {index} does not project [{}]", names.join(", ")
    )]
    NotProjected {
        /// The index.
        index: String,
        /// The attributes it lacks.
        names: Vec<String>,
    },
    /// `ExclusiveStartKey` has other attributes than the key of what is read.
    #[error("The provided starting key is invalid")]
    StartKey,
    /// The table's part of `ExclusiveStartKey` is no key of the table.
    #[error("The provided starting key is invalid: {0}")]
    StartKeyOfTable(Box<Refusal>),
    /// `ExclusiveStartKey` lies in another partition.
    #[error("The provided starting key is outside query boundaries based on provided conditions")]
    StartKeyOutside,
    /// `ExclusiveStartKey` does not meet the condition on the sort key.
    #[error("The provided starting key does not match the range key predicate")]
    StartKeyPredicate,
    /// `ExclusiveStartKey` meets the condition on the sort key but lies in another partition.
    #[error("The query can return at most one row and cannot be restarted")]
    StartKeyRestart,
    /// `ExclusiveStartKey` lies in another segment.
    #[error(
        "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct \
         Segment. TotalSegments: {total} Segment: {segment}"
    )]
    StartKeySegment {
        /// `Segment`
        segment: u32,
        /// `TotalSegments`
        total: u32,
    },
}
