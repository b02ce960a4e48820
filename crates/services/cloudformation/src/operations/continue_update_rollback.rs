//! `ContinueUpdateRollback`.

use cloudformation_api::{ContinueUpdateRollback, ContinueUpdateRollbackInput, ContinueUpdateRollbackOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudFormation;
use crate::engine::names::LogicalId;
use crate::engine::stack::{Asker, ResourceStatus, Stack, StackEvent, StackStatus};
use crate::errors::{invalid, refuse};
use crate::store::InUse;

impl Handle<ContinueUpdateRollback> for CloudFormation {
    async fn handle(
        &self,
        call: &Call,
        input: ContinueUpdateRollbackInput,
    ) -> Result<ContinueUpdateRollbackOutput, Fault> {
        refuse([("RoleARN", input.role_arn.is_some())])?;
        let id = self.find_to_change(call, &input.stack_name)?.id;
        let skip: Vec<LogicalId> =
            input.resources_to_skip.unwrap_or_default().into_iter().map(LogicalId).collect();
        let by = Asker { principal: call.principal.clone(), client_token: input.client_request_token };
        let (now, random) = (self.dispatch.clock().now(), self.dispatch.random().clone());
        let go_on = move |stack: &mut Stack, _: Option<&InUse>| -> (Vec<StackEvent>, Result<(), Fault>) {
            match check(stack, &skip) {
                Ok(()) => (stack.continue_update_rollback(by, &skip, now, &*random), Ok(())),
                Err(fault) => (Vec::new(), Err(fault)),
            }
        };
        self.works.change(&id, go_on).await?.unwrap_or(Ok(()))?;
        Ok(ContinueUpdateRollbackOutput {})
    }
}

fn check(stack: &Stack, skip: &[LogicalId]) -> Result<(), Fault> {
    if stack.status != StackStatus::UpdateRollbackFailed {
        return Err(invalid(format!(
            "Stack:{} is in {} state and can not be rolled back further.",
            stack.id, stack.status
        )));
    }
    let failed = |id: &LogicalId| {
        stack.resources.iter().any(|each| each.id == *id && each.status == ResourceStatus::UpdateFailed)
    };
    match skip.iter().find(|id| !failed(id)) {
        Some(id) => Err(invalid(format!("Resource {id} cannot be skipped: it is not in UPDATE_FAILED"))),
        None => Ok(()),
    }
}
