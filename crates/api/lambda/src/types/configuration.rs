//! A function's configuration, as most operations answer it.

use std::collections::BTreeMap;

use wire::Shape;

use crate::{LastUpdateStatus, LastUpdateStatusReasonCode, Runtime, State, StateReasonCode};

/// AWS's `PackageType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum PackageType {
    Zip,
    Image,
}

/// AWS's `DeadLetterConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeadLetterConfig {
    #[shape(pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub target_arn: Option<String>,
}

/// AWS's `TracingMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum TracingMode {
    Active,
    PassThrough,
}

/// AWS's `FileSystemConfig`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct FileSystemConfig {
    #[shape(length(0..=256), pattern = r"arn:aws[a-zA-Z-]*:elasticfilesystem:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:access-point/fsap-[a-f0-9]{17}$|^arn:aws[-a-z]*:s3files:[0-9a-z-:]+:file-system/fs-[0-9a-f]{17,40}/access-point/fsap-[0-9a-f]{17,40}")]
    pub arn: String,
    #[shape(length(0..=160), pattern = "/mnt/[a-zA-Z0-9-_.]+")]
    pub local_mount_path: String,
}

/// AWS's `ImageConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ImageConfig {
    #[shape(length(0..=1500))]
    pub entry_point: Option<Vec<String>>,
    #[shape(length(0..=1500))]
    pub command: Option<Vec<String>>,
    #[shape(length(0..=1000))]
    pub working_directory: Option<String>,
}

/// AWS's `Architecture`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Architecture {
    #[shape(name = "x86_64")]
    X8664,
    #[shape(name = "arm64")]
    Arm64,
}

/// AWS's `EphemeralStorage`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct EphemeralStorage {
    #[shape(range(512..=10240))]
    pub size: i32,
}

/// AWS's `SnapStartApplyOn`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum SnapStartApplyOn {
    PublishedVersions,
    None,
}

/// AWS's `LoggingConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct LoggingConfig {
    pub log_format: Option<LogFormat>,
    pub application_log_level: Option<ApplicationLogLevel>,
    pub system_log_level: Option<SystemLogLevel>,
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group: Option<String>,
}

/// AWS's `LogFormat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum LogFormat {
    Json,
    #[shape(name = "Text")]
    Text,
}

/// AWS's `ApplicationLogLevel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ApplicationLogLevel {
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
}

/// AWS's `SystemLogLevel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SystemLogLevel {
    Debug,
    Info,
    Warn,
}

/// AWS's `CapacityProviderConfig`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CapacityProviderConfig {
    pub lambda_managed_instances_capacity_provider_config: LambdaManagedInstancesCapacityProviderConfig,
}

/// AWS's `LambdaManagedInstancesCapacityProviderConfig`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct LambdaManagedInstancesCapacityProviderConfig {
    #[shape(length(1..=140), pattern = r"arn:aws[a-zA-Z-]*:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:capacity-provider:[a-zA-Z0-9-_]+")]
    pub capacity_provider_arn: String,
    #[shape(range(1..=1600))]
    pub per_execution_environment_max_concurrency: Option<i32>,
    pub execution_environment_memory_gi_b_per_v_cpu: Option<f64>,
}

/// AWS's `DurableConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DurableConfig {
    #[shape(range(1..=90))]
    pub retention_period_in_days: Option<i32>,
    #[shape(range(1..=31622400))]
    pub execution_timeout: Option<i32>,
}

/// AWS's `TenancyConfig`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct TenancyConfig {
    pub tenant_isolation_mode: TenantIsolationMode,
}

/// AWS's `TenantIsolationMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum TenantIsolationMode {
    PerTenant,
}

