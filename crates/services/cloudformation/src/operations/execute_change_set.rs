//! `ExecuteChangeSet`.

use cloudformation_api::{ExecuteChangeSet, ExecuteChangeSetInput, ExecuteChangeSetOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudFormation;
use crate::engine::stack::{
    Asker, ChangeSet, ChangeSetKind, Execution, OnFailure, Stack, StackEvent, StackStatus,
};
use crate::engine::template::{TEMPLATE_URL_BYTES_MAX, Template};
use crate::errors::{not_updatable, refuse};
use crate::store::InUse;

impl Handle<ExecuteChangeSet> for CloudFormation {
    async fn handle(
        &self,
        call: &Call,
        input: ExecuteChangeSetInput,
    ) -> Result<ExecuteChangeSetOutput, Fault> {
        let change_set = self.find_change_set(call, &input.change_set_name, input.stack_name.as_deref())?;
        let keeps = input.disable_rollback == Some(true);
        refuse([
            ("DisableRollback of an update", keeps && change_set.kind == ChangeSetKind::Update),
            ("RetainExceptOnCreate", input.retain_except_on_create == Some(true)),
        ])?;
        if change_set.execution != Execution::Available {
            let status = match &change_set.failure {
                Some(_) => "status of [FAILED]".to_owned(),
                None => format!("execution status of [{}]", change_set.execution.as_str()),
            };
            let text = format!("ChangeSet [{}] cannot be executed in its current {status}", change_set.id);
            return Err(Fault::sender("InvalidChangeSetStatus", text));
        }
        let by = Asker { principal: call.principal.clone(), client_token: input.client_request_token };
        let (id, (now, random)) =
            (change_set.stack_id.clone(), (self.dispatch.clock().now(), self.dispatch.random().clone()));
        let execute = move |stack: &mut Stack, _: Option<&InUse>| -> (Vec<StackEvent>, Result<(), Fault>) {
            match begin(stack, change_set, by, keeps, now, &*random) {
                Ok(event) => (vec![event], Ok(())),
                Err(fault) => (Vec::new(), Err(fault)),
            }
        };
        self.works.change(&id, execute).await?.unwrap_or(Ok(()))?;
        Ok(ExecuteChangeSetOutput {})
    }
}

fn begin(
    stack: &mut Stack,
    change_set: ChangeSet,
    by: Asker,
    keeps: bool,
    now: kernel::Timestamp,
    random: &dyn kernel::Random,
) -> Result<StackEvent, Fault> {
    let fits = match change_set.kind {
        ChangeSetKind::Create => stack.status == StackStatus::ReviewInProgress,
        ChangeSetKind::Update => stack.status.can_be_updated(),
    };
    if !fits {
        return Err(not_updatable(stack));
    }
    let definition = change_set.definition;
    let template = Template::parse(&definition.template_body, TEMPLATE_URL_BYTES_MAX)?;
    let plan = template.plan(&template.values(&definition.parameters)?, &stack.pseudo_parameters())?;
    stack.change_set = Some(change_set.id);
    Ok(match change_set.kind {
        ChangeSetKind::Update => stack.begin_update(by, definition, &template, &plan, now, random),
        ChangeSetKind::Create => {
            stack.on_failure = if keeps { OnFailure::DoNothing } else { change_set.on_failure };
            (stack.principal, stack.client_token) = (by.principal, by.client_token);
            (stack.definition, stack.updated) = (definition, Some(now));
            stack.begin_creation(&template, &plan, now, random)
        }
    })
}
