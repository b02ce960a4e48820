//! Shapes that several operations use.

use std::collections::BTreeMap;

use bytes::Bytes;
use kernel::Timestamp;
use wire::Shape;

/// AWS's `DeliveryStreamType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum DeliveryStreamType {
    DirectPut,
    KinesisStreamAsSource,
    MSKAsSource,
    DatabaseAsSource,
}

/// AWS's `DirectPutSourceConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DirectPutSourceConfiguration {
    #[shape(range(1..=100))]
    pub throughput_hint_in_m_bs: i32,
}

/// AWS's `KinesisStreamSourceConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct KinesisStreamSourceConfiguration {
    #[shape(name = "KinesisStreamARN", length(1..=512), pattern = r"arn:.*:kinesis:[a-zA-Z0-9\-]+:\d{12}:stream/[a-zA-Z0-9_.-]+")]
    pub kinesis_stream_arn: String,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
}

/// AWS's `DeliveryStreamEncryptionConfigurationInput`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeliveryStreamEncryptionConfigurationInput {
    #[shape(name = "KeyARN", length(1..=512), pattern = r"arn:.*:kms:[a-zA-Z0-9\-]+:\d{12}:(key|alias)/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub key_arn: Option<String>,
    pub key_type: KeyType,
}

/// AWS's `KeyType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum KeyType {
    AwsOwnedCmk,
    CustomerManagedCmk,
}

/// AWS's `S3DestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct S3DestinationConfiguration {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(name = "BucketARN", length(1..=2048), pattern = r"arn:.*:s3:::[\w\.\-]{1,255}")]
    pub bucket_arn: String,
    #[shape(length(0..=1024), pattern = ".*")]
    pub prefix: Option<String>,
    #[shape(length(0..=1024), pattern = ".*")]
    pub error_output_prefix: Option<String>,
    pub buffering_hints: Option<BufferingHints>,
    pub compression_format: Option<CompressionFormat>,
    pub encryption_configuration: Option<EncryptionConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
}

/// AWS's `BufferingHints`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BufferingHints {
    #[shape(range(1..=128))]
    pub size_in_m_bs: Option<i32>,
    #[shape(range(0..=900))]
    pub interval_in_seconds: Option<i32>,
}

/// AWS's `CompressionFormat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum CompressionFormat {
    Uncompressed,
    Gzip,
    Zip,
    #[shape(name = "Snappy")]
    Snappy,
    HadoopSnappy,
}

/// AWS's `EncryptionConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EncryptionConfiguration {
    pub no_encryption_config: Option<NoEncryptionConfig>,
    #[shape(name = "KMSEncryptionConfig")]
    pub kms_encryption_config: Option<KMSEncryptionConfig>,
}

/// AWS's `NoEncryptionConfig`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum NoEncryptionConfig {
    NoEncryption,
}

/// AWS's `KMSEncryptionConfig`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct KMSEncryptionConfig {
    #[shape(name = "AWSKMSKeyARN", length(1..=512), pattern = r"arn:.*:kms:[a-zA-Z0-9\-]+:\d{12}:(key|alias)/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub awskms_key_arn: String,
}

/// AWS's `CloudWatchLoggingOptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CloudWatchLoggingOptions {
    pub enabled: Option<bool>,
    #[shape(length(0..=512), pattern = r"[\.\-_/#A-Za-z0-9]*")]
    pub log_group_name: Option<String>,
    #[shape(length(0..=512), pattern = "[^:*]*")]
    pub log_stream_name: Option<String>,
}

/// AWS's `ExtendedS3DestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ExtendedS3DestinationConfiguration {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(name = "BucketARN", length(1..=2048), pattern = r"arn:.*:s3:::[\w\.\-]{1,255}")]
    pub bucket_arn: String,
    #[shape(length(0..=1024), pattern = ".*")]
    pub prefix: Option<String>,
    #[shape(length(0..=1024), pattern = ".*")]
    pub error_output_prefix: Option<String>,
    pub buffering_hints: Option<BufferingHints>,
    pub compression_format: Option<CompressionFormat>,
    pub encryption_configuration: Option<EncryptionConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub s3_backup_mode: Option<S3BackupMode>,
    pub s3_backup_configuration: Option<S3DestinationConfiguration>,
    pub data_format_conversion_configuration: Option<DataFormatConversionConfiguration>,
    pub dynamic_partitioning_configuration: Option<DynamicPartitioningConfiguration>,
    #[shape(length(0..=128), pattern = r"^$|\.[0-9a-z!\-_.*'()]+")]
    pub file_extension: Option<String>,
    #[shape(length(0..=50), pattern = "^$|[a-zA-Z/_]+")]
    pub custom_time_zone: Option<String>,
}

/// AWS's `ProcessingConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ProcessingConfiguration {
    pub enabled: Option<bool>,
    pub processors: Option<Vec<Processor>>,
}

/// AWS's `Processor`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Processor {
    pub r#type: ProcessorType,
    pub parameters: Option<Vec<ProcessorParameter>>,
}

/// AWS's `ProcessorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ProcessorType {
    RecordDeAggregation,
    Decompression,
    CloudWatchLogProcessing,
    Lambda,
    MetadataExtraction,
    AppendDelimiterToRecord,
}

/// AWS's `ProcessorParameter`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ProcessorParameter {
    pub parameter_name: ProcessorParameterName,
    #[shape(length(1..=5120))]
    pub parameter_value: String,
}

/// AWS's `ProcessorParameterName`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ProcessorParameterName {
    LambdaArn,
    NumberOfRetries,
    MetadataExtractionQuery,
    JsonParsingEngine,
    RoleArn,
    BufferSizeInMBs,
    BufferIntervalInSeconds,
    SubRecordType,
    Delimiter,
    CompressionFormat,
    DataMessageExtraction,
}

/// AWS's `S3BackupMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum S3BackupMode {
    Disabled,
    Enabled,
}

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

/// AWS's `DynamicPartitioningConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DynamicPartitioningConfiguration {
    pub retry_options: Option<RetryOptions>,
    pub enabled: Option<bool>,
}

/// AWS's `RetryOptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RetryOptions {
    #[shape(range(0..=7200))]
    pub duration_in_seconds: Option<i32>,
}

