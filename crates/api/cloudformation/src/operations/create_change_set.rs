//! `CreateChangeSet`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{
    Capability, ChangeSetType, DeploymentMode, OnStackFailure, Parameter, ResourceToImport,
    RollbackConfiguration, SERVICE, Tag,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateChangeSet;

impl Operation for CreateChangeSet {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateChangeSet";
    type Input = CreateChangeSetInput;
    type Output = CreateChangeSetOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `CreateChangeSet`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateChangeSetInput {
    #[shape(length(1..=u64::MAX), pattern = "([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)")]
    pub stack_name: String,
    #[shape(length(1..=u64::MAX))]
    pub template_body: Option<String>,
    #[shape(name = "TemplateURL", length(1..=5120))]
    pub template_url: Option<String>,
    pub use_previous_template: Option<bool>,
    pub parameters: Option<Vec<Parameter>>,
    pub capabilities: Option<Vec<Capability>>,
    #[shape(member(length(1..=256)))]
    pub resource_types: Option<Vec<String>>,
    #[shape(name = "RoleARN", length(20..=2048))]
    pub role_arn: Option<String>,
    pub rollback_configuration: Option<RollbackConfiguration>,
    #[shape(name = "NotificationARNs", length(0..=5))]
    pub notification_ar_ns: Option<Vec<String>>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
    #[shape(length(1..=128), pattern = "[a-zA-Z][-a-zA-Z0-9]*")]
    pub change_set_name: String,
    #[shape(length(1..=128))]
    pub client_token: Option<String>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub change_set_type: Option<ChangeSetType>,
    #[shape(length(0..=200))]
    pub resources_to_import: Option<Vec<ResourceToImport>>,
    pub include_nested_stacks: Option<bool>,
    pub on_stack_failure: Option<OnStackFailure>,
    pub import_existing_resources: Option<bool>,
    pub deployment_mode: Option<DeploymentMode>,
}

/// Output of `CreateChangeSet`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateChangeSetOutput {
    #[shape(length(1..=u64::MAX), pattern = "arn:[-a-zA-Z0-9:/]*")]
    pub id: Option<String>,
    pub stack_id: Option<String>,
}
