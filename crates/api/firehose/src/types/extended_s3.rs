//! A bucket as a destination, with processing, conversion, partitions and backup.

use wire::Shape;

use crate::{
    BufferingHints, CloudWatchLoggingOptions, CompressionFormat, DataFormatConversionConfiguration,
    EncryptionConfiguration, ProcessingConfiguration, S3DestinationConfiguration, S3DestinationDescription,
    S3DestinationUpdate,
};

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

/// AWS's `S3BackupMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum S3BackupMode {
    Disabled,
    Enabled,
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
