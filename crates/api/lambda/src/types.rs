//! Shapes that several operations use.

use std::collections::BTreeMap;

use bytes::Bytes;
use kernel::Timestamp;
use wire::Shape;

/// AWS's `Runtime`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Runtime {
    #[shape(name = "nodejs")]
    Nodejs,
    #[shape(name = "nodejs4.3")]
    Nodejs43,
    #[shape(name = "nodejs6.10")]
    Nodejs610,
    #[shape(name = "nodejs8.10")]
    Nodejs810,
    #[shape(name = "nodejs10.x")]
    Nodejs10X,
    #[shape(name = "nodejs12.x")]
    Nodejs12X,
    #[shape(name = "nodejs14.x")]
    Nodejs14X,
    #[shape(name = "nodejs16.x")]
    Nodejs16X,
    #[shape(name = "java8")]
    Java8,
    #[shape(name = "java8.al2")]
    Java8Al2,
    #[shape(name = "java11")]
    Java11,
    #[shape(name = "python2.7")]
    Python27,
    #[shape(name = "python3.6")]
    Python36,
    #[shape(name = "python3.7")]
    Python37,
    #[shape(name = "python3.8")]
    Python38,
    #[shape(name = "python3.9")]
    Python39,
    #[shape(name = "dotnetcore1.0")]
    Dotnetcore10,
    #[shape(name = "dotnetcore2.0")]
    Dotnetcore20,
    #[shape(name = "dotnetcore2.1")]
    Dotnetcore21,
    #[shape(name = "dotnetcore3.1")]
    Dotnetcore31,
    #[shape(name = "dotnet6")]
    Dotnet6,
    #[shape(name = "dotnet8")]
    Dotnet8,
    #[shape(name = "nodejs4.3-edge")]
    Nodejs43Edge,
    #[shape(name = "go1.x")]
    Go1X,
    #[shape(name = "ruby2.5")]
    Ruby25,
    #[shape(name = "ruby2.7")]
    Ruby27,
    #[shape(name = "provided")]
    Provided,
    #[shape(name = "provided.al2")]
    ProvidedAl2,
    #[shape(name = "nodejs18.x")]
    Nodejs18X,
    #[shape(name = "python3.10")]
    Python310,
    #[shape(name = "java17")]
    Java17,
    #[shape(name = "ruby3.2")]
    Ruby32,
    #[shape(name = "ruby3.3")]
    Ruby33,
    #[shape(name = "ruby3.4")]
    Ruby34,
    #[shape(name = "python3.11")]
    Python311,
    #[shape(name = "nodejs20.x")]
    Nodejs20X,
    #[shape(name = "provided.al2023")]
    ProvidedAl2023,
    #[shape(name = "python3.12")]
    Python312,
    #[shape(name = "java21")]
    Java21,
    #[shape(name = "python3.13")]
    Python313,
    #[shape(name = "nodejs22.x")]
    Nodejs22X,
    #[shape(name = "nodejs24.x")]
    Nodejs24X,
    #[shape(name = "python3.14")]
    Python314,
    #[shape(name = "java25")]
    Java25,
    #[shape(name = "dotnet10")]
    Dotnet10,
    #[shape(name = "ruby4.0")]
    Ruby40,
}

/// AWS's `FunctionCode`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FunctionCode {
    pub zip_file: Option<Bytes>,
    #[shape(length(3..=63))]
    pub s3_bucket: Option<String>,
    #[shape(length(1..=1024))]
    pub s3_key: Option<String>,
    #[shape(length(1..=1024))]
    pub s3_object_version: Option<String>,
    pub image_uri: Option<String>,
    #[shape(name = "SourceKMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub source_kms_key_arn: Option<String>,
}

/// AWS's `VpcConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct VpcConfig {
    #[shape(length(0..=16))]
    pub subnet_ids: Option<Vec<String>>,
    #[shape(length(0..=5))]
    pub security_group_ids: Option<Vec<String>>,
    pub ipv6_allowed_for_dual_stack: Option<bool>,
}

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

/// AWS's `Environment`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Environment {
    #[shape(key(pattern = "[a-zA-Z]([a-zA-Z0-9_])+"))]
    pub variables: Option<BTreeMap<String, String>>,
}

/// AWS's `TracingConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TracingConfig {
    pub mode: Option<TracingMode>,
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

/// AWS's `SnapStart`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SnapStart {
    pub apply_on: Option<SnapStartApplyOn>,
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