/// AWS's `RedshiftDestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct RedshiftDestinationConfiguration {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(name = "ClusterJDBCURL", length(1..=512))]
    pub cluster_jdbcurl: String,
    pub copy_command: CopyCommand,
    #[shape(length(1..=512), pattern = ".*")]
    pub username: Option<String>,
    #[shape(length(6..=512), pattern = ".*")]
    pub password: Option<String>,
    pub retry_options: Option<RedshiftRetryOptions>,
    pub s3_configuration: S3DestinationConfiguration,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub s3_backup_mode: Option<RedshiftS3BackupMode>,
    pub s3_backup_configuration: Option<S3DestinationConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
}

/// AWS's `CopyCommand`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CopyCommand {
    #[shape(length(1..=512), pattern = ".*")]
    pub data_table_name: String,
    #[shape(length(0..=10240), pattern = ".*")]
    pub data_table_columns: Option<String>,
    #[shape(length(0..=10240), pattern = ".*")]
    pub copy_options: Option<String>,
}

/// AWS's `RedshiftRetryOptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RedshiftRetryOptions {
    #[shape(range(0..=7200))]
    pub duration_in_seconds: Option<i32>,
}

/// AWS's `RedshiftS3BackupMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum RedshiftS3BackupMode {
    Disabled,
    Enabled,
}

/// AWS's `SecretsManagerConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct SecretsManagerConfiguration {
    #[shape(name = "SecretARN", length(1..=2048), pattern = r"arn:.*:secretsmanager:[a-zA-Z0-9\-]+:\d{12}:secret:[a-zA-Z0-9\-/_+=.@!]+")]
    pub secret_arn: Option<String>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub enabled: bool,
}

/// AWS's `ElasticsearchDestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ElasticsearchDestinationConfiguration {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(name = "DomainARN", length(1..=512), pattern = r"arn:.*:es:[a-zA-Z0-9\-]+:\d{12}:domain/[a-z][-0-9a-z]{2,27}")]
    pub domain_arn: Option<String>,
    #[shape(length(1..=512), pattern = "https:.*")]
    pub cluster_endpoint: Option<String>,
    #[shape(length(1..=80), pattern = ".*")]
    pub index_name: String,
    #[shape(length(0..=100), pattern = ".*")]
    pub type_name: Option<String>,
    pub index_rotation_period: Option<ElasticsearchIndexRotationPeriod>,
    pub buffering_hints: Option<ElasticsearchBufferingHints>,
    pub retry_options: Option<ElasticsearchRetryOptions>,
    pub s3_backup_mode: Option<ElasticsearchS3BackupMode>,
    pub s3_configuration: S3DestinationConfiguration,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub vpc_configuration: Option<VpcConfiguration>,
    pub document_id_options: Option<DocumentIdOptions>,
}

/// AWS's `ElasticsearchIndexRotationPeriod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ElasticsearchIndexRotationPeriod {
    NoRotation,
    OneHour,
    OneDay,
    OneWeek,
    OneMonth,
}

/// AWS's `ElasticsearchBufferingHints`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ElasticsearchBufferingHints {
    #[shape(range(0..=900))]
    pub interval_in_seconds: Option<i32>,
    #[shape(range(1..=100))]
    pub size_in_m_bs: Option<i32>,
}

/// AWS's `ElasticsearchRetryOptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ElasticsearchRetryOptions {
    #[shape(range(0..=7200))]
    pub duration_in_seconds: Option<i32>,
}

/// AWS's `ElasticsearchS3BackupMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ElasticsearchS3BackupMode {
    FailedDocumentsOnly,
    AllDocuments,
}

/// AWS's `VpcConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct VpcConfiguration {
    #[shape(length(1..=16), member(length(1..=1024), pattern = r"^\S+$"))]
    pub subnet_ids: Vec<String>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(length(1..=5), member(length(1..=1024), pattern = r"^\S+$"))]
    pub security_group_ids: Vec<String>,
}

/// AWS's `DocumentIdOptions`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DocumentIdOptions {
    pub default_document_id_format: DefaultDocumentIdFormat,
}

/// AWS's `DefaultDocumentIdFormat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DefaultDocumentIdFormat {
    FirehoseDefault,
    NoDocumentId,
}

/// AWS's `AmazonopensearchserviceDestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AmazonopensearchserviceDestinationConfiguration {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(name = "DomainARN", length(1..=512), pattern = r"arn:.*:es:[a-zA-Z0-9\-]+:\d{12}:domain/[a-z][-0-9a-z]{2,27}")]
    pub domain_arn: Option<String>,
    #[shape(length(1..=512), pattern = "https:.*")]
    pub cluster_endpoint: Option<String>,
    #[shape(length(1..=80), pattern = ".*")]
    pub index_name: String,
    #[shape(length(0..=100), pattern = ".*")]
    pub type_name: Option<String>,
    pub index_rotation_period: Option<AmazonopensearchserviceIndexRotationPeriod>,
    pub buffering_hints: Option<AmazonopensearchserviceBufferingHints>,
    pub retry_options: Option<AmazonopensearchserviceRetryOptions>,
    pub s3_backup_mode: Option<AmazonopensearchserviceS3BackupMode>,
    pub s3_configuration: S3DestinationConfiguration,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub vpc_configuration: Option<VpcConfiguration>,
    pub document_id_options: Option<DocumentIdOptions>,
}

/// AWS's `AmazonopensearchserviceIndexRotationPeriod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum AmazonopensearchserviceIndexRotationPeriod {
    NoRotation,
    OneHour,
    OneDay,
    OneWeek,
    OneMonth,
}

/// AWS's `AmazonopensearchserviceBufferingHints`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonopensearchserviceBufferingHints {
    #[shape(range(0..=900))]
    pub interval_in_seconds: Option<i32>,
    #[shape(range(1..=100))]
    pub size_in_m_bs: Option<i32>,
}

/// AWS's `AmazonopensearchserviceRetryOptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonopensearchserviceRetryOptions {
    #[shape(range(0..=7200))]
    pub duration_in_seconds: Option<i32>,
}

/// AWS's `AmazonopensearchserviceS3BackupMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum AmazonopensearchserviceS3BackupMode {
    FailedDocumentsOnly,
    AllDocuments,
}

