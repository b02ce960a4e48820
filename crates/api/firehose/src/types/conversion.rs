//! From JSON to columns.

use std::collections::BTreeMap;

use wire::Shape;

/// AWS's `DataFormatConversionConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DataFormatConversionConfiguration {
    pub schema_configuration: Option<SchemaConfiguration>,
    pub input_format_configuration: Option<InputFormatConfiguration>,
    pub output_format_configuration: Option<OutputFormatConfiguration>,
    pub enabled: Option<bool>,
}

/// AWS's `SchemaConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SchemaConfiguration {
    #[shape(name = "RoleARN", length(1..=1024), pattern = r"^\S+$")]
    pub role_arn: Option<String>,
    #[shape(length(1..=1024), pattern = r"^\S+$")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=1024), pattern = r"^\S+$")]
    pub database_name: Option<String>,
    #[shape(length(1..=1024), pattern = r"^\S+$")]
    pub table_name: Option<String>,
    #[shape(length(1..=1024), pattern = r"^\S+$")]
    pub region: Option<String>,
    #[shape(length(1..=1024), pattern = r"^\S+$")]
    pub version_id: Option<String>,
}

/// AWS's `InputFormatConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct InputFormatConfiguration {
    pub deserializer: Option<Deserializer>,
}

/// AWS's `Deserializer`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Deserializer {
    pub open_x_json_ser_de: Option<OpenXJsonSerDe>,
    pub hive_json_ser_de: Option<HiveJsonSerDe>,
}

/// AWS's `OpenXJsonSerDe`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OpenXJsonSerDe {
    pub convert_dots_in_json_keys_to_underscores: Option<bool>,
    pub case_insensitive: Option<bool>,
    #[shape(key(length(1..=1024), pattern = r"^\S+$"), member(length(1..=1024)))]
    pub column_to_json_key_mappings: Option<BTreeMap<String, String>>,
}

/// AWS's `HiveJsonSerDe`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct HiveJsonSerDe {
    #[shape(member(length(1..=1024)))]
    pub timestamp_formats: Option<Vec<String>>,
}

/// AWS's `OutputFormatConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OutputFormatConfiguration {
    pub serializer: Option<Serializer>,
}

/// AWS's `Serializer`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Serializer {
    pub parquet_ser_de: Option<ParquetSerDe>,
    pub orc_ser_de: Option<OrcSerDe>,
}

/// AWS's `ParquetSerDe`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ParquetSerDe {
    #[shape(range(67108864..=i64::MAX))]
    pub block_size_bytes: Option<i32>,
    #[shape(range(65536..=i64::MAX))]
    pub page_size_bytes: Option<i32>,
    pub compression: Option<ParquetCompression>,
    pub enable_dictionary_compression: Option<bool>,
    #[shape(range(0..=i64::MAX))]
    pub max_padding_bytes: Option<i32>,
    pub writer_version: Option<ParquetWriterVersion>,
}

/// AWS's `ParquetCompression`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ParquetCompression {
    Uncompressed,
    Gzip,
    Snappy,
}

/// AWS's `ParquetWriterVersion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ParquetWriterVersion {
    V1,
    V2,
}

/// AWS's `OrcSerDe`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OrcSerDe {
    #[shape(range(8388608..=i64::MAX))]
    pub stripe_size_bytes: Option<i32>,
    #[shape(range(67108864..=i64::MAX))]
    pub block_size_bytes: Option<i32>,
    #[shape(range(1000..=i64::MAX))]
    pub row_index_stride: Option<i32>,
    pub enable_padding: Option<bool>,
    pub padding_tolerance: Option<f64>,
    pub compression: Option<OrcCompression>,
    #[shape(member(length(1..=1024), pattern = r"^\S+$"))]
    pub bloom_filter_columns: Option<Vec<String>>,
    pub bloom_filter_false_positive_probability: Option<f64>,
    pub dictionary_key_threshold: Option<f64>,
    pub format_version: Option<OrcFormatVersion>,
}

/// AWS's `OrcCompression`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum OrcCompression {
    None,
    Zlib,
    Snappy,
}

/// AWS's `OrcFormatVersion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum OrcFormatVersion {
    #[shape(name = "V0_11")]
    V011,
    #[shape(name = "V0_12")]
    V012,
}
