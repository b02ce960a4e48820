//! `UpdateStack`.

use cloudformation_api::{UpdateStack, UpdateStackInput, UpdateStackOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::asked::{self, Asked, Ready};
use crate::CloudFormation;
use crate::engine::stack::{Asker, Stack, StackEvent, StackStatus};
use crate::errors::{invalid, not_updatable, refuse};
use crate::store::InUse;

impl Handle<UpdateStack> for CloudFormation {
    async fn handle(&self, call: &Call, input: UpdateStackInput) -> Result<UpdateStackOutput, Fault> {
        refuse_unsupported(&input)?;
        let token = input.client_request_token;
        let stack = self.find_to_change(call, &input.stack_name)?;
        let answer = UpdateStackOutput { stack_id: Some(stack.id.to_string()), operation_id: None };
        // The same request once more: its first answer was lost.
        if stack.status == StackStatus::UpdateInProgress && token.is_some() && stack.client_token == token {
            return Ok(answer);
        }
        if !stack.status.can_be_updated() {
            return Err(not_updatable(&stack));
        }
        let asked = Asked {
            template_body: input.template_body,
            template_url: input.template_url,
            use_previous_template: input.use_previous_template == Some(true),
            parameters: input.parameters.unwrap_or_default(),
            capabilities: input.capabilities.unwrap_or_default(),
            tags: input.tags,
        };
        let of = (&stack.name, &stack.id);
        let Ready { template, plan, definition } =
            self.ready(call, asked, of, Some(&stack.definition)).await?;
        if !self.previewed(&stack, &definition)?.has_effect {
            return Err(invalid("No updates are to be performed."));
        }
        let by = Asker { principal: call.principal.clone(), client_token: token };
        let (now, random) = (self.dispatch.clock().now(), self.dispatch.random().clone());
        let update = move |stack: &mut Stack, _: Option<&InUse>| -> (Vec<StackEvent>, Result<(), Fault>) {
            if !stack.status.can_be_updated() {
                return (Vec::new(), Err(not_updatable(stack)));
            }
            stack.change_set = None;
            (vec![stack.begin_update(by, definition, &template, &plan, now, &*random)], Ok(()))
        };
        self.works.change(&stack.id, update).await?.unwrap_or(Ok(()))?;
        Ok(answer)
    }
}

fn refuse_unsupported(input: &UpdateStackInput) -> Result<(), Fault> {
    refuse([
        ("RollbackConfiguration", asked::watches(input.rollback_configuration.as_ref())),
        ("NotificationARNs", asked::any(&input.notification_ar_ns)),
        ("ResourceTypes", asked::any(&input.resource_types)),
        ("RoleARN", input.role_arn.is_some()),
        ("StackPolicyBody", input.stack_policy_body.is_some()),
        ("StackPolicyURL", input.stack_policy_url.is_some()),
        ("StackPolicyDuringUpdateBody", input.stack_policy_during_update_body.is_some()),
        ("StackPolicyDuringUpdateURL", input.stack_policy_during_update_url.is_some()),
        ("DisableRollback", input.disable_rollback == Some(true)),
        ("RetainExceptOnCreate", input.retain_except_on_create == Some(true)),
    ])
}
