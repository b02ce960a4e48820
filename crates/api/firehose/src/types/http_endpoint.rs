//! An HTTP endpoint as a destination.

use wire::Shape;

use crate::{
    CloudWatchLoggingOptions, ProcessingConfiguration, S3DestinationConfiguration, S3DestinationDescription,
    S3DestinationUpdate,
};

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

/// AWS's `HttpEndpointConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct HttpEndpointConfiguration {
    #[shape(length(1..=1000), pattern = r"https://.*|http://(127\.0\.0\.1|localhost|\[::1\])([:/].*)?")]
    pub url: String,
    #[shape(length(1..=256))]
    pub name: Option<String>,
    #[shape(length(0..=4096), pattern = ".*")]
    pub access_key: Option<String>,
}

/// AWS's `HttpEndpointDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct HttpEndpointDescription {
    #[shape(length(1..=1000), pattern = r"https://.*|http://(127\.0\.0\.1|localhost|\[::1\])([:/].*)?")]
    pub url: Option<String>,
    #[shape(length(1..=256))]
    pub name: Option<String>,
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

/// AWS's `SecretsManagerConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct SecretsManagerConfiguration {
    #[shape(name = "SecretARN", length(1..=2048), pattern = r"arn:.*:secretsmanager:[a-zA-Z0-9\-]+:\d{12}:secret:[a-zA-Z0-9\-/_+=.@!]+")]
    pub secret_arn: Option<String>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub enabled: bool,
}