/// AWS's `SplunkDestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct SplunkDestinationConfiguration {
    #[shape(name = "HECEndpoint", length(0..=2048), pattern = ".*")]
    pub hec_endpoint: String,
    #[shape(name = "HECEndpointType")]
    pub hec_endpoint_type: HECEndpointType,
    #[shape(name = "HECToken", length(0..=2048), pattern = ".*")]
    pub hec_token: Option<String>,
    #[shape(name = "HECAcknowledgmentTimeoutInSeconds", range(180..=600))]
    pub hec_acknowledgment_timeout_in_seconds: Option<i32>,
    pub retry_options: Option<SplunkRetryOptions>,
    pub s3_backup_mode: Option<SplunkS3BackupMode>,
    pub s3_configuration: S3DestinationConfiguration,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub buffering_hints: Option<SplunkBufferingHints>,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
}

/// AWS's `HECEndpointType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum HECEndpointType {
    Raw,
    Event,
}

/// AWS's `SplunkRetryOptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SplunkRetryOptions {
    #[shape(range(0..=7200))]
    pub duration_in_seconds: Option<i32>,
}

/// AWS's `SplunkS3BackupMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum SplunkS3BackupMode {
    FailedEventsOnly,
    AllEvents,
}

/// AWS's `SplunkBufferingHints`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SplunkBufferingHints {
    #[shape(range(0..=60))]
    pub interval_in_seconds: Option<i32>,
    #[shape(range(1..=5))]
    pub size_in_m_bs: Option<i32>,
}

/// AWS's `HttpEndpointDestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct HttpEndpointDestinationConfiguration {
    pub endpoint_configuration: HttpEndpointConfiguration,
    pub buffering_hints: Option<HttpEndpointBufferingHints>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub request_configuration: Option<HttpEndpointRequestConfiguration>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub retry_options: Option<HttpEndpointRetryOptions>,
    pub s3_backup_mode: Option<HttpEndpointS3BackupMode>,
    pub s3_configuration: S3DestinationConfiguration,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
}

/// AWS's `HttpEndpointConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct HttpEndpointConfiguration {
    #[shape(length(1..=1000), pattern = "https://.*")]
    pub url: String,
    #[shape(length(1..=256))]
    pub name: Option<String>,
    #[shape(length(0..=4096), pattern = ".*")]
    pub access_key: Option<String>,
}

/// AWS's `HttpEndpointBufferingHints`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct HttpEndpointBufferingHints {
    #[shape(range(1..=64))]
    pub size_in_m_bs: Option<i32>,
    #[shape(range(0..=900))]
    pub interval_in_seconds: Option<i32>,
}

/// AWS's `HttpEndpointRequestConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct HttpEndpointRequestConfiguration {
    pub content_encoding: Option<ContentEncoding>,
    #[shape(length(0..=50))]
    pub common_attributes: Option<Vec<HttpEndpointCommonAttribute>>,
}

/// AWS's `ContentEncoding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ContentEncoding {
    None,
    Gzip,
}

/// AWS's `HttpEndpointCommonAttribute`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct HttpEndpointCommonAttribute {
    #[shape(length(1..=256))]
    pub attribute_name: String,
    #[shape(length(0..=1024), pattern = ".*")]
    pub attribute_value: String,
}

/// AWS's `HttpEndpointRetryOptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct HttpEndpointRetryOptions {
    #[shape(range(0..=7200))]
    pub duration_in_seconds: Option<i32>,
}

/// AWS's `HttpEndpointS3BackupMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum HttpEndpointS3BackupMode {
    FailedDataOnly,
    AllData,
}

/// AWS's `Tag`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=128))]
    pub key: String,
    #[shape(length(0..=256))]
    pub value: Option<String>,
}

/// AWS's `AmazonOpenSearchServerlessDestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AmazonOpenSearchServerlessDestinationConfiguration {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(length(1..=512), pattern = "https:.*")]
    pub collection_endpoint: Option<String>,
    #[shape(length(1..=80), pattern = ".*")]
    pub index_name: String,
    pub buffering_hints: Option<AmazonOpenSearchServerlessBufferingHints>,
    pub retry_options: Option<AmazonOpenSearchServerlessRetryOptions>,
    pub s3_backup_mode: Option<AmazonOpenSearchServerlessS3BackupMode>,
    pub s3_configuration: S3DestinationConfiguration,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub vpc_configuration: Option<VpcConfiguration>,
}

/// AWS's `AmazonOpenSearchServerlessBufferingHints`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonOpenSearchServerlessBufferingHints {
    #[shape(range(0..=900))]
    pub interval_in_seconds: Option<i32>,
    #[shape(range(1..=100))]
    pub size_in_m_bs: Option<i32>,
}

/// AWS's `AmazonOpenSearchServerlessRetryOptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonOpenSearchServerlessRetryOptions {
    #[shape(range(0..=7200))]
    pub duration_in_seconds: Option<i32>,
}

/// AWS's `AmazonOpenSearchServerlessS3BackupMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum AmazonOpenSearchServerlessS3BackupMode {
    FailedDocumentsOnly,
    AllDocuments,
}

/// AWS's `MSKSourceConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct MSKSourceConfiguration {
    #[shape(name = "MSKClusterARN", length(1..=512), pattern = "arn:.*")]
    pub msk_cluster_arn: String,
    #[shape(length(1..=255), pattern = r"[a-zA-Z0-9\\._\\-]+")]
    pub topic_name: String,
    pub authentication_configuration: AuthenticationConfiguration,
    pub read_from_timestamp: Option<Timestamp>,
}

/// AWS's `AuthenticationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AuthenticationConfiguration {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    pub connectivity: Connectivity,
}

/// AWS's `Connectivity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Connectivity {
    Public,
    Private,
}

/// AWS's `SnowflakeDestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct SnowflakeDestinationConfiguration {
    #[shape(length(24..=2048), pattern = r".+?\.snowflakecomputing\.com")]
    pub account_url: String,
    #[shape(length(256..=4096), pattern = r"^(?:[A-Za-z0-9+\/]{4})*(?:[A-Za-z0-9+\/]{2}==|[A-Za-z0-9+\/]{3}=)?$")]
    pub private_key: Option<String>,
    #[shape(length(7..=255))]
    pub key_passphrase: Option<String>,
    #[shape(length(1..=255))]
    pub user: Option<String>,
    #[shape(length(1..=255))]
    pub database: String,
    #[shape(length(1..=255))]
    pub schema: String,
    #[shape(length(1..=255))]
    pub table: String,
    pub snowflake_role_configuration: Option<SnowflakeRoleConfiguration>,
    pub data_loading_option: Option<SnowflakeDataLoadingOption>,
    #[shape(length(1..=255))]
    pub meta_data_column_name: Option<String>,
    #[shape(length(1..=255))]
    pub content_column_name: Option<String>,
    pub snowflake_vpc_configuration: Option<SnowflakeVpcConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    pub retry_options: Option<SnowflakeRetryOptions>,
    pub s3_backup_mode: Option<SnowflakeS3BackupMode>,
    pub s3_configuration: S3DestinationConfiguration,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
    pub buffering_hints: Option<SnowflakeBufferingHints>,
}

