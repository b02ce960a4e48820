//! Shapes that several operations use.

mod change;
mod change_set;
mod summary;

use kernel::Timestamp;
use wire::Shape;

pub use change::*;
pub use change_set::*;
pub use summary::*;

/// AWS's `Parameter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Parameter {
    pub parameter_key: Option<String>,
    pub parameter_value: Option<String>,
    pub use_previous_value: Option<bool>,
    pub resolved_value: Option<String>,
}

/// AWS's `RollbackConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RollbackConfiguration {
    #[shape(length(0..=5))]
    pub rollback_triggers: Option<Vec<RollbackTrigger>>,
    #[shape(range(0..=180))]
    pub monitoring_time_in_minutes: Option<i32>,
}

/// AWS's `RollbackTrigger`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct RollbackTrigger {
    pub arn: String,
    pub r#type: String,
}

/// AWS's `Capability`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Capability {
    CapabilityIam,
    CapabilityNamedIam,
    CapabilityAutoExpand,
}

/// AWS's `OnFailure`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum OnFailure {
    DoNothing,
    Rollback,
    Delete,
}

/// AWS's `Tag`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=128))]
    pub key: String,
    #[shape(length(1..=256))]
    pub value: String,
}

/// AWS's `Stack`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Stack {
    pub stack_id: Option<String>,
    pub stack_name: String,
    #[shape(length(1..=u64::MAX), pattern = "arn:[-a-zA-Z0-9:/]*")]
    pub change_set_id: Option<String>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub parameters: Option<Vec<Parameter>>,
    pub creation_time: Timestamp,
    pub deletion_time: Option<Timestamp>,
    pub last_updated_time: Option<Timestamp>,
    pub rollback_configuration: Option<RollbackConfiguration>,
    pub stack_status: StackStatus,
    pub stack_status_reason: Option<String>,
    pub disable_rollback: Option<bool>,
    #[shape(name = "NotificationARNs", length(0..=5))]
    pub notification_ar_ns: Option<Vec<String>>,
    #[shape(range(1..=i64::MAX))]
    pub timeout_in_minutes: Option<i32>,
    pub capabilities: Option<Vec<Capability>>,
    pub outputs: Option<Vec<Output>>,
    #[shape(name = "RoleARN", length(20..=2048))]
    pub role_arn: Option<String>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
    pub enable_termination_protection: Option<bool>,
    pub parent_id: Option<String>,
    pub root_id: Option<String>,
    pub drift_information: Option<StackDriftInformation>,
    pub retain_except_on_create: Option<bool>,
    pub deletion_mode: Option<DeletionMode>,
    pub detailed_status: Option<DetailedStatus>,
    pub last_operations: Option<Vec<OperationEntry>>,
}

/// AWS's `StackStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StackStatus {
    CreateInProgress,
    CreateFailed,
    CreateComplete,
    RollbackInProgress,
    RollbackFailed,
    RollbackComplete,
    DeleteInProgress,
    DeleteFailed,
    DeleteComplete,
    UpdateInProgress,
    UpdateCompleteCleanupInProgress,
    UpdateComplete,
    UpdateFailed,
    UpdateRollbackInProgress,
    UpdateRollbackFailed,
    UpdateRollbackCompleteCleanupInProgress,
    UpdateRollbackComplete,
    ReviewInProgress,
    ImportInProgress,
    ImportComplete,
    ImportRollbackInProgress,
    ImportRollbackFailed,
    ImportRollbackComplete,
}

/// AWS's `Output`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Output {
    pub output_key: Option<String>,
    pub output_value: Option<String>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub export_name: Option<String>,
}

/// AWS's `StackDriftInformation`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StackDriftInformation {
    pub stack_drift_status: StackDriftStatus,
    pub last_check_timestamp: Option<Timestamp>,
}

/// AWS's `StackDriftStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StackDriftStatus {
    Drifted,
    InSync,
    Unknown,
    NotChecked,
}

/// AWS's `DeletionMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DeletionMode {
    Standard,
    ForceDeleteStack,
}

/// AWS's `DetailedStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DetailedStatus {
    ConfigurationComplete,
    ValidationFailed,
}

/// AWS's `OperationEntry`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OperationEntry {
    pub operation_type: Option<OperationType>,
    pub operation_id: Option<String>,
}

/// AWS's `OperationType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum OperationType {
    CreateStack,
    UpdateStack,
    DeleteStack,
    ContinueRollback,
    Rollback,
    CreateChangeset,
}

/// AWS's `StackEvent`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StackEvent {
    pub stack_id: String,
    pub event_id: String,
    pub stack_name: String,
    pub operation_id: Option<String>,
    pub logical_resource_id: Option<String>,
    pub physical_resource_id: Option<String>,
    #[shape(length(1..=256))]
    pub resource_type: Option<String>,
    pub timestamp: Timestamp,
    pub resource_status: Option<ResourceStatus>,
    pub resource_status_reason: Option<String>,
    pub resource_properties: Option<String>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
    #[shape(length(1..=255))]
    pub hook_type: Option<String>,
    pub hook_status: Option<HookStatus>,
    #[shape(length(1..=1024))]
    pub hook_status_reason: Option<String>,
    pub hook_invocation_point: Option<HookInvocationPoint>,
    #[shape(length(36..=36), pattern = "^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$")]
    pub hook_invocation_id: Option<String>,
    pub hook_failure_mode: Option<HookFailureMode>,
    pub detailed_status: Option<DetailedStatus>,
}

