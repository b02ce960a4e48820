//! OpenSearch, and Elasticsearch before it, as a destination: AWS's shapes of both are alike, so here they are one.

use wire::Shape;

use crate::{
    CloudWatchLoggingOptions, ProcessingConfiguration, S3DestinationConfiguration, S3DestinationDescription,
    S3DestinationUpdate,
};

/// AWS's `AmazonopensearchserviceDestinationConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AmazonopensearchserviceDestinationConfiguration {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
    #[shape(name = "DomainARN", length(1..=512), pattern = r"arn:.*:es:[a-zA-Z0-9\-]+:\d{12}:domain/[a-z][-0-9a-z]{2,27}")]
    pub domain_arn: Option<String>,
    #[shape(length(1..=512), pattern = r"https:.*|http://(127\.0\.0\.1|localhost|\[::1\])([:/].*)?")]
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

/// AWS's `AmazonopensearchserviceDestinationDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonopensearchserviceDestinationDescription {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(name = "DomainARN", length(1..=512), pattern = r"arn:.*:es:[a-zA-Z0-9\-]+:\d{12}:domain/[a-z][-0-9a-z]{2,27}")]
    pub domain_arn: Option<String>,
    #[shape(length(1..=512), pattern = r"https:.*|http://(127\.0\.0\.1|localhost|\[::1\])([:/].*)?")]
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

/// AWS's `AmazonopensearchserviceDestinationUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonopensearchserviceDestinationUpdate {
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    #[shape(name = "DomainARN", length(1..=512), pattern = r"arn:.*:es:[a-zA-Z0-9\-]+:\d{12}:domain/[a-z][-0-9a-z]{2,27}")]
    pub domain_arn: Option<String>,
    #[shape(length(1..=512), pattern = r"https:.*|http://(127\.0\.0\.1|localhost|\[::1\])([:/].*)?")]
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

/// AWS's `ElasticsearchDestinationConfiguration`.
pub type ElasticsearchDestinationConfiguration = AmazonopensearchserviceDestinationConfiguration;
/// AWS's `ElasticsearchDestinationDescription`.
pub type ElasticsearchDestinationDescription = AmazonopensearchserviceDestinationDescription;
/// AWS's `ElasticsearchDestinationUpdate`.
pub type ElasticsearchDestinationUpdate = AmazonopensearchserviceDestinationUpdate;
