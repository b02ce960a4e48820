//! Shapes of items: capacity, conditions, batches.

use std::collections::BTreeMap;

use wire::Shape;

use crate::AttributeValue;

/// AWS's `ExpectedAttributeValue`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ExpectedAttributeValue {
    pub value: Option<AttributeValue>,
    pub exists: Option<bool>,
    pub comparison_operator: Option<ComparisonOperator>,
    pub attribute_value_list: Option<Vec<AttributeValue>>,
}

/// AWS's `ComparisonOperator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ComparisonOperator {
    Eq,
    Ne,
    In,
    Le,
    Lt,
    Ge,
    Gt,
    Between,
    NotNull,
    Null,
    Contains,
    NotContains,
    BeginsWith,
}

/// AWS's `ConsumedCapacity`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ConsumedCapacity {
    #[shape(length(1..=1024))]
    pub table_name: Option<String>,
    pub capacity_units: Option<f64>,
    pub read_capacity_units: Option<f64>,
    pub write_capacity_units: Option<f64>,
    pub table: Option<Capacity>,
    #[shape(key(length(3..=255), pattern = "[a-zA-Z0-9_.-]+"))]
    pub local_secondary_indexes: Option<BTreeMap<String, Capacity>>,
    #[shape(key(length(3..=255), pattern = "[a-zA-Z0-9_.-]+"))]
    pub global_secondary_indexes: Option<BTreeMap<String, Capacity>>,
}

/// AWS's `Capacity`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Capacity {
    pub read_capacity_units: Option<f64>,
    pub write_capacity_units: Option<f64>,
    pub capacity_units: Option<f64>,
}

/// AWS's `ItemCollectionMetrics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ItemCollectionMetrics {
    #[shape(key(length(0..=65535)))]
    pub item_collection_key: Option<BTreeMap<String, AttributeValue>>,
    #[shape(name = "SizeEstimateRangeGB")]
    pub size_estimate_range_gb: Option<Vec<f64>>,
}

/// AWS's `AttributeValueUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AttributeValueUpdate {
    pub value: Option<AttributeValue>,
    pub action: Option<AttributeAction>,
}

/// AWS's `AttributeAction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum AttributeAction {
    Add,
    Put,
    Delete,
}

/// AWS's `KeysAndAttributes`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct KeysAndAttributes {
    /// 1 to 100; the service refuses others, as AWS words that differently here.
    #[shape(member(key(length(0..=65535))))]
    pub keys: Vec<BTreeMap<String, AttributeValue>>,
    #[shape(length(1..=u64::MAX), member(length(0..=65535)))]
    pub attributes_to_get: Option<Vec<String>>,
    pub consistent_read: Option<bool>,
    pub projection_expression: Option<String>,
    #[shape(member(length(0..=65535)))]
    pub expression_attribute_names: Option<BTreeMap<String, String>>,
}

/// AWS's `WriteRequest`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct WriteRequest {
    pub put_request: Option<PutRequest>,
    pub delete_request: Option<DeleteRequest>,
}

/// AWS's `PutRequest`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRequest {
    #[shape(key(length(0..=65535)))]
    pub item: BTreeMap<String, AttributeValue>,
}

/// AWS's `DeleteRequest`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteRequest {
    #[shape(key(length(0..=65535)))]
    pub key: BTreeMap<String, AttributeValue>,
}

/// AWS's `Condition`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Condition {
    pub attribute_value_list: Option<Vec<AttributeValue>>,
    pub comparison_operator: ComparisonOperator,
}
