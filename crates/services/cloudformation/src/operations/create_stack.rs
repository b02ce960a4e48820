//! `CreateStack`.

use cloudformation_api::{self as api, CreateStack, CreateStackInput, CreateStackOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::asked::{self, Asked};
use crate::CloudFormation;
use crate::engine::names::StackName;
use crate::engine::stack::{Asker, NewStack, OnFailure, Stack, StackEvent};
use crate::errors::{already_exists, invalid, refuse};
use crate::limits::STACKS_MAX;
use crate::store::Created;

impl Handle<CreateStack> for CloudFormation {
    async fn handle(&self, call: &Call, input: CreateStackInput) -> Result<CreateStackOutput, Fault> {
        let (stack, event) = self.prepare(call, input).await?;
        let (id, name, token) = (stack.id.clone(), stack.name.clone(), stack.client_token.clone());
        match self.stacks.create(stack, event).await? {
            Created::New => {}
            // The same request once more: its first answer was lost.
            Created::Exists(id, made_by) if token.is_some() && token == made_by => {
                return Ok(CreateStackOutput { stack_id: Some(id.0), operation_id: None });
            }
            Created::Exists(..) => return Err(already_exists(name.as_str())),
            Created::TooMany => {
                let text =
                    format!("Limit for stack has been exceeded: there can be {STACKS_MAX} in a region");
                return Err(Fault::sender("LimitExceededException", text));
            }
        }
        self.works.start(id.clone()).await;
        Ok(CreateStackOutput { stack_id: Some(id.0), operation_id: None })
    }
}

impl CloudFormation {
    /// Checks everything that can be checked before anything is kept.
    async fn prepare(&self, call: &Call, input: CreateStackInput) -> Result<(Stack, StackEvent), Fault> {
        refuse_unsupported(&input)?;
        let on_failure = on_failure(&input)?;
        let name = StackName(input.stack_name);
        let random = self.dispatch.random().as_ref();
        let id = Stack::new_id(&call.place, &name, random);
        let asked = Asked {
            template_body: input.template_body,
            template_url: input.template_url,
            use_previous_template: false,
            parameters: input.parameters.unwrap_or_default(),
            capabilities: input.capabilities.unwrap_or_default(),
            tags: input.tags,
        };
        let ready = self.ready(call, asked, (&name, &id), None).await?;
        let new = NewStack {
            by: Asker { principal: call.principal.clone(), client_token: input.client_request_token },
            place: call.place.clone(),
            name,
            definition: ready.definition,
            on_failure,
            termination_protection: input.enable_termination_protection == Some(true),
        };
        Ok(Stack::new(id, new, &ready.template, &ready.plan, self.dispatch.clock().now(), random))
    }
}

fn refuse_unsupported(input: &CreateStackInput) -> Result<(), Fault> {
    refuse([
        ("RollbackConfiguration", asked::watches(input.rollback_configuration.as_ref())),
        ("TimeoutInMinutes", input.timeout_in_minutes.is_some()),
        ("NotificationARNs", asked::any(&input.notification_ar_ns)),
        ("ResourceTypes", asked::any(&input.resource_types)),
        ("RoleARN", input.role_arn.is_some()),
        ("StackPolicyBody", input.stack_policy_body.is_some()),
        ("StackPolicyURL", input.stack_policy_url.is_some()),
        ("RetainExceptOnCreate", input.retain_except_on_create == Some(true)),
    ])
}

fn on_failure(input: &CreateStackInput) -> Result<OnFailure, Fault> {
    match (input.on_failure, input.disable_rollback) {
        (Some(_), Some(_)) => {
            Err(invalid("You can specify either DisableRollback or OnFailure, but not both."))
        }
        (Some(api::OnFailure::DoNothing), None) | (None, Some(true)) => Ok(OnFailure::DoNothing),
        (Some(api::OnFailure::Delete), None) => Ok(OnFailure::Delete),
        (Some(api::OnFailure::Rollback), None) | (None, Some(false) | None) => Ok(OnFailure::Rollback),
    }
}
