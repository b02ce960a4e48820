//! `DescribeChangeSet`. What it would do is worked out from the stack as it is; of one that was executed, or
//! cannot be, nothing is told.

use cloudformation_api::{self as api, DescribeChangeSet, DescribeChangeSetInput, DescribeChangeSetOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::{describe, page};
use crate::CloudFormation;
use crate::engine::stack::{Cause, Detail, Execution, Replaced, ResourceChange, Scope, What};
use crate::engine::template::DeletionPolicy;

impl Handle<DescribeChangeSet> for CloudFormation {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeChangeSetInput,
    ) -> Result<DescribeChangeSetOutput, Fault> {
        let found = self.find_change_set(call, &input.change_set_name, input.stack_name.as_deref())?;
        let stack = self.stacks.get(&found.stack_id)?;
        let changes = match &stack {
            Some(stack) if found.execution == Execution::Available => {
                self.previewed(stack, &found.definition)?.changes
            }
            _ => Vec::new(),
        };
        let (changes, next_token) =
            page::page(changes, input.next_token.as_deref(), |change| change.id.as_str())?;
        Ok(DescribeChangeSetOutput {
            status: Some(describe::change_set_status(&found)),
            execution_status: Some(describe::execution_status(found.execution)),
            parameters: Some(describe::parameters(&found.definition)),
            capabilities: Some(describe::capabilities(&found.definition)),
            tags: Some(describe::tags(&found.definition)),
            changes: Some(changes.into_iter().map(change).collect()),
            change_set_name: Some(found.name),
            change_set_id: Some(found.id),
            stack_id: Some(found.stack_id.0),
            stack_name: Some(found.stack_name.0),
            description: found.description,
            creation_time: Some(found.created),
            status_reason: found.failure,
            notification_ar_ns: Some(Vec::new()),
            rollback_configuration: Some(api::RollbackConfiguration::default()),
            include_nested_stacks: Some(false),
            next_token,
            ..DescribeChangeSetOutput::default()
        })
    }
}

fn change(change: ResourceChange) -> api::Change {
    let (action, policy_action, replacement, details) = match change.what {
        What::Add => (api::ChangeAction::Add, None, None, Vec::new()),
        What::Remove(policy) => {
            let policy = match policy {
                DeletionPolicy::Delete => api::PolicyAction::Delete,
                DeletionPolicy::Retain | DeletionPolicy::RetainExceptOnCreate => api::PolicyAction::Retain,
            };
            (api::ChangeAction::Remove, Some(policy), None, Vec::new())
        }
        What::Modify { replaced, policy, details } => {
            let policy = match policy {
                DeletionPolicy::Delete => api::PolicyAction::ReplaceAndDelete,
                _ => api::PolicyAction::ReplaceAndRetain,
            };
            let (replacement, policy) = match replaced {
                Replaced::False => (api::Replacement::False, None),
                Replaced::Conditional => (api::Replacement::Conditional, Some(policy)),
                Replaced::True => (api::Replacement::True, Some(policy)),
            };
            (api::ChangeAction::Modify, policy, Some(replacement), details)
        }
    };
    let mut scope: Vec<api::ResourceAttribute> = Vec::new();
    for detail in &details {
        let attribute = attribute(detail.scope);
        if !scope.contains(&attribute) {
            scope.push(attribute);
        }
    }
    let change = api::ResourceChange {
        action: Some(action),
        policy_action,
        logical_resource_id: Some(change.id.0),
        physical_resource_id: change.physical_id.map(|id| id.0),
        resource_type: Some(change.type_name),
        replacement,
        scope: Some(scope),
        details: Some(details.into_iter().map(detail).collect()),
        ..api::ResourceChange::default()
    };
    api::Change {
        r#type: Some(api::ChangeType::Resource),
        resource_change: Some(change),
        ..api::Change::default()
    }
}

fn detail(detail: Detail) -> api::ResourceChangeDetail {
    let recreation =
        if detail.replaces { api::RequiresRecreation::Always } else { api::RequiresRecreation::Never };
    let (source, entity) = match detail.cause {
        Cause::Direct => (api::ChangeSource::DirectModification, None),
        Cause::Parameter(name) => (api::ChangeSource::ParameterReference, Some(name)),
        Cause::Resource(name) => (api::ChangeSource::ResourceReference, Some(name)),
        Cause::Attribute(name) => (api::ChangeSource::ResourceAttribute, Some(name)),
    };
    let target = api::ResourceTargetDefinition {
        attribute: Some(attribute(detail.scope)),
        name: detail.property,
        requires_recreation: Some(recreation),
        ..api::ResourceTargetDefinition::default()
    };
    let evaluation =
        if detail.is_dynamic { api::EvaluationType::Dynamic } else { api::EvaluationType::Static };
    api::ResourceChangeDetail {
        target: Some(target),
        evaluation: Some(evaluation),
        change_source: Some(source),
        causing_entity: entity,
    }
}

fn attribute(scope: Scope) -> api::ResourceAttribute {
    match scope {
        Scope::Properties => api::ResourceAttribute::Properties,
        Scope::Metadata => api::ResourceAttribute::Metadata,
        Scope::Tags => api::ResourceAttribute::Tags,
        Scope::DeletionPolicy => api::ResourceAttribute::DeletionPolicy,
        Scope::UpdateReplacePolicy => api::ResourceAttribute::UpdateReplacePolicy,
    }
}