/// AWS's `SnowflakeRoleConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SnowflakeRoleConfiguration {
    pub enabled: Option<bool>,
    #[shape(length(1..=255))]
    pub snowflake_role: Option<String>,
}

/// AWS's `SnowflakeDataLoadingOption`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SnowflakeDataLoadingOption {
    JsonMapping,
    VariantContentMapping,
    VariantContentAndMetadataMapping,
}

/// AWS's `SnowflakeVpcConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct SnowflakeVpcConfiguration {
    #[shape(length(47..=255), pattern = r"([a-zA-Z0-9\-\_]+\.){2,3}vpce\.[a-zA-Z0-9\-]*\.vpce-svc\-[a-zA-Z0-9\-]{17}$")]
    pub private_link_vpce_id: String,
}

/// AWS's `SnowflakeRetryOptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SnowflakeRetryOptions {
    #[shape(range(0..=7200))]
    pub duration_in_seconds: Option<i32>,
}

/// AWS's `SnowflakeS3BackupMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum SnowflakeS3BackupMode {
    FailedDataOnly,
    AllData,
}

/// AWS's `SnowflakeBufferingHints`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SnowflakeBufferingHints {
    #[shape(range(1..=128))]
    pub size_in_m_bs: Option<i32>,
    #[shape(range(0..=900))]
    pub interval_in_seconds: Option<i32>,
}

/// AWS's `IcebergDestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct IcebergDestinationConfiguration {
    pub destination_table_configuration_list: Option<Vec<DestinationTableConfiguration>>,
    pub schema_evolution_configuration: Option<SchemaEvolutionConfiguration>,
    pub table_creation_configuration: Option<TableCreationConfiguration>,
    pub buffering_hints: Option<BufferingHints>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub s3_backup_mode: Option<IcebergS3BackupMode>,
    pub retry_options: Option<RetryOptions>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    pub append_only: Option<bool>,
    pub catalog_configuration: CatalogConfiguration,
    pub s3_configuration: S3DestinationConfiguration,
}

/// AWS's `DestinationTableConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DestinationTableConfiguration {
    #[shape(length(1..=255), pattern = r"[a-zA-Z0-9\.\_]+")]
    pub destination_table_name: String,
    #[shape(length(1..=255), pattern = r"[a-zA-Z0-9\.\_]+")]
    pub destination_database_name: String,
    #[shape(member(length(1..=1024), pattern = r"^\S+$"))]
    pub unique_keys: Option<Vec<String>>,
    pub partition_spec: Option<PartitionSpec>,
    #[shape(length(0..=1024), pattern = ".*")]
    pub s3_error_output_prefix: Option<String>,
}

/// AWS's `PartitionSpec`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PartitionSpec {
    pub identity: Option<Vec<PartitionField>>,
}

/// AWS's `PartitionField`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PartitionField {
    #[shape(length(1..=1024), pattern = r"^\S+$")]
    pub source_name: String,
}

/// AWS's `SchemaEvolutionConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct SchemaEvolutionConfiguration {
    pub enabled: bool,
}

/// AWS's `TableCreationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct TableCreationConfiguration {
    pub enabled: bool,
}

/// AWS's `IcebergS3BackupMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum IcebergS3BackupMode {
    FailedDataOnly,
    AllData,
}

/// AWS's `CatalogConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CatalogConfiguration {
    #[shape(name = "CatalogARN", length(1..=512), pattern = r"arn:.*:glue:.*:\d{12}:catalog(?:(/[a-z0-9_-]+){1,2})?")]
    pub catalog_arn: Option<String>,
    #[shape(length(1..=2048), pattern = r"s3:\/\/.*")]
    pub warehouse_location: Option<String>,
}

/// AWS's `DatabaseSourceConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DatabaseSourceConfiguration {
    pub r#type: DatabaseType,
    #[shape(length(1..=255))]
    pub endpoint: String,
    #[shape(range(0..=65535))]
    pub port: i32,
    #[shape(name = "SSLMode")]
    pub ssl_mode: Option<SSLMode>,
    pub databases: DatabaseList,
    pub tables: DatabaseTableList,
    pub columns: Option<DatabaseColumnList>,
    #[shape(member(length(1..=1024), pattern = r"^\S+$"))]
    pub surrogate_keys: Option<Vec<String>>,
    #[shape(length(1..=129), pattern = r"[\u0001-\uFFFF]*")]
    pub snapshot_watermark_table: String,
    pub database_source_authentication_configuration: DatabaseSourceAuthenticationConfiguration,
    #[shape(name = "DatabaseSourceVPCConfiguration")]
    pub database_source_vpc_configuration: DatabaseSourceVPCConfiguration,
}

/// AWS's `DatabaseType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum DatabaseType {
    MySQL,
    PostgreSQL,
}

/// AWS's `SSLMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum SSLMode {
    Disabled,
    Enabled,
}

/// AWS's `DatabaseList`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DatabaseList {
    #[shape(member(length(1..=64), pattern = r"[\u0001-\uFFFF]*"))]
    pub include: Option<Vec<String>>,
    #[shape(member(length(1..=64), pattern = r"[\u0001-\uFFFF]*"))]
    pub exclude: Option<Vec<String>>,
}

/// AWS's `DatabaseTableList`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DatabaseTableList {
    #[shape(member(length(1..=129), pattern = r"[\u0001-\uFFFF]*"))]
    pub include: Option<Vec<String>>,
    #[shape(member(length(1..=129), pattern = r"[\u0001-\uFFFF]*"))]
    pub exclude: Option<Vec<String>>,
}

/// AWS's `DatabaseColumnList`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DatabaseColumnList {
    #[shape(member(length(1..=194), pattern = r"[\u0001-\uFFFF]*"))]
    pub include: Option<Vec<String>>,
    #[shape(member(length(1..=194), pattern = r"[\u0001-\uFFFF]*"))]
    pub exclude: Option<Vec<String>>,
}

/// AWS's `DatabaseSourceAuthenticationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DatabaseSourceAuthenticationConfiguration {
    pub secrets_manager_configuration: SecretsManagerConfiguration,
}

