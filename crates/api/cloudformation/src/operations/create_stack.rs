//! `CreateStack`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{Capability, OnFailure, Parameter, RollbackConfiguration, SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateStack;

impl Operation for CreateStack {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateStack";
    type Input = CreateStackInput;
    type Output = CreateStackOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, Some(&input.stack_name))
    }
}

/// Input of `CreateStack`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateStackInput {
    #[shape(length(1..=128), pattern = "[a-zA-Z][-a-zA-Z0-9]*")]
    pub stack_name: String,
    #[shape(length(1..=u64::MAX))]
    pub template_body: Option<String>,
    #[shape(name = "TemplateURL", length(1..=5120))]
    pub template_url: Option<String>,
    pub parameters: Option<Vec<Parameter>>,
    pub disable_rollback: Option<bool>,
    pub rollback_configuration: Option<RollbackConfiguration>,
    #[shape(range(1..=i64::MAX))]
    pub timeout_in_minutes: Option<i32>,
    #[shape(name = "NotificationARNs", length(0..=5))]
    pub notification_ar_ns: Option<Vec<String>>,
    pub capabilities: Option<Vec<Capability>>,
    #[shape(member(length(1..=256)))]
    pub resource_types: Option<Vec<String>>,
    #[shape(name = "RoleARN", length(20..=2048))]
    pub role_arn: Option<String>,
    pub on_failure: Option<OnFailure>,
    #[shape(length(1..=16384))]
    pub stack_policy_body: Option<String>,
    #[shape(name = "StackPolicyURL", length(1..=5120))]
    pub stack_policy_url: Option<String>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9][-a-zA-Z0-9]*")]
    pub client_request_token: Option<String>,
    pub enable_termination_protection: Option<bool>,
    pub retain_except_on_create: Option<bool>,
}

/// Output of `CreateStack`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateStackOutput {
    pub stack_id: Option<String>,
    pub operation_id: Option<String>,
}
