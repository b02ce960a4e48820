//! A bucket as a plain destination: of S3 deliveries, of backups, of what failed.

use wire::Shape;

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