/// AWS's `DatabaseSourceVPCConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DatabaseSourceVPCConfiguration {
    #[shape(length(47..=255), pattern = r"([a-zA-Z0-9\-\_]+\.){2,3}vpce\.[a-zA-Z0-9\-]*\.vpce-svc\-[a-zA-Z0-9\-]{17}$")]
    pub vpc_endpoint_service_name: String,
}

/// AWS's `DeliveryStreamDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeliveryStreamDescription {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    #[shape(name = "DeliveryStreamARN", length(1..=512), pattern = r"arn:.*:firehose:[a-zA-Z0-9\-]+:\d{12}:deliverystream/[a-zA-Z0-9._-]+")]
    pub delivery_stream_arn: String,
    pub delivery_stream_status: DeliveryStreamStatus,
    pub failure_description: Option<FailureDescription>,
    pub delivery_stream_encryption_configuration: Option<DeliveryStreamEncryptionConfiguration>,
    pub delivery_stream_type: DeliveryStreamType,
    #[shape(length(1..=50), pattern = "[0-9]+")]
    pub version_id: String,
    pub create_timestamp: Option<Timestamp>,
    pub last_update_timestamp: Option<Timestamp>,
    pub source: Option<SourceDescription>,
    pub destinations: Vec<DestinationDescription>,
    pub has_more_destinations: bool,
}

/// AWS's `DeliveryStreamStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DeliveryStreamStatus {
    Creating,
    CreatingFailed,
    Deleting,
    DeletingFailed,
    Active,
}

/// AWS's `FailureDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct FailureDescription {
    pub r#type: DeliveryStreamFailureType,
    #[shape(length(1..=1024))]
    pub details: String,
}

/// AWS's `DeliveryStreamFailureType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DeliveryStreamFailureType {
    VpcEndpointServiceNameNotFound,
    VpcInterfaceEndpointServiceAccessDenied,
    RetireKmsGrantFailed,
    CreateKmsGrantFailed,
    KmsAccessDenied,
    DisabledKmsKey,
    InvalidKmsKey,
    KmsKeyNotFound,
    KmsOptInRequired,
    CreateEniFailed,
    DeleteEniFailed,
    SubnetNotFound,
    SecurityGroupNotFound,
    EniAccessDenied,
    SubnetAccessDenied,
    SecurityGroupAccessDenied,
    UnknownError,
}

/// AWS's `DeliveryStreamEncryptionConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeliveryStreamEncryptionConfiguration {
    #[shape(name = "KeyARN", length(1..=512), pattern = r"arn:.*:kms:[a-zA-Z0-9\-]+:\d{12}:(key|alias)/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub key_arn: Option<String>,
    pub key_type: Option<KeyType>,
    pub status: Option<DeliveryStreamEncryptionStatus>,
    pub failure_description: Option<FailureDescription>,
}

/// AWS's `DeliveryStreamEncryptionStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DeliveryStreamEncryptionStatus {
    Enabled,
    Enabling,
    EnablingFailed,
    Disabled,
    Disabling,
    DisablingFailed,
}

/// AWS's `SourceDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SourceDescription {
    pub direct_put_source_description: Option<DirectPutSourceDescription>,
    pub kinesis_stream_source_description: Option<KinesisStreamSourceDescription>,
    #[shape(name = "MSKSourceDescription")]
    pub msk_source_description: Option<MSKSourceDescription>,
    pub database_source_description: Option<DatabaseSourceDescription>,
}

/// AWS's `DirectPutSourceDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DirectPutSourceDescription {
    #[shape(range(1..=100))]
    pub throughput_hint_in_m_bs: Option<i32>,
}

/// AWS's `KinesisStreamSourceDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KinesisStreamSourceDescription {
    #[shape(name = "KinesisStreamARN", length(1..=512), pattern = r"arn:.*:kinesis:[a-zA-Z0-9\-]+:\d{12}:stream/[a-zA-Z0-9_.-]+")]
    pub kinesis_stream_arn: Option<String>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub delivery_start_timestamp: Option<Timestamp>,
}

/// AWS's `MSKSourceDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MSKSourceDescription {
    #[shape(name = "MSKClusterARN", length(1..=512), pattern = "arn:.*")]
    pub msk_cluster_arn: Option<String>,
    #[shape(length(1..=255), pattern = r"[a-zA-Z0-9\\._\\-]+")]
    pub topic_name: Option<String>,
    pub authentication_configuration: Option<AuthenticationConfiguration>,
    pub delivery_start_timestamp: Option<Timestamp>,
    pub read_from_timestamp: Option<Timestamp>,
}

/// AWS's `DatabaseSourceDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DatabaseSourceDescription {
    pub r#type: Option<DatabaseType>,
    #[shape(length(1..=255))]
    pub endpoint: Option<String>,
    #[shape(range(0..=65535))]
    pub port: Option<i32>,
    #[shape(name = "SSLMode")]
    pub ssl_mode: Option<SSLMode>,
    pub databases: Option<DatabaseList>,
    pub tables: Option<DatabaseTableList>,
    pub columns: Option<DatabaseColumnList>,
    #[shape(member(length(1..=194), pattern = r"[\u0001-\uFFFF]*"))]
    pub surrogate_keys: Option<Vec<String>>,
    #[shape(length(1..=129), pattern = r"[\u0001-\uFFFF]*")]
    pub snapshot_watermark_table: Option<String>,
    pub snapshot_info: Option<Vec<DatabaseSnapshotInfo>>,
    pub database_source_authentication_configuration: Option<DatabaseSourceAuthenticationConfiguration>,
    #[shape(name = "DatabaseSourceVPCConfiguration")]
    pub database_source_vpc_configuration: Option<DatabaseSourceVPCConfiguration>,
}

/// AWS's `DatabaseSnapshotInfo`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DatabaseSnapshotInfo {
    #[shape(length(1..=1024), pattern = r"^\S+$")]
    pub id: String,
    #[shape(length(1..=129), pattern = r"[\u0001-\uFFFF]*")]
    pub table: String,
    pub request_timestamp: Timestamp,
    pub requested_by: SnapshotRequestedBy,
    pub status: SnapshotStatus,
    pub failure_description: Option<FailureDescription>,
}

/// AWS's `SnapshotRequestedBy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SnapshotRequestedBy {
    User,
    Firehose,
}

/// AWS's `SnapshotStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SnapshotStatus {
    InProgress,
    Complete,
    Suspended,
}

