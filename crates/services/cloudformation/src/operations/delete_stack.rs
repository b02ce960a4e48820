//! `DeleteStack`.

use cloudformation_api::{DeleteStack, DeleteStackInput, DeletionMode};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudFormation;
use crate::engine::names::LogicalId;
use crate::engine::stack::{Asker, Stack, StackEvent, StackStatus};
use crate::errors::{invalid, refuse};
use crate::store::InUse;

impl Handle<DeleteStack> for CloudFormation {
    async fn handle(&self, call: &Call, input: DeleteStackInput) -> Result<(), Fault> {
        refuse([
            ("RoleARN", input.role_arn.is_some()),
            ("DeletionMode FORCE_DELETE_STACK", input.deletion_mode == Some(DeletionMode::ForceDeleteStack)),
        ])?;
        // What is not there is deleted.
        let Some(id) = self.stacks.id(&call.place, &input.stack_name)? else { return Ok(()) };
        let retain: Vec<LogicalId> =
            input.retain_resources.unwrap_or_default().into_iter().map(LogicalId).collect();
        let by = Asker { principal: call.principal.clone(), client_token: input.client_request_token };
        let (now, random) = (self.dispatch.clock().now(), self.dispatch.random().clone());
        let delete =
            move |stack: &mut Stack, in_use: Option<&InUse>| -> (Vec<StackEvent>, Result<(), Fault>) {
                match check(stack, &retain) {
                    Ok(()) if in_use.is_some() && stack.status != StackStatus::DeleteInProgress => {
                        let why = in_use.map(InUse::refusal).unwrap_or_default();
                        (stack.refuse_delete(by, why, now, &*random), Ok(()))
                    }
                    Ok(()) => (stack.begin_delete(by, &retain, now, &*random).into_iter().collect(), Ok(())),
                    Err(fault) => (Vec::new(), Err(fault)),
                }
            };
        self.works.change(&id, delete).await?.unwrap_or(Ok(()))
    }
}

fn check(stack: &Stack, retain: &[LogicalId]) -> Result<(), Fault> {
    if matches!(stack.status, StackStatus::DeleteInProgress | StackStatus::DeleteComplete) {
        return Ok(());
    }
    if stack.status.is_updating() {
        return Err(invalid(format!(
            "Stack [{}] cannot be deleted while in status {}",
            stack.name, stack.status
        )));
    }
    if stack.termination_protection {
        return Err(invalid(format!(
            "Stack [{}] cannot be deleted while TerminationProtection is enabled",
            stack.name
        )));
    }
    if !retain.is_empty() && stack.status != StackStatus::DeleteFailed {
        return Err(invalid(format!(
            "Invalid operation on stack [{}]. RetainResources can be specified only for a stack that is DELETE_FAILED",
            stack.id
        )));
    }
    let unknown = |id: &&LogicalId| !stack.resources.iter().any(|resource| resource.id == **id);
    match retain.iter().find(unknown) {
        Some(id) => Err(invalid(format!("Resource {id} does not exist for stack {}", stack.name))),
        None => Ok(()),
    }
}
