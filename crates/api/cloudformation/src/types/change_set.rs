//! A change set as it stands, and what it was asked for.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::Shape;

/// AWS's `ChangeSetType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ChangeSetType {
    Create,
    Update,
    Import,
}

/// AWS's `ResourceToImport`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ResourceToImport {
    #[shape(length(1..=256))]
    pub resource_type: String,
    pub logical_resource_id: String,
    #[shape(length(1..=256))]
    pub resource_identifier: BTreeMap<String, String>,
}

/// AWS's `OnStackFailure`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum OnStackFailure {
    DoNothing,
    Rollback,
    Delete,
}

/// AWS's `DeploymentMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DeploymentMode {
    RevertDrift,
}

/// AWS's `ExecutionStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ExecutionStatus {
    Unavailable,
    Available,
    ExecuteInProgress,
    ExecuteComplete,
    ExecuteFailed,
    Obsolete,
}

/// AWS's `ChangeSetStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ChangeSetStatus {
    CreatePending,
    CreateInProgress,
    CreateComplete,
    DeletePending,
    DeleteInProgress,
    DeleteComplete,
    DeleteFailed,
    Failed,
}

/// AWS's `ChangeSetSummary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ChangeSetSummary {
    pub stack_id: Option<String>,
    pub stack_name: Option<String>,
    #[shape(length(1..=u64::MAX), pattern = "arn:[-a-zA-Z0-9:/]*")]
    pub change_set_id: Option<String>,
    #[shape(length(1..=128), pattern = "[a-zA-Z][-a-zA-Z0-9]*")]
    pub change_set_name: Option<String>,
    pub execution_status: Option<ExecutionStatus>,
    pub status: Option<ChangeSetStatus>,
    pub status_reason: Option<String>,
    pub creation_time: Option<Timestamp>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub include_nested_stacks: Option<bool>,
    #[shape(length(1..=u64::MAX), pattern = "arn:[-a-zA-Z0-9:/]*")]
    pub parent_change_set_id: Option<String>,
    #[shape(length(1..=u64::MAX), pattern = "arn:[-a-zA-Z0-9:/]*")]
    pub root_change_set_id: Option<String>,
    pub import_existing_resources: Option<bool>,
}