/// AWS's `FunctionConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FunctionConfiguration {
    #[shape(length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: Option<String>,
    #[shape(length(0..=10000), pattern = r"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_\.]+(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_arn: Option<String>,
    pub runtime: Option<Runtime>,
    #[shape(pattern = r"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role: Option<String>,
    #[shape(length(0..=128), pattern = r"[^\s]+")]
    pub handler: Option<String>,
    pub code_size: Option<i64>,
    #[shape(length(0..=256))]
    pub description: Option<String>,
    #[shape(range(1..=i64::MAX))]
    pub timeout: Option<i32>,
    #[shape(range(128..=32768))]
    pub memory_size: Option<i32>,
    pub last_modified: Option<String>,
    pub code_sha256: Option<String>,
    #[shape(length(1..=1024), pattern = r"(\$LATEST|[0-9]+)")]
    pub version: Option<String>,
    pub vpc_config: Option<VpcConfigResponse>,
    pub dead_letter_config: Option<DeadLetterConfig>,
    pub environment: Option<EnvironmentResponse>,
    #[shape(name = "KMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub kms_key_arn: Option<String>,
    pub tracing_config: Option<TracingConfigResponse>,
    #[shape(length(0..=10000), pattern = r"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    pub master_arn: Option<String>,
    pub revision_id: Option<String>,
    pub layers: Option<Vec<Layer>>,
    pub state: Option<State>,
    pub state_reason: Option<String>,
    pub state_reason_code: Option<StateReasonCode>,
    pub last_update_status: Option<LastUpdateStatus>,
    pub last_update_status_reason: Option<String>,
    pub last_update_status_reason_code: Option<LastUpdateStatusReasonCode>,
    #[shape(length(0..=1))]
    pub file_system_configs: Option<Vec<FileSystemConfig>>,
    pub package_type: Option<PackageType>,
    pub image_config_response: Option<ImageConfigResponse>,
    #[shape(
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub signing_profile_version_arn: Option<String>,
    #[shape(
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub signing_job_arn: Option<String>,
    #[shape(length(1..=1))]
    pub architectures: Option<Vec<Architecture>>,
    pub ephemeral_storage: Option<EphemeralStorage>,
    pub snap_start: Option<SnapStartResponse>,
    pub runtime_version_config: Option<RuntimeVersionConfig>,
    pub logging_config: Option<LoggingConfig>,
    pub capacity_provider_config: Option<CapacityProviderConfig>,
    pub config_sha256: Option<String>,
    pub durable_config: Option<DurableConfig>,
    pub tenancy_config: Option<TenancyConfig>,
}

/// AWS's `VpcConfigResponse`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct VpcConfigResponse {
    #[shape(length(0..=16))]
    pub subnet_ids: Option<Vec<String>>,
    #[shape(length(0..=5))]
    pub security_group_ids: Option<Vec<String>>,
    pub vpc_id: Option<String>,
    pub ipv6_allowed_for_dual_stack: Option<bool>,
}

/// AWS's `EnvironmentResponse`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EnvironmentResponse {
    #[shape(key(pattern = "[a-zA-Z]([a-zA-Z0-9_])+"))]
    pub variables: Option<BTreeMap<String, String>>,
    pub error: Option<EnvironmentError>,
}

/// AWS's `EnvironmentError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EnvironmentError {
    pub error_code: Option<String>,
    pub message: Option<String>,
}

/// AWS's `TracingConfigResponse`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TracingConfigResponse {
    pub mode: Option<TracingMode>,
}

/// AWS's `Layer`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Layer {
    #[shape(length(1..=140), pattern = r"arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+")]
    pub arn: Option<String>,
    pub code_size: Option<i64>,
    #[shape(
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub signing_profile_version_arn: Option<String>,
    #[shape(
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub signing_job_arn: Option<String>,
}

/// AWS's `ImageConfigResponse`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ImageConfigResponse {
    pub image_config: Option<ImageConfig>,
    pub error: Option<ImageConfigError>,
}

/// AWS's `ImageConfigError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ImageConfigError {
    pub error_code: Option<String>,
    pub message: Option<String>,
}

/// AWS's `SnapStartResponse`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SnapStartResponse {
    pub apply_on: Option<SnapStartApplyOn>,
    pub optimization_status: Option<SnapStartOptimizationStatus>,
}

/// AWS's `SnapStartOptimizationStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum SnapStartOptimizationStatus {
    On,
    Off,
}

/// AWS's `RuntimeVersionConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RuntimeVersionConfig {
    #[shape(length(26..=2048), pattern = r"arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}::runtime:.+")]
    pub runtime_version_arn: Option<String>,
    pub error: Option<RuntimeVersionError>,
}

/// AWS's `RuntimeVersionError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RuntimeVersionError {
    pub error_code: Option<String>,
    pub message: Option<String>,
}
