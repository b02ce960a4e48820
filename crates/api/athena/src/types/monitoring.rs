//! Where logs of an engine go.

use std::collections::BTreeMap;

use wire::Shape;

/// AWS's `MonitoringConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MonitoringConfiguration {
    pub cloud_watch_logging_configuration: Option<CloudWatchLoggingConfiguration>,
    pub managed_logging_configuration: Option<ManagedLoggingConfiguration>,
    pub s3_logging_configuration: Option<S3LoggingConfiguration>,
}

/// AWS's `CloudWatchLoggingConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CloudWatchLoggingConfiguration {
    pub enabled: bool,
    #[shape(length(1..=512), pattern = "^[a-zA-Z0-9._/-]+$")]
    pub log_group: Option<String>,
    #[shape(length(1..=512), pattern = "^[^:*]*$")]
    pub log_stream_name_prefix: Option<String>,
    pub log_types: Option<BTreeMap<String, Vec<String>>>,
}

/// AWS's `ManagedLoggingConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ManagedLoggingConfiguration {
    pub enabled: bool,
    #[shape(length(1..=2048), pattern = r"^(arn:aws[a-z\-]*:kms:([a-z0-9\-]+):\d{12}:key/?[a-zA-Z_0-9+=,.@\-_/]+|arn:aws[a-z\-]*:kms:([a-z0-9\-]+):\d{12}:alias/?[a-zA-Z_0-9+=,.@\-_/]+|alias/[a-zA-Z0-9/_-]+|[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12})$")]
    pub kms_key: Option<String>,
}

/// AWS's `S3LoggingConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct S3LoggingConfiguration {
    pub enabled: bool,
    #[shape(length(1..=2048), pattern = r"^(arn:aws[a-z\-]*:kms:([a-z0-9\-]+):\d{12}:key/?[a-zA-Z_0-9+=,.@\-_/]+|arn:aws[a-z\-]*:kms:([a-z0-9\-]+):\d{12}:alias/?[a-zA-Z_0-9+=,.@\-_/]+|alias/[a-zA-Z0-9/_-]+|[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12})$")]
    pub kms_key: Option<String>,
    #[shape(length(0..=1024), pattern = r"^s3://[a-z0-9][a-z0-9\-]*[a-z0-9](/.*)?$")]
    pub log_location: Option<String>,
}
