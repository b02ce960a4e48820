//! `CreateChangeSet`. What it would do is worked out at once, so it is never seen on its way.

use cloudformation_api::{
    ChangeSetType, CreateChangeSet, CreateChangeSetInput, CreateChangeSetOutput, OnStackFailure,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::asked::{self, Asked, Ready};
use crate::CloudFormation;
use crate::engine::names::StackName;
use crate::engine::stack::{
    Asker, ChangeSet, ChangeSetKind, Definition, Execution, NewStack, OnFailure, Stack, StackStatus,
};
use crate::errors::{already_exists, invalid, not_updatable, refuse};
use crate::limits::CHANGE_SETS_MAX;
use crate::store::Proposed;

/// As AWS says it; clients look for the text.
const NO_CHANGES: &str =
    "The submitted information didn't contain changes. Submit different information to create a change set.";

impl Handle<CreateChangeSet> for CloudFormation {
    async fn handle(&self, call: &Call, input: CreateChangeSetInput) -> Result<CreateChangeSetOutput, Fault> {
        refuse_unsupported(&input)?;
        let kind = match input.change_set_type {
            Some(ChangeSetType::Create) => ChangeSetKind::Create,
            _ => ChangeSetKind::Update,
        };
        let there = self.there(call, &input.stack_name)?;
        check(kind, there.as_ref(), &input)?;
        let (now, random) = (self.dispatch.clock().now(), self.dispatch.random().as_ref());
        let (name, id) = match &there {
            Some(stack) => (stack.name.clone(), stack.id.clone()),
            None => {
                let name = StackName(input.stack_name);
                let id = Stack::new_id(&call.place, &name, random);
                (name, id)
            }
        };
        let asked = Asked {
            template_body: input.template_body,
            template_url: input.template_url,
            use_previous_template: input.use_previous_template == Some(true),
            parameters: input.parameters.unwrap_or_default(),
            capabilities: input.capabilities.unwrap_or_default(),
            tags: input.tags,
        };
        let current = there.as_ref().filter(|_| kind == ChangeSetKind::Update);
        let current = current.map(|stack| &stack.definition);
        let Ready { definition, .. } = self.ready(call, asked, (&name, &id), current).await?;
        let on_failure = match input.on_stack_failure {
            Some(OnStackFailure::DoNothing) => OnFailure::DoNothing,
            Some(OnStackFailure::Delete) => OnFailure::Delete,
            Some(OnStackFailure::Rollback) | None => OnFailure::Rollback,
        };
        let by = Asker { principal: call.principal.clone(), client_token: input.client_token.clone() };
        let new = there.is_none().then(|| {
            // Nothing of what is proposed counts before it is executed.
            let new = NewStack {
                by,
                place: call.place.clone(),
                name: name.clone(),
                definition: Definition::default(),
                on_failure,
                termination_protection: false,
            };
            Stack::in_review(id.clone(), new, now, random)
        });
        let failure = match there.as_ref().or(new.as_ref().map(|(stack, _)| stack)) {
            Some(stack) => self.failure(stack, &definition)?,
            None => None,
        };
        let change_set = ChangeSet {
            id: ChangeSet::new_id(&call.place, &input.change_set_name, random),
            name: input.change_set_name,
            stack_id: id,
            stack_name: name,
            kind,
            description: input.description,
            client_token: input.client_token,
            principal: call.principal.clone(),
            created: now,
            execution: if failure.is_some() { Execution::Unavailable } else { Execution::Available },
            failure,
            definition,
            on_failure,
        };
        self.keep(call, change_set, new).await
    }
}

impl CloudFormation {
    /// Why making `stack` what `definition` says is no use.
    fn failure(&self, stack: &Stack, definition: &Definition) -> Result<Option<String>, Fault> {
        let exports = self.stacks.list_exports(&stack.place)?;
        let missing = |name: &&String| !exports.iter().any(|export| export.name == **name);
        if let Some(name) = definition.imports.iter().find(missing) {
            return Ok(Some(format!("No export named {name} found")));
        }
        Ok((!self.previewed(stack, definition)?.has_effect).then(|| NO_CHANGES.to_owned()))
    }

    async fn keep(
        &self,
        call: &Call,
        change_set: ChangeSet,
        new: Option<(Stack, crate::engine::stack::StackEvent)>,
    ) -> Result<CreateChangeSetOutput, Fault> {
        let answer = |change_set: &ChangeSet| CreateChangeSetOutput {
            id: Some(change_set.id.clone()),
            stack_id: Some(change_set.stack_id.to_string()),
        };
        match self.stacks.propose(&call.place, change_set.clone(), new).await? {
            Proposed::New => Ok(answer(&change_set)),
            // The same request once more: its first answer was lost.
            Proposed::Exists(there)
                if there.client_token.is_some() && there.client_token == change_set.client_token =>
            {
                Ok(answer(&there))
            }
            Proposed::Exists(there) => Err(Fault::sender(
                "AlreadyExistsException",
                format!(
                    "ChangeSet {} cannot be created due to a mismatch with existing attribute Template",
                    there.name
                ),
            )),
            Proposed::StackExists => Err(already_exists(change_set.stack_name.as_str())),
            Proposed::TooMany => Err(Fault::sender(
                "LimitExceededException",
                format!("Limit for change sets has been exceeded: a stack can have {CHANGE_SETS_MAX}"),
            )),
        }
    }
}

fn check(kind: ChangeSetKind, there: Option<&Stack>, input: &CreateChangeSetInput) -> Result<(), Fault> {
    match (kind, there) {
        (ChangeSetKind::Create, None) => Ok(()),
        (ChangeSetKind::Create, Some(stack)) if stack.status == StackStatus::ReviewInProgress => Ok(()),
        (ChangeSetKind::Create, Some(stack)) => Err(invalid(format!(
            "Stack [{}] already exists and cannot be created again with the changeSet [{}].",
            stack.name, input.change_set_name
        ))),
        (ChangeSetKind::Update, None) => Err(invalid(format!("Stack [{}] does not exist", input.stack_name))),
        (ChangeSetKind::Update, Some(stack)) if stack.status.can_be_updated() => Ok(()),
        (ChangeSetKind::Update, Some(stack)) => Err(not_updatable(stack)),
    }
}

fn refuse_unsupported(input: &CreateChangeSetInput) -> Result<(), Fault> {
    refuse([
        ("ChangeSetType IMPORT", input.change_set_type == Some(ChangeSetType::Import)),
        ("ResourcesToImport", input.resources_to_import.as_ref().is_some_and(|list| !list.is_empty())),
        ("ImportExistingResources", input.import_existing_resources == Some(true)),
        ("IncludeNestedStacks", input.include_nested_stacks == Some(true)),
        ("DeploymentMode", input.deployment_mode.is_some()),
        ("RollbackConfiguration", asked::watches(input.rollback_configuration.as_ref())),
        ("NotificationARNs", asked::any(&input.notification_ar_ns)),
        ("ResourceTypes", asked::any(&input.resource_types)),
        ("RoleARN", input.role_arn.is_some()),
    ])
}
