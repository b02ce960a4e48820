//! Workgroups and their settings.

use kernel::Timestamp;
use wire::Shape;

use crate::{
    AclConfiguration, EncryptionConfiguration, EngineConfiguration, EngineVersion, MonitoringConfiguration,
    ResultConfiguration,
};

/// AWS's `WorkGroup`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct WorkGroup {
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub name: String,
    pub state: Option<WorkGroupState>,
    pub configuration: Option<WorkGroupConfiguration>,
    #[shape(length(0..=1024))]
    pub description: Option<String>,
    pub creation_time: Option<Timestamp>,
    #[shape(length(0..=255), pattern = r"^arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso::\d{12}:application/(sso)?ins-[a-zA-Z0-9-.]{16}/apl-[a-zA-Z0-9]{16}$")]
    pub identity_center_application_arn: Option<String>,
}

/// AWS's `WorkGroupState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum WorkGroupState {
    Enabled,
    Disabled,
}

/// AWS's `WorkGroupSummary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct WorkGroupSummary {
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub name: Option<String>,
    pub state: Option<WorkGroupState>,
    #[shape(length(0..=1024))]
    pub description: Option<String>,
    pub creation_time: Option<Timestamp>,
    pub engine_version: Option<EngineVersion>,
    #[shape(length(0..=255), pattern = r"^arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso::\d{12}:application/(sso)?ins-[a-zA-Z0-9-.]{16}/apl-[a-zA-Z0-9]{16}$")]
    pub identity_center_application_arn: Option<String>,
}

/// AWS's `WorkGroupConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct WorkGroupConfiguration {
    pub result_configuration: Option<ResultConfiguration>,
    pub managed_query_results_configuration: Option<ManagedQueryResultsConfiguration>,
    pub enforce_work_group_configuration: Option<bool>,
    pub publish_cloud_watch_metrics_enabled: Option<bool>,
    #[shape(range(10_000_000..=i64::MAX))]
    pub bytes_scanned_cutoff_per_query: Option<i64>,
    pub requester_pays_enabled: Option<bool>,
    pub engine_version: Option<EngineVersion>,
    #[shape(length(1..=128))]
    pub additional_configuration: Option<String>,
    #[shape(length(20..=2048), pattern = r"^arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$")]
    pub execution_role: Option<String>,
    pub monitoring_configuration: Option<MonitoringConfiguration>,
    pub engine_configuration: Option<EngineConfiguration>,
    pub customer_content_encryption_configuration: Option<CustomerContentEncryptionConfiguration>,
    pub enable_minimum_encryption_configuration: Option<bool>,
    pub identity_center_configuration: Option<IdentityCenterConfiguration>,
    pub query_results_s3_access_grants_configuration: Option<QueryResultsS3AccessGrantsConfiguration>,
    #[shape(length(0..=50))]
    pub system_table_statuses: Option<Vec<SystemTableStatus>>,
}

/// AWS's `WorkGroupConfigurationUpdates`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct WorkGroupConfigurationUpdates {
    pub enforce_work_group_configuration: Option<bool>,
    pub result_configuration_updates: Option<ResultConfigurationUpdates>,
    pub managed_query_results_configuration_updates: Option<ManagedQueryResultsConfigurationUpdates>,
    pub publish_cloud_watch_metrics_enabled: Option<bool>,
    #[shape(range(10_000_000..=i64::MAX))]
    pub bytes_scanned_cutoff_per_query: Option<i64>,
    pub remove_bytes_scanned_cutoff_per_query: Option<bool>,
    pub requester_pays_enabled: Option<bool>,
    pub engine_version: Option<EngineVersion>,
    pub remove_customer_content_encryption_configuration: Option<bool>,
    #[shape(length(1..=128))]
    pub additional_configuration: Option<String>,
    #[shape(length(20..=2048), pattern = r"^arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$")]
    pub execution_role: Option<String>,
    pub customer_content_encryption_configuration: Option<CustomerContentEncryptionConfiguration>,
    pub enable_minimum_encryption_configuration: Option<bool>,
    pub query_results_s3_access_grants_configuration: Option<QueryResultsS3AccessGrantsConfiguration>,
    pub monitoring_configuration: Option<MonitoringConfiguration>,
    pub engine_configuration: Option<EngineConfiguration>,
}

/// AWS's `ResultConfigurationUpdates`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResultConfigurationUpdates {
    pub output_location: Option<String>,
    pub remove_output_location: Option<bool>,
    pub encryption_configuration: Option<EncryptionConfiguration>,
    pub remove_encryption_configuration: Option<bool>,
    #[shape(length(12..=12), pattern = "^[0-9]+$")]
    pub expected_bucket_owner: Option<String>,
    pub remove_expected_bucket_owner: Option<bool>,
    pub acl_configuration: Option<AclConfiguration>,
    pub remove_acl_configuration: Option<bool>,
}

/// AWS's `ManagedQueryResultsConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ManagedQueryResultsConfiguration {
    pub enabled: bool,
    pub encryption_configuration: Option<ManagedQueryResultsEncryptionConfiguration>,
}

/// AWS's `ManagedQueryResultsEncryptionConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ManagedQueryResultsEncryptionConfiguration {
    #[shape(length(1..=2048), pattern = r"^(arn:aws[a-z\-]*:kms:([a-z0-9\-]+):\d{12}:key/?[a-zA-Z_0-9+=,.@\-_/]+|arn:aws[a-z\-]*:kms:([a-z0-9\-]+):\d{12}:alias/?[a-zA-Z_0-9+=,.@\-_/]+|alias/[a-zA-Z0-9/_-]+|[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12})$")]
    pub kms_key: String,
}

/// AWS's `ManagedQueryResultsConfigurationUpdates`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ManagedQueryResultsConfigurationUpdates {
    pub enabled: Option<bool>,
    pub encryption_configuration: Option<ManagedQueryResultsEncryptionConfiguration>,
    pub remove_encryption_configuration: Option<bool>,
}

/// AWS's `CustomerContentEncryptionConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CustomerContentEncryptionConfiguration {
    #[shape(length(1..=2048), pattern = r"^(arn:aws[a-z\-]*:kms:([a-z0-9\-]+):\d{12}:key/?[a-zA-Z_0-9+=,.@\-_/]+|arn:aws[a-z\-]*:kms:([a-z0-9\-]+):\d{12}:alias/?[a-zA-Z_0-9+=,.@\-_/]+|alias/[a-zA-Z0-9/_-]+|[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12})$")]
    pub kms_key: String,
}

/// AWS's `IdentityCenterConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct IdentityCenterConfiguration {
    pub enable_identity_center: Option<bool>,
    #[shape(length(0..=255), pattern = "^arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}$")]
    pub identity_center_instance_arn: Option<String>,
}

/// AWS's `QueryResultsS3AccessGrantsConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct QueryResultsS3AccessGrantsConfiguration {
    pub enable_s3_access_grants: bool,
    pub create_user_level_prefix: Option<bool>,
    pub authentication_type: AuthenticationType,
}

/// AWS's `AuthenticationType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum AuthenticationType {
    DirectoryIdentity,
}

/// AWS's `SystemTableStatus`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct SystemTableStatus {
    pub table_name: SystemTableType,
    pub enabled: bool,
}

/// AWS's `SystemTableType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SystemTableType {
    QueryExecutions,
}
