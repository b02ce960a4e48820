//! A change that a change set holds.

use kernel::Timestamp;
use wire::Shape;

use crate::{ModuleInfo, StackResourceDriftStatus};

/// AWS's `Change`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Change {
    pub r#type: Option<ChangeType>,
    #[shape(range(1..=100))]
    pub hook_invocation_count: Option<i32>,
    pub resource_change: Option<ResourceChange>,
}

/// AWS's `ChangeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ChangeType {
    Resource,
}

/// AWS's `ResourceChange`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResourceChange {
    pub policy_action: Option<PolicyAction>,
    pub action: Option<ChangeAction>,
    pub logical_resource_id: Option<String>,
    pub physical_resource_id: Option<String>,
    #[shape(length(1..=256))]
    pub resource_type: Option<String>,
    pub replacement: Option<Replacement>,
    pub scope: Option<Vec<ResourceAttribute>>,
    pub resource_drift_status: Option<StackResourceDriftStatus>,
    pub resource_drift_ignored_attributes: Option<Vec<ResourceDriftIgnoredAttribute>>,
    pub details: Option<Vec<ResourceChangeDetail>>,
    #[shape(length(1..=u64::MAX), pattern = "arn:[-a-zA-Z0-9:/]*")]
    pub change_set_id: Option<String>,
    pub module_info: Option<ModuleInfo>,
    pub before_context: Option<String>,
    pub after_context: Option<String>,
    pub previous_deployment_context: Option<String>,
}

/// AWS's `PolicyAction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum PolicyAction {
    Delete,
    Retain,
    Snapshot,
    ReplaceAndDelete,
    ReplaceAndRetain,
    ReplaceAndSnapshot,
}

/// AWS's `ChangeAction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ChangeAction {
    Add,
    Modify,
    Remove,
    Import,
    Dynamic,
    SyncWithActual,
}

/// AWS's `Replacement`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum Replacement {
    True,
    False,
    Conditional,
}

/// AWS's `ResourceAttribute`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ResourceAttribute {
    Properties,
    Metadata,
    CreationPolicy,
    UpdatePolicy,
    DeletionPolicy,
    UpdateReplacePolicy,
    Tags,
}

/// AWS's `ResourceDriftIgnoredAttribute`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResourceDriftIgnoredAttribute {
    pub path: Option<String>,
    pub reason: Option<DriftIgnoredReason>,
}

/// AWS's `DriftIgnoredReason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DriftIgnoredReason {
    ManagedByAws,
    WriteOnlyProperty,
}

/// AWS's `ResourceChangeDetail`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResourceChangeDetail {
    pub target: Option<ResourceTargetDefinition>,
    pub evaluation: Option<EvaluationType>,
    pub change_source: Option<ChangeSource>,
    pub causing_entity: Option<String>,
}

/// AWS's `ResourceTargetDefinition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResourceTargetDefinition {
    pub attribute: Option<ResourceAttribute>,
    pub name: Option<String>,
    pub requires_recreation: Option<RequiresRecreation>,
    pub path: Option<String>,
    pub before_value: Option<String>,
    pub after_value: Option<String>,
    pub before_value_from: Option<BeforeValueFrom>,
    pub after_value_from: Option<AfterValueFrom>,
    pub drift: Option<LiveResourceDrift>,
    pub attribute_change_type: Option<AttributeChangeType>,
}

/// AWS's `RequiresRecreation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum RequiresRecreation {
    Never,
    Conditionally,
    Always,
}

/// AWS's `BeforeValueFrom`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum BeforeValueFrom {
    PreviousDeploymentState,
    ActualState,
}

/// AWS's `AfterValueFrom`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum AfterValueFrom {
    Template,
}

/// AWS's `LiveResourceDrift`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct LiveResourceDrift {
    pub previous_value: Option<String>,
    pub actual_value: Option<String>,
    pub drift_detection_timestamp: Option<Timestamp>,
}

/// AWS's `AttributeChangeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum AttributeChangeType {
    Add,
    Remove,
    Modify,
    SyncWithActual,
}

/// AWS's `EvaluationType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum EvaluationType {
    Static,
    Dynamic,
}

/// AWS's `ChangeSource`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ChangeSource {
    ResourceReference,
    ParameterReference,
    ResourceAttribute,
    DirectModification,
    Automatic,
    NoModification,
}