/// AWS's `FunctionVersionLatestPublished`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum FunctionVersionLatestPublished {
    LatestPublished,
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
    #[shape(pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub signing_profile_version_arn: Option<String>,
    #[shape(pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
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
    #[shape(pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub signing_profile_version_arn: Option<String>,
    #[shape(pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub signing_job_arn: Option<String>,
}

/// AWS's `State`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum State {
    Pending,
    Active,
    Inactive,
    Failed,
    Deactivating,
    Deactivated,
    ActiveNonInvocable,
    Deleting,
}

/// AWS's `StateReasonCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StateReasonCode {
    #[shape(name = "Idle")]
    Idle,
    #[shape(name = "Creating")]
    Creating,
    #[shape(name = "Restoring")]
    Restoring,
    #[shape(name = "EniLimitExceeded")]
    EniLimitExceeded,
    #[shape(name = "InsufficientRolePermissions")]
    InsufficientRolePermissions,
    #[shape(name = "InvalidConfiguration")]
    InvalidConfiguration,
    #[shape(name = "InternalError")]
    InternalError,
    #[shape(name = "SubnetOutOfIPAddresses")]
    SubnetOutOfIPAddresses,
    #[shape(name = "InvalidSubnet")]
    InvalidSubnet,
    #[shape(name = "InvalidSecurityGroup")]
    InvalidSecurityGroup,
    #[shape(name = "ImageDeleted")]
    ImageDeleted,
    #[shape(name = "ImageAccessDenied")]
    ImageAccessDenied,
    #[shape(name = "InvalidImage")]
    InvalidImage,
    #[shape(name = "KMSKeyAccessDenied")]
    KMSKeyAccessDenied,
    #[shape(name = "KMSKeyNotFound")]
    KMSKeyNotFound,
    #[shape(name = "InvalidStateKMSKey")]
    InvalidStateKMSKey,
    #[shape(name = "DisabledKMSKey")]
    DisabledKMSKey,
    #[shape(name = "EFSIOError")]
    EFSIOError,
    #[shape(name = "EFSMountConnectivityError")]
    EFSMountConnectivityError,
    #[shape(name = "EFSMountFailure")]
    EFSMountFailure,
    #[shape(name = "EFSMountTimeout")]
    EFSMountTimeout,
    #[shape(name = "InvalidRuntime")]
    InvalidRuntime,
    #[shape(name = "InvalidZipFileException")]
    InvalidZipFileException,
    #[shape(name = "FunctionError")]
    FunctionError,
    #[shape(name = "DrainingDurableExecutions")]
    DrainingDurableExecutions,
    #[shape(name = "VcpuLimitExceeded")]
    VcpuLimitExceeded,
    #[shape(name = "CapacityProviderScalingLimitExceeded")]
    CapacityProviderScalingLimitExceeded,
    #[shape(name = "InsufficientCapacity")]
    InsufficientCapacity,
    #[shape(name = "EC2RequestLimitExceeded")]
    EC2RequestLimitExceeded,
    #[shape(name = "FunctionError.InitTimeout")]
    FunctionErrorInitTimeout,
    #[shape(name = "FunctionError.RuntimeInitError")]
    FunctionErrorRuntimeInitError,
    #[shape(name = "FunctionError.ExtensionInitError")]
    FunctionErrorExtensionInitError,
    #[shape(name = "FunctionError.InvalidEntryPoint")]
    FunctionErrorInvalidEntryPoint,
    #[shape(name = "FunctionError.InvalidWorkingDirectory")]
    FunctionErrorInvalidWorkingDirectory,
    #[shape(name = "FunctionError.PermissionDenied")]
    FunctionErrorPermissionDenied,
    #[shape(name = "FunctionError.TooManyExtensions")]
    FunctionErrorTooManyExtensions,
    #[shape(name = "FunctionError.InitResourceExhausted")]
    FunctionErrorInitResourceExhausted,
    #[shape(name = "DisallowedByVpcEncryptionControl")]
    DisallowedByVpcEncryptionControl,
}

/// AWS's `LastUpdateStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum LastUpdateStatus {
    Successful,
    Failed,
    InProgress,
}

/// AWS's `LastUpdateStatusReasonCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum LastUpdateStatusReasonCode {
    #[shape(name = "EniLimitExceeded")]
    EniLimitExceeded,
    #[shape(name = "InsufficientRolePermissions")]
    InsufficientRolePermissions,
    #[shape(name = "InvalidConfiguration")]
    InvalidConfiguration,
    #[shape(name = "InternalError")]
    InternalError,
    #[shape(name = "SubnetOutOfIPAddresses")]
    SubnetOutOfIPAddresses,
    #[shape(name = "InvalidSubnet")]
    InvalidSubnet,
    #[shape(name = "InvalidSecurityGroup")]
    InvalidSecurityGroup,
    #[shape(name = "ImageDeleted")]
    ImageDeleted,
    #[shape(name = "ImageAccessDenied")]
    ImageAccessDenied,
    #[shape(name = "InvalidImage")]
    InvalidImage,
    #[shape(name = "KMSKeyAccessDenied")]
    KMSKeyAccessDenied,
    #[shape(name = "KMSKeyNotFound")]
    KMSKeyNotFound,
    #[shape(name = "InvalidStateKMSKey")]
    InvalidStateKMSKey,
    #[shape(name = "DisabledKMSKey")]
    DisabledKMSKey,
    #[shape(name = "EFSIOError")]
    EFSIOError,
    #[shape(name = "EFSMountConnectivityError")]
    EFSMountConnectivityError,
    #[shape(name = "EFSMountFailure")]
    EFSMountFailure,
    #[shape(name = "EFSMountTimeout")]
    EFSMountTimeout,
    #[shape(name = "InvalidRuntime")]
    InvalidRuntime,
    #[shape(name = "InvalidZipFileException")]
    InvalidZipFileException,
    #[shape(name = "FunctionError")]
    FunctionError,
    #[shape(name = "VcpuLimitExceeded")]
    VcpuLimitExceeded,
    #[shape(name = "CapacityProviderScalingLimitExceeded")]
    CapacityProviderScalingLimitExceeded,
    #[shape(name = "InsufficientCapacity")]
    InsufficientCapacity,
    #[shape(name = "EC2RequestLimitExceeded")]
    EC2RequestLimitExceeded,
    #[shape(name = "FunctionError.InitTimeout")]
    FunctionErrorInitTimeout,
    #[shape(name = "FunctionError.RuntimeInitError")]
    FunctionErrorRuntimeInitError,
    #[shape(name = "FunctionError.ExtensionInitError")]
    FunctionErrorExtensionInitError,
    #[shape(name = "FunctionError.InvalidEntryPoint")]
    FunctionErrorInvalidEntryPoint,
    #[shape(name = "FunctionError.InvalidWorkingDirectory")]
    FunctionErrorInvalidWorkingDirectory,
    #[shape(name = "FunctionError.PermissionDenied")]
    FunctionErrorPermissionDenied,
    #[shape(name = "FunctionError.TooManyExtensions")]
    FunctionErrorTooManyExtensions,
    #[shape(name = "FunctionError.InitResourceExhausted")]
    FunctionErrorInitResourceExhausted,
    #[shape(name = "DisallowedByVpcEncryptionControl")]
    DisallowedByVpcEncryptionControl,
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

/// AWS's `FunctionCodeLocation`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FunctionCodeLocation {
    pub repository_type: Option<String>,
    pub location: Option<String>,
    pub image_uri: Option<String>,
    pub resolved_image_uri: Option<String>,
    #[shape(name = "SourceKMSKeyArn")]
    pub source_kms_key_arn: Option<String>,
}

/// AWS's `TagsError`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct TagsError {
    #[shape(length(10..=21), pattern = "[A-Za-z]+Exception")]
    pub error_code: String,
    #[shape(length(84..=1000), pattern = ".*")]
    pub message: String,
}

/// AWS's `Concurrency`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Concurrency {
    #[shape(range(0..=i64::MAX))]
    pub reserved_concurrent_executions: Option<i32>,
}

/// AWS's `FunctionVersion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum FunctionVersion {
    All,
}

/// AWS's `InvocationType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum InvocationType {
    Event,
    RequestResponse,
    DryRun,
}

/// AWS's `LogType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum LogType {
    None,
    Tail,
}

/// AWS's `FilterCriteria`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FilterCriteria {
    pub filters: Option<Vec<Filter>>,
}

/// AWS's `Filter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Filter {
    #[shape(length(0..=4096), pattern = ".*")]
    pub pattern: Option<String>,
}

/// AWS's `EventSourcePosition`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum EventSourcePosition {
    TrimHorizon,
    Latest,
    AtTimestamp,
}