/// AWS's `DestinationDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DestinationDescription {
    #[shape(length(1..=100), pattern = "[a-zA-Z0-9-]+")]
    pub destination_id: String,
    pub s3_destination_description: Option<S3DestinationDescription>,
    pub extended_s3_destination_description: Option<ExtendedS3DestinationDescription>,
    pub redshift_destination_description: Option<RedshiftDestinationDescription>,
    pub elasticsearch_destination_description: Option<ElasticsearchDestinationDescription>,
    pub amazonopensearchservice_destination_description:
        Option<AmazonopensearchserviceDestinationDescription>,
    pub splunk_destination_description: Option<SplunkDestinationDescription>,
    pub http_endpoint_destination_description: Option<HttpEndpointDestinationDescription>,
    pub snowflake_destination_description: Option<SnowflakeDestinationDescription>,
    pub amazon_open_search_serverless_destination_description:
        Option<AmazonOpenSearchServerlessDestinationDescription>,
    pub iceberg_destination_description: Option<IcebergDestinationDescription>,
}

/// AWS's `S3DestinationDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct S3DestinationDescription {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(name = "BucketARN", length(1..=2048), pattern = r"arn:.*:s3:::[\w\.\-]{1,255}")]
    pub bucket_arn: String,
    #[shape(length(0..=1024), pattern = ".*")]
    pub prefix: Option<String>,
    #[shape(length(0..=1024), pattern = ".*")]
    pub error_output_prefix: Option<String>,
    pub buffering_hints: BufferingHints,
    pub compression_format: CompressionFormat,
    pub encryption_configuration: EncryptionConfiguration,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
}

/// AWS's `ExtendedS3DestinationDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ExtendedS3DestinationDescription {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(name = "BucketARN", length(1..=2048), pattern = r"arn:.*:s3:::[\w\.\-]{1,255}")]
    pub bucket_arn: String,
    #[shape(length(0..=1024), pattern = ".*")]
    pub prefix: Option<String>,
    #[shape(length(0..=1024), pattern = ".*")]
    pub error_output_prefix: Option<String>,
    pub buffering_hints: BufferingHints,
    pub compression_format: CompressionFormat,
    pub encryption_configuration: EncryptionConfiguration,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub s3_backup_mode: Option<S3BackupMode>,
    pub s3_backup_description: Option<S3DestinationDescription>,
    pub data_format_conversion_configuration: Option<DataFormatConversionConfiguration>,
    pub dynamic_partitioning_configuration: Option<DynamicPartitioningConfiguration>,
    #[shape(length(0..=128), pattern = r"^$|\.[0-9a-z!\-_.*'()]+")]
    pub file_extension: Option<String>,
    #[shape(length(0..=50), pattern = "^$|[a-zA-Z/_]+")]
    pub custom_time_zone: Option<String>,
}

/// AWS's `RedshiftDestinationDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct RedshiftDestinationDescription {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(name = "ClusterJDBCURL", length(1..=512))]
    pub cluster_jdbcurl: String,
    pub copy_command: CopyCommand,
    #[shape(length(1..=512), pattern = ".*")]
    pub username: Option<String>,
    pub retry_options: Option<RedshiftRetryOptions>,
    pub s3_destination_description: S3DestinationDescription,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub s3_backup_mode: Option<RedshiftS3BackupMode>,
    pub s3_backup_description: Option<S3DestinationDescription>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
}

/// AWS's `ElasticsearchDestinationDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ElasticsearchDestinationDescription {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(name = "DomainARN", length(1..=512), pattern = r"arn:.*:es:[a-zA-Z0-9\-]+:\d{12}:domain/[a-z][-0-9a-z]{2,27}")]
    pub domain_arn: Option<String>,
    #[shape(length(1..=512), pattern = "https:.*")]
    pub cluster_endpoint: Option<String>,
    #[shape(length(1..=80), pattern = ".*")]
    pub index_name: Option<String>,
    #[shape(length(0..=100), pattern = ".*")]
    pub type_name: Option<String>,
    pub index_rotation_period: Option<ElasticsearchIndexRotationPeriod>,
    pub buffering_hints: Option<ElasticsearchBufferingHints>,
    pub retry_options: Option<ElasticsearchRetryOptions>,
    pub s3_backup_mode: Option<ElasticsearchS3BackupMode>,
    pub s3_destination_description: Option<S3DestinationDescription>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub vpc_configuration_description: Option<VpcConfigurationDescription>,
    pub document_id_options: Option<DocumentIdOptions>,
}

/// AWS's `VpcConfigurationDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct VpcConfigurationDescription {
    #[shape(length(1..=16), member(length(1..=1024), pattern = r"^\S+$"))]
    pub subnet_ids: Vec<String>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(length(1..=5), member(length(1..=1024), pattern = r"^\S+$"))]
    pub security_group_ids: Vec<String>,
    #[shape(length(1..=1024), pattern = r"^\S+$")]
    pub vpc_id: String,
}

/// AWS's `AmazonopensearchserviceDestinationDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonopensearchserviceDestinationDescription {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(name = "DomainARN", length(1..=512), pattern = r"arn:.*:es:[a-zA-Z0-9\-]+:\d{12}:domain/[a-z][-0-9a-z]{2,27}")]
    pub domain_arn: Option<String>,
    #[shape(length(1..=512), pattern = "https:.*")]
    pub cluster_endpoint: Option<String>,
    #[shape(length(1..=80), pattern = ".*")]
    pub index_name: Option<String>,
    #[shape(length(0..=100), pattern = ".*")]
    pub type_name: Option<String>,
    pub index_rotation_period: Option<AmazonopensearchserviceIndexRotationPeriod>,
    pub buffering_hints: Option<AmazonopensearchserviceBufferingHints>,
    pub retry_options: Option<AmazonopensearchserviceRetryOptions>,
    pub s3_backup_mode: Option<AmazonopensearchserviceS3BackupMode>,
    pub s3_destination_description: Option<S3DestinationDescription>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub vpc_configuration_description: Option<VpcConfigurationDescription>,
    pub document_id_options: Option<DocumentIdOptions>,
}

