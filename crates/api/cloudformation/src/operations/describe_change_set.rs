//! `DescribeChangeSet`.

use kernel::{Place, Timestamp};
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{
    Capability, Change, ChangeSetStatus, DeploymentMode, ExecutionStatus, OnStackFailure, Parameter,
    RollbackConfiguration, SERVICE, StackDriftStatus, Tag,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeChangeSet;

impl Operation for DescribeChangeSet {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeChangeSet";
    type Input = DescribeChangeSetInput;
    type Output = DescribeChangeSetOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, input.stack_name.as_ref())
    }
}

/// Input of `DescribeChangeSet`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeChangeSetInput {
    #[shape(length(1..=1600), pattern = "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")]
    pub change_set_name: String,
    #[shape(length(1..=u64::MAX), pattern = "([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)")]
    pub stack_name: Option<String>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    pub include_property_values: Option<bool>,
}

/// Output of `DescribeChangeSet`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeChangeSetOutput {
    #[shape(length(1..=128), pattern = "[a-zA-Z][-a-zA-Z0-9]*")]
    pub change_set_name: Option<String>,
    #[shape(length(1..=u64::MAX), pattern = "arn:[-a-zA-Z0-9:/]*")]
    pub change_set_id: Option<String>,
    pub stack_id: Option<String>,
    pub stack_name: Option<String>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub parameters: Option<Vec<Parameter>>,
    pub creation_time: Option<Timestamp>,
    pub execution_status: Option<ExecutionStatus>,
    pub status: Option<ChangeSetStatus>,
    pub status_reason: Option<String>,
    pub stack_drift_status: Option<StackDriftStatus>,
    #[shape(name = "NotificationARNs", length(0..=5))]
    pub notification_ar_ns: Option<Vec<String>>,
    pub rollback_configuration: Option<RollbackConfiguration>,
    pub capabilities: Option<Vec<Capability>>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
    pub changes: Option<Vec<Change>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    pub include_nested_stacks: Option<bool>,
    #[shape(length(1..=u64::MAX), pattern = "arn:[-a-zA-Z0-9:/]*")]
    pub parent_change_set_id: Option<String>,
    #[shape(length(1..=u64::MAX), pattern = "arn:[-a-zA-Z0-9:/]*")]
    pub root_change_set_id: Option<String>,
    pub on_stack_failure: Option<OnStackFailure>,
    pub import_existing_resources: Option<bool>,
    pub deployment_mode: Option<DeploymentMode>,
}