/// AWS's `DestinationConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DestinationConfig {
    pub on_success: Option<OnSuccess>,
    pub on_failure: Option<OnFailure>,
}

/// AWS's `OnSuccess`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OnSuccess {
    #[shape(length(0..=350), pattern = r"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub destination: Option<String>,
}

/// AWS's `OnFailure`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OnFailure {
    #[shape(length(0..=350), pattern = r"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub destination: Option<String>,
}

/// AWS's `SourceAccessConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SourceAccessConfiguration {
    pub r#type: Option<SourceAccessType>,
    #[shape(name = "URI", length(1..=200), pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub uri: Option<String>,
}

/// AWS's `SourceAccessType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SourceAccessType {
    BasicAuth,
    VpcSubnet,
    VpcSecurityGroup,
    #[shape(name = "SASL_SCRAM_512_AUTH")]
    SaslScram512Auth,
    #[shape(name = "SASL_SCRAM_256_AUTH")]
    SaslScram256Auth,
    VirtualHost,
    ClientCertificateTlsAuth,
    ServerRootCaCertificate,
}

/// AWS's `SelfManagedEventSource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SelfManagedEventSource {
    #[shape(length(1..=2), member(length(1..=10), member(length(1..=300), pattern = r"(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9])\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\-]*[A-Za-z0-9]):[0-9]{1,5}")))]
    pub endpoints: Option<BTreeMap<String, Vec<String>>>,
}

/// AWS's `FunctionResponseType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum FunctionResponseType {
    ReportBatchItemFailures,
}

/// AWS's `AmazonManagedKafkaEventSourceConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonManagedKafkaEventSourceConfig {
    #[shape(length(1..=200), pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub consumer_group_id: Option<String>,
    pub schema_registry_config: Option<KafkaSchemaRegistryConfig>,
}

/// AWS's `KafkaSchemaRegistryConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KafkaSchemaRegistryConfig {
    #[shape(name = "SchemaRegistryURI", length(1..=10000), pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub schema_registry_uri: Option<String>,
    pub event_record_format: Option<SchemaRegistryEventRecordFormat>,
    pub access_configs: Option<Vec<KafkaSchemaRegistryAccessConfig>>,
    pub schema_validation_configs: Option<Vec<KafkaSchemaValidationConfig>>,
}

/// AWS's `SchemaRegistryEventRecordFormat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SchemaRegistryEventRecordFormat {
    Json,
    Source,
}

/// AWS's `KafkaSchemaRegistryAccessConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KafkaSchemaRegistryAccessConfig {
    pub r#type: Option<KafkaSchemaRegistryAuthType>,
    #[shape(name = "URI", pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub uri: Option<String>,
}

/// AWS's `KafkaSchemaRegistryAuthType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum KafkaSchemaRegistryAuthType {
    BasicAuth,
    ClientCertificateTlsAuth,
    ServerRootCaCertificate,
}

/// AWS's `KafkaSchemaValidationConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KafkaSchemaValidationConfig {
    pub attribute: Option<KafkaSchemaValidationAttribute>,
}

/// AWS's `KafkaSchemaValidationAttribute`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum KafkaSchemaValidationAttribute {
    Key,
    Value,
}

/// AWS's `SelfManagedKafkaEventSourceConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SelfManagedKafkaEventSourceConfig {
    #[shape(length(1..=200), pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub consumer_group_id: Option<String>,
    pub schema_registry_config: Option<KafkaSchemaRegistryConfig>,
}

/// AWS's `ScalingConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ScalingConfig {
    #[shape(range(2..=1000))]
    pub maximum_concurrency: Option<i32>,
}

/// AWS's `DocumentDBEventSourceConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DocumentDBEventSourceConfig {
    #[shape(length(1..=63), pattern = r"[^ /\.$\x22]*")]
    pub database_name: Option<String>,
    #[shape(length(1..=57))]
    pub collection_name: Option<String>,
    pub full_document: Option<FullDocument>,
}

/// AWS's `FullDocument`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum FullDocument {
    UpdateLookup,
    Default,
}

/// AWS's `EventSourceMappingMetricsConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EventSourceMappingMetricsConfig {
    #[shape(length(0..=3))]
    pub metrics: Option<Vec<EventSourceMappingMetric>>,
}

/// AWS's `EventSourceMappingMetric`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum EventSourceMappingMetric {
    EventCount,
    ErrorCount,
    KafkaMetrics,
}

/// AWS's `EventSourceMappingLoggingConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EventSourceMappingLoggingConfig {
    pub system_log_level: Option<EventSourceMappingSystemLogLevel>,
}

/// AWS's `EventSourceMappingSystemLogLevel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum EventSourceMappingSystemLogLevel {
    Debug,
    Info,
    Warn,
}

/// AWS's `ProvisionedPollerConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ProvisionedPollerConfig {
    #[shape(range(1..=200))]
    pub minimum_pollers: Option<i32>,
    #[shape(range(1..=2000))]
    pub maximum_pollers: Option<i32>,
    #[shape(length(0..=128), pattern = "[a-zA-Z0-9-_]*")]
    pub poller_group_name: Option<String>,
}

/// AWS's `EventSourceMappingConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EventSourceMappingConfiguration {
    #[shape(name = "UUID")]
    pub uuid: Option<String>,
    pub starting_position: Option<EventSourcePosition>,
    pub starting_position_timestamp: Option<Timestamp>,
    #[shape(range(1..=10000))]
    pub batch_size: Option<i32>,
    #[shape(range(0..=300))]
    pub maximum_batching_window_in_seconds: Option<i32>,
    #[shape(range(1..=10))]
    pub parallelization_factor: Option<i32>,
    #[shape(pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub event_source_arn: Option<String>,
    pub filter_criteria: Option<FilterCriteria>,
    #[shape(length(0..=10000), pattern = r"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    pub function_arn: Option<String>,
    pub last_modified: Option<Timestamp>,
    pub last_processing_result: Option<String>,
    pub state: Option<String>,
    pub state_transition_reason: Option<String>,
    pub destination_config: Option<DestinationConfig>,
    #[shape(length(1..=1), member(length(1..=249), pattern = r"[^.]([a-zA-Z0-9\-_.]+)"))]
    pub topics: Option<Vec<String>>,
    #[shape(length(1..=1), member(length(1..=1000), pattern = r"[\s\S]*"))]
    pub queues: Option<Vec<String>>,
    #[shape(length(0..=22))]
    pub source_access_configurations: Option<Vec<SourceAccessConfiguration>>,
    pub self_managed_event_source: Option<SelfManagedEventSource>,
    #[shape(range(-1..=604800))]
    pub maximum_record_age_in_seconds: Option<i32>,
    pub bisect_batch_on_function_error: Option<bool>,
    #[shape(range(-1..=10000))]
    pub maximum_retry_attempts: Option<i32>,
    #[shape(range(0..=900))]
    pub tumbling_window_in_seconds: Option<i32>,
    #[shape(length(0..=1))]
    pub function_response_types: Option<Vec<FunctionResponseType>>,
    pub amazon_managed_kafka_event_source_config: Option<AmazonManagedKafkaEventSourceConfig>,
    pub self_managed_kafka_event_source_config: Option<SelfManagedKafkaEventSourceConfig>,
    pub scaling_config: Option<ScalingConfig>,
    #[shape(name = "DocumentDBEventSourceConfig")]
    pub document_db_event_source_config: Option<DocumentDBEventSourceConfig>,
    #[shape(name = "KMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub kms_key_arn: Option<String>,
    pub filter_criteria_error: Option<FilterCriteriaError>,
    #[shape(length(85..=120), pattern = r"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    pub event_source_mapping_arn: Option<String>,
    pub metrics_config: Option<EventSourceMappingMetricsConfig>,
    pub logging_config: Option<EventSourceMappingLoggingConfig>,
    pub provisioned_poller_config: Option<ProvisionedPollerConfig>,
}

/// AWS's `FilterCriteriaError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FilterCriteriaError {
    #[shape(length(10..=50), pattern = "[A-Za-z]+Exception")]
    pub error_code: Option<String>,
    #[shape(length(10..=2048), pattern = ".*")]
    pub message: Option<String>,
}

/// AWS's `AccountLimit`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AccountLimit {
    pub total_code_size: Option<i64>,
    pub code_size_unzipped: Option<i64>,
    pub code_size_zipped: Option<i64>,
    pub concurrent_executions: Option<i32>,
    #[shape(range(0..=i64::MAX))]
    pub unreserved_concurrent_executions: Option<i32>,
}

/// AWS's `AccountUsage`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AccountUsage {
    pub total_code_size: Option<i64>,
    pub function_count: Option<i64>,
}
