//! Where data lies and how it is laid out.

use std::collections::BTreeMap;

use wire::Shape;

/// AWS's `StorageDescriptor`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StorageDescriptor {
    pub columns: Option<Vec<Column>>,
    #[shape(length(0..=2056), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub location: Option<String>,
    #[shape(member(length(0..=2056), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*"))]
    pub additional_locations: Option<Vec<String>>,
    #[shape(length(0..=128), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub input_format: Option<String>,
    #[shape(length(0..=128), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub output_format: Option<String>,
    pub compressed: Option<bool>,
    pub number_of_buckets: Option<i32>,
    pub serde_info: Option<SerDeInfo>,
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub bucket_columns: Option<Vec<String>>,
    pub sort_columns: Option<Vec<Order>>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=512000)))]
    pub parameters: Option<BTreeMap<String, String>>,
    pub skewed_info: Option<SkewedInfo>,
    pub stored_as_sub_directories: Option<bool>,
    pub schema_reference: Option<SchemaReference>,
}

/// AWS's `Column`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Column {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(0..=131072), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub r#type: Option<String>,
    #[shape(length(0..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub comment: Option<String>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=512000)))]
    pub parameters: Option<BTreeMap<String, String>>,
}

/// AWS's `SerDeInfo`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SerDeInfo {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub serialization_library: Option<String>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=512000)))]
    pub parameters: Option<BTreeMap<String, String>>,
}

/// AWS's `Order`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Order {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub column: String,
    #[shape(range(0..=1))]
    pub sort_order: i32,
}

/// AWS's `SkewedInfo`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SkewedInfo {
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub skewed_column_names: Option<Vec<String>>,
    pub skewed_column_values: Option<Vec<String>>,
    pub skewed_column_value_location_maps: Option<BTreeMap<String, String>>,
}

/// AWS's `SchemaReference`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SchemaReference {
    pub schema_id: Option<SchemaId>,
    #[shape(length(36..=36), pattern = r"[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}")]
    pub schema_version_id: Option<String>,
    #[shape(range(1..=100000))]
    pub schema_version_number: Option<i64>,
}

/// AWS's `SchemaId`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SchemaId {
    #[shape(length(1..=10240), pattern = r"arn:aws(-(cn|us-gov|iso(-[bef])?))?:glue:.*")]
    pub schema_arn: Option<String>,
    #[shape(length(1..=255), pattern = r"[a-zA-Z0-9-_$#.]+")]
    pub schema_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[a-zA-Z0-9-_$#.]+")]
    pub registry_name: Option<String>,
}
