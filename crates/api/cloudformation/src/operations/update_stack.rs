//! `UpdateStack`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{Capability, Parameter, RollbackConfiguration, SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateStack;

impl Operation for UpdateStack {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateStack";
    type Input = UpdateStackInput;
    type Output = UpdateStackOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `UpdateStack`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateStackInput {
    pub stack_name: String,
    #[shape(length(1..=u64::MAX))]
    pub template_body: Option<String>,
    #[shape(name = "TemplateURL", length(1..=5120))]
    pub template_url: Option<String>,
    pub use_previous_template: Option<bool>,
    #[shape(length(1..=16384))]
    pub stack_policy_during_update_body: Option<String>,
    #[shape(name = "StackPolicyDuringUpdateURL", length(1..=5120))]
    pub stack_policy_during_update_url: Option<String>,
    pub parameters: Option<Vec<Parameter>>,
    pub capabilities: Option<Vec<Capability>>,
    #[shape(member(length(1..=256)))]
    pub resource_types: Option<Vec<String>>,
    #[shape(name = "RoleARN", length(20..=2048))]
    pub role_arn: Option<String>,
    pub rollback_configuration: Option<RollbackConfiguration>,
    #[shape(length(1..=16384))]
    pub stack_policy_body: Option<String>,
    #[shape(name = "StackPolicyURL", length(1..=5120))]
    pub stack_policy_url: Option<String>,
    #[shape(name = "NotificationARNs", length(0..=5))]
    pub notification_ar_ns: Option<Vec<String>>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
    pub disable_rollback: Option<bool>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
    pub retain_except_on_create: Option<bool>,
}

/// Output of `UpdateStack`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateStackOutput {
    pub stack_id: Option<String>,
    pub operation_id: Option<String>,
}