/// AWS's `SplunkDestinationDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SplunkDestinationDescription {
    #[shape(name = "HECEndpoint", length(0..=2048), pattern = ".*")]
    pub hec_endpoint: Option<String>,
    #[shape(name = "HECEndpointType")]
    pub hec_endpoint_type: Option<HECEndpointType>,
    #[shape(name = "HECToken", length(0..=2048), pattern = ".*")]
    pub hec_token: Option<String>,
    #[shape(name = "HECAcknowledgmentTimeoutInSeconds", range(180..=600))]
    pub hec_acknowledgment_timeout_in_seconds: Option<i32>,
    pub retry_options: Option<SplunkRetryOptions>,
    pub s3_backup_mode: Option<SplunkS3BackupMode>,
    pub s3_destination_description: Option<S3DestinationDescription>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub buffering_hints: Option<SplunkBufferingHints>,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
}

/// AWS's `HttpEndpointDestinationDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct HttpEndpointDestinationDescription {
    pub endpoint_configuration: Option<HttpEndpointDescription>,
    pub buffering_hints: Option<HttpEndpointBufferingHints>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub request_configuration: Option<HttpEndpointRequestConfiguration>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub retry_options: Option<HttpEndpointRetryOptions>,
    pub s3_backup_mode: Option<HttpEndpointS3BackupMode>,
    pub s3_destination_description: Option<S3DestinationDescription>,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
}

/// AWS's `HttpEndpointDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct HttpEndpointDescription {
    #[shape(length(1..=1000), pattern = "https://.*")]
    pub url: Option<String>,
    #[shape(length(1..=256))]
    pub name: Option<String>,
}

/// AWS's `SnowflakeDestinationDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SnowflakeDestinationDescription {
    #[shape(length(24..=2048), pattern = r".+?\.snowflakecomputing\.com")]
    pub account_url: Option<String>,
    #[shape(length(1..=255))]
    pub user: Option<String>,
    #[shape(length(1..=255))]
    pub database: Option<String>,
    #[shape(length(1..=255))]
    pub schema: Option<String>,
    #[shape(length(1..=255))]
    pub table: Option<String>,
    pub snowflake_role_configuration: Option<SnowflakeRoleConfiguration>,
    pub data_loading_option: Option<SnowflakeDataLoadingOption>,
    #[shape(length(1..=255))]
    pub meta_data_column_name: Option<String>,
    #[shape(length(1..=255))]
    pub content_column_name: Option<String>,
    pub snowflake_vpc_configuration: Option<SnowflakeVpcConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub retry_options: Option<SnowflakeRetryOptions>,
    pub s3_backup_mode: Option<SnowflakeS3BackupMode>,
    pub s3_destination_description: Option<S3DestinationDescription>,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
    pub buffering_hints: Option<SnowflakeBufferingHints>,
}

/// AWS's `AmazonOpenSearchServerlessDestinationDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonOpenSearchServerlessDestinationDescription {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(length(1..=512), pattern = "https:.*")]
    pub collection_endpoint: Option<String>,
    #[shape(length(1..=80), pattern = ".*")]
    pub index_name: Option<String>,
    pub buffering_hints: Option<AmazonOpenSearchServerlessBufferingHints>,
    pub retry_options: Option<AmazonOpenSearchServerlessRetryOptions>,
    pub s3_backup_mode: Option<AmazonOpenSearchServerlessS3BackupMode>,
    pub s3_destination_description: Option<S3DestinationDescription>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub vpc_configuration_description: Option<VpcConfigurationDescription>,
}

/// AWS's `IcebergDestinationDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct IcebergDestinationDescription {
    pub destination_table_configuration_list: Option<Vec<DestinationTableConfiguration>>,
    pub schema_evolution_configuration: Option<SchemaEvolutionConfiguration>,
    pub table_creation_configuration: Option<TableCreationConfiguration>,
    pub buffering_hints: Option<BufferingHints>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub s3_backup_mode: Option<IcebergS3BackupMode>,
    pub retry_options: Option<RetryOptions>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub append_only: Option<bool>,
    pub catalog_configuration: Option<CatalogConfiguration>,
    pub s3_destination_description: Option<S3DestinationDescription>,
}

/// AWS's `Record`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Record {
    #[shape(length(0..=1024000))]
    pub data: Bytes,
}

/// AWS's `PutRecordBatchResponseEntry`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutRecordBatchResponseEntry {
    #[shape(length(1..=u64::MAX))]
    pub record_id: Option<String>,
    pub error_code: Option<String>,
    pub error_message: Option<String>,
}

/// AWS's `S3DestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct S3DestinationUpdate {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(name = "BucketARN", length(1..=2048), pattern = r"arn:.*:s3:::[\w\.\-]{1,255}")]
    pub bucket_arn: Option<String>,
    #[shape(length(0..=1024), pattern = ".*")]
    pub prefix: Option<String>,
    #[shape(length(0..=1024), pattern = ".*")]
    pub error_output_prefix: Option<String>,
    pub buffering_hints: Option<BufferingHints>,
    pub compression_format: Option<CompressionFormat>,
    pub encryption_configuration: Option<EncryptionConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
}

/// AWS's `ExtendedS3DestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ExtendedS3DestinationUpdate {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(name = "BucketARN", length(1..=2048), pattern = r"arn:.*:s3:::[\w\.\-]{1,255}")]
    pub bucket_arn: Option<String>,
    #[shape(length(0..=1024), pattern = ".*")]
    pub prefix: Option<String>,
    #[shape(length(0..=1024), pattern = ".*")]
    pub error_output_prefix: Option<String>,
    pub buffering_hints: Option<BufferingHints>,
    pub compression_format: Option<CompressionFormat>,
    pub encryption_configuration: Option<EncryptionConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub s3_backup_mode: Option<S3BackupMode>,
    pub s3_backup_update: Option<S3DestinationUpdate>,
    pub data_format_conversion_configuration: Option<DataFormatConversionConfiguration>,
    pub dynamic_partitioning_configuration: Option<DynamicPartitioningConfiguration>,
    #[shape(length(0..=128), pattern = r"^$|\.[0-9a-z!\-_.*'()]+")]
    pub file_extension: Option<String>,
    #[shape(length(0..=50), pattern = "^$|[a-zA-Z/_]+")]
    pub custom_time_zone: Option<String>,
}

/// AWS's `RedshiftDestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RedshiftDestinationUpdate {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(name = "ClusterJDBCURL", length(1..=512))]
    pub cluster_jdbcurl: Option<String>,
    pub copy_command: Option<CopyCommand>,
    #[shape(length(1..=512), pattern = ".*")]
    pub username: Option<String>,
    #[shape(length(6..=512), pattern = ".*")]
    pub password: Option<String>,
    pub retry_options: Option<RedshiftRetryOptions>,
    pub s3_update: Option<S3DestinationUpdate>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub s3_backup_mode: Option<RedshiftS3BackupMode>,
    pub s3_backup_update: Option<S3DestinationUpdate>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
}