/// AWS's `ResourceStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ResourceStatus {
    CreateInProgress,
    CreateFailed,
    CreateComplete,
    DeleteInProgress,
    DeleteFailed,
    DeleteComplete,
    DeleteSkipped,
    UpdateInProgress,
    UpdateFailed,
    UpdateComplete,
    ImportFailed,
    ImportComplete,
    ImportInProgress,
    ImportRollbackInProgress,
    ImportRollbackFailed,
    ImportRollbackComplete,
    ExportFailed,
    ExportComplete,
    ExportInProgress,
    ExportRollbackInProgress,
    ExportRollbackFailed,
    ExportRollbackComplete,
    UpdateRollbackInProgress,
    UpdateRollbackComplete,
    UpdateRollbackFailed,
    RollbackInProgress,
    RollbackComplete,
    RollbackFailed,
    /// Not in AWS's model, but events of stacks have it.
    UpdateCompleteCleanupInProgress,
    /// The same.
    UpdateRollbackCompleteCleanupInProgress,
    /// The same.
    ReviewInProgress,
}

/// AWS's `HookStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum HookStatus {
    HookInProgress,
    HookCompleteSucceeded,
    HookCompleteFailed,
    HookFailed,
}

/// AWS's `HookInvocationPoint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum HookInvocationPoint {
    PreProvision,
}

/// AWS's `HookFailureMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum HookFailureMode {
    Fail,
    Warn,
}

/// AWS's `StackSummary`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StackSummary {
    pub stack_id: Option<String>,
    pub stack_name: String,
    pub template_description: Option<String>,
    pub creation_time: Timestamp,
    pub last_updated_time: Option<Timestamp>,
    pub deletion_time: Option<Timestamp>,
    pub stack_status: StackStatus,
    pub stack_status_reason: Option<String>,
    pub parent_id: Option<String>,
    pub root_id: Option<String>,
    pub drift_information: Option<StackDriftInformationSummary>,
    pub last_operations: Option<Vec<OperationEntry>>,
}

/// AWS's `StackDriftInformationSummary`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StackDriftInformationSummary {
    pub stack_drift_status: StackDriftStatus,
    pub last_check_timestamp: Option<Timestamp>,
}

/// AWS's `StackResource`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StackResource {
    pub stack_name: Option<String>,
    pub stack_id: Option<String>,
    pub logical_resource_id: String,
    pub physical_resource_id: Option<String>,
    #[shape(length(1..=256))]
    pub resource_type: String,
    pub timestamp: Timestamp,
    pub resource_status: ResourceStatus,
    pub resource_status_reason: Option<String>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub drift_information: Option<StackResourceDriftInformation>,
    pub module_info: Option<ModuleInfo>,
}

/// AWS's `StackResourceDriftInformation`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StackResourceDriftInformation {
    pub stack_resource_drift_status: StackResourceDriftStatus,
    pub last_check_timestamp: Option<Timestamp>,
}

/// AWS's `StackResourceDriftStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StackResourceDriftStatus {
    InSync,
    Modified,
    Deleted,
    NotChecked,
    Unknown,
    Unsupported,
}

/// AWS's `ModuleInfo`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ModuleInfo {
    pub type_hierarchy: Option<String>,
    pub logical_id_hierarchy: Option<String>,
}

/// AWS's `StackResourceDetail`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StackResourceDetail {
    pub stack_name: Option<String>,
    pub stack_id: Option<String>,
    pub logical_resource_id: String,
    pub physical_resource_id: Option<String>,
    #[shape(length(1..=256))]
    pub resource_type: String,
    pub last_updated_timestamp: Timestamp,
    pub resource_status: ResourceStatus,
    pub resource_status_reason: Option<String>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub metadata: Option<String>,
    pub drift_information: Option<StackResourceDriftInformation>,
    pub module_info: Option<ModuleInfo>,
}

/// AWS's `StackResourceSummary`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StackResourceSummary {
    pub logical_resource_id: String,
    pub physical_resource_id: Option<String>,
    #[shape(length(1..=256))]
    pub resource_type: String,
    pub last_updated_timestamp: Timestamp,
    pub resource_status: ResourceStatus,
    pub resource_status_reason: Option<String>,
    pub drift_information: Option<StackResourceDriftInformationSummary>,
    pub module_info: Option<ModuleInfo>,
}

/// AWS's `StackResourceDriftInformationSummary`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StackResourceDriftInformationSummary {
    pub stack_resource_drift_status: StackResourceDriftStatus,
    pub last_check_timestamp: Option<Timestamp>,
}

/// AWS's `TemplateStage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum TemplateStage {
    Original,
    Processed,
}

/// AWS's `TemplateParameter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TemplateParameter {
    pub parameter_key: Option<String>,
    pub default_value: Option<String>,
    pub no_echo: Option<bool>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
}