/// AWS's `ElasticsearchDestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ElasticsearchDestinationUpdate {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(name = "DomainARN", length(1..=512), pattern = r"arn:.*:es:[a-zA-Z0-9\-]+:\d{12}:domain/[a-z][-0-9a-z]{2,27}")]
    pub domain_arn: Option<String>,
    #[shape(length(1..=512), pattern = "https:.*")]
    pub cluster_endpoint: Option<String>,
    #[shape(length(1..=80), pattern = ".*")]
    pub index_name: Option<String>,
    #[shape(length(0..=100), pattern = ".*")]
    pub type_name: Option<String>,
    pub index_rotation_period: Option<ElasticsearchIndexRotationPeriod>,
    pub buffering_hints: Option<ElasticsearchBufferingHints>,
    pub retry_options: Option<ElasticsearchRetryOptions>,
    pub s3_update: Option<S3DestinationUpdate>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub document_id_options: Option<DocumentIdOptions>,
}

/// AWS's `AmazonopensearchserviceDestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonopensearchserviceDestinationUpdate {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(name = "DomainARN", length(1..=512), pattern = r"arn:.*:es:[a-zA-Z0-9\-]+:\d{12}:domain/[a-z][-0-9a-z]{2,27}")]
    pub domain_arn: Option<String>,
    #[shape(length(1..=512), pattern = "https:.*")]
    pub cluster_endpoint: Option<String>,
    #[shape(length(1..=80), pattern = ".*")]
    pub index_name: Option<String>,
    #[shape(length(0..=100), pattern = ".*")]
    pub type_name: Option<String>,
    pub index_rotation_period: Option<AmazonopensearchserviceIndexRotationPeriod>,
    pub buffering_hints: Option<AmazonopensearchserviceBufferingHints>,
    pub retry_options: Option<AmazonopensearchserviceRetryOptions>,
    pub s3_update: Option<S3DestinationUpdate>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub document_id_options: Option<DocumentIdOptions>,
}

/// AWS's `SplunkDestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SplunkDestinationUpdate {
    #[shape(name = "HECEndpoint", length(0..=2048), pattern = ".*")]
    pub hec_endpoint: Option<String>,
    #[shape(name = "HECEndpointType")]
    pub hec_endpoint_type: Option<HECEndpointType>,
    #[shape(name = "HECToken", length(0..=2048), pattern = ".*")]
    pub hec_token: Option<String>,
    #[shape(name = "HECAcknowledgmentTimeoutInSeconds", range(180..=600))]
    pub hec_acknowledgment_timeout_in_seconds: Option<i32>,
    pub retry_options: Option<SplunkRetryOptions>,
    pub s3_backup_mode: Option<SplunkS3BackupMode>,
    pub s3_update: Option<S3DestinationUpdate>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub buffering_hints: Option<SplunkBufferingHints>,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
}

/// AWS's `HttpEndpointDestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct HttpEndpointDestinationUpdate {
    pub endpoint_configuration: Option<HttpEndpointConfiguration>,
    pub buffering_hints: Option<HttpEndpointBufferingHints>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub request_configuration: Option<HttpEndpointRequestConfiguration>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub retry_options: Option<HttpEndpointRetryOptions>,
    pub s3_backup_mode: Option<HttpEndpointS3BackupMode>,
    pub s3_update: Option<S3DestinationUpdate>,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
}

/// AWS's `AmazonOpenSearchServerlessDestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonOpenSearchServerlessDestinationUpdate {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(length(1..=512), pattern = "https:.*")]
    pub collection_endpoint: Option<String>,
    #[shape(length(1..=80), pattern = ".*")]
    pub index_name: Option<String>,
    pub buffering_hints: Option<AmazonOpenSearchServerlessBufferingHints>,
    pub retry_options: Option<AmazonOpenSearchServerlessRetryOptions>,
    pub s3_update: Option<S3DestinationUpdate>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
}

/// AWS's `SnowflakeDestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SnowflakeDestinationUpdate {
    #[shape(length(24..=2048), pattern = r".+?\.snowflakecomputing\.com")]
    pub account_url: Option<String>,
    #[shape(length(256..=4096), pattern = r"^(?:[A-Za-z0-9+\/]{4})*(?:[A-Za-z0-9+\/]{2}==|[A-Za-z0-9+\/]{3}=)?$")]
    pub private_key: Option<String>,
    #[shape(length(7..=255))]
    pub key_passphrase: Option<String>,
    #[shape(length(1..=255))]
    pub user: Option<String>,
    #[shape(length(1..=255))]
    pub database: Option<String>,
    #[shape(length(1..=255))]
    pub schema: Option<String>,
    #[shape(length(1..=255))]
    pub table: Option<String>,
    pub snowflake_role_configuration: Option<SnowflakeRoleConfiguration>,
    pub data_loading_option: Option<SnowflakeDataLoadingOption>,
    #[shape(length(1..=255))]
    pub meta_data_column_name: Option<String>,
    #[shape(length(1..=255))]
    pub content_column_name: Option<String>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub retry_options: Option<SnowflakeRetryOptions>,
    pub s3_backup_mode: Option<SnowflakeS3BackupMode>,
    pub s3_update: Option<S3DestinationUpdate>,
    pub secrets_manager_configuration: Option<SecretsManagerConfiguration>,
    pub buffering_hints: Option<SnowflakeBufferingHints>,
}

/// AWS's `IcebergDestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct IcebergDestinationUpdate {
    pub destination_table_configuration_list: Option<Vec<DestinationTableConfiguration>>,
    pub schema_evolution_configuration: Option<SchemaEvolutionConfiguration>,
    pub table_creation_configuration: Option<TableCreationConfiguration>,
    pub buffering_hints: Option<BufferingHints>,
    pub cloud_watch_logging_options: Option<CloudWatchLoggingOptions>,
    pub processing_configuration: Option<ProcessingConfiguration>,
    pub s3_backup_mode: Option<IcebergS3BackupMode>,
    pub retry_options: Option<RetryOptions>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub append_only: Option<bool>,
    pub catalog_configuration: Option<CatalogConfiguration>,
    pub s3_configuration: Option<S3DestinationConfiguration>,
}
