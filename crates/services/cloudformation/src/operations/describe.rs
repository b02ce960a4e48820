//! Stacks, resources and events as answers show them.

use cloudformation_api as api;

use crate::engine::stack::{
    ChangeSet, Definition, EventStatus, Execution, OnFailure, ResourceStatus, Stack, StackEvent, StackOutput,
    StackResource, StackStatus,
};
use crate::engine::template::{TEMPLATE_URL_BYTES_MAX, Template};

/// What stands for the value of a parameter that is not to be shown.
const HIDDEN: &str = "****";

pub(super) fn stack(stack: &Stack) -> api::Stack {
    api::Stack {
        stack_id: Some(stack.id.to_string()),
        stack_name: stack.name.to_string(),
        change_set_id: stack.change_set.clone(),
        description: stack.definition.description.clone(),
        parameters: Some(parameters(&stack.definition)),
        creation_time: stack.created,
        deletion_time: stack.deleted,
        last_updated_time: stack.updated,
        rollback_configuration: Some(api::RollbackConfiguration::default()),
        stack_status: stack_status(stack.status),
        stack_status_reason: stack.status_reason.clone(),
        disable_rollback: Some(stack.on_failure == OnFailure::DoNothing),
        notification_ar_ns: Some(stack.definition.notification_arns.clone()),
        timeout_in_minutes: None,
        capabilities: Some(capabilities(&stack.definition)),
        outputs: Some(stack.outputs.iter().map(output).collect()),
        role_arn: stack.definition.role_arn.clone(),
        tags: Some(tags(&stack.definition)),
        enable_termination_protection: Some(stack.termination_protection),
        parent_id: None,
        root_id: None,
        drift_information: Some(api::StackDriftInformation {
            stack_drift_status: api::StackDriftStatus::NotChecked,
            last_check_timestamp: None,
        }),
        retain_except_on_create: None,
        deletion_mode: None,
        detailed_status: None,
        last_operations: None,
    }
}

pub(super) fn summary(stack: &Stack) -> api::StackSummary {
    api::StackSummary {
        stack_id: Some(stack.id.to_string()),
        stack_name: stack.name.to_string(),
        template_description: stack.definition.description.clone(),
        creation_time: stack.created,
        last_updated_time: stack.updated,
        deletion_time: stack.deleted,
        stack_status: stack_status(stack.status),
        stack_status_reason: stack.status_reason.clone(),
        parent_id: None,
        root_id: None,
        drift_information: Some(api::StackDriftInformationSummary {
            stack_drift_status: api::StackDriftStatus::NotChecked,
            last_check_timestamp: None,
        }),
        last_operations: None,
    }
}

/// A resource's status as AWS has it; none for one whose turn has not come.
pub(super) fn resource_status(status: ResourceStatus) -> Option<api::ResourceStatus> {
    Some(match status {
        ResourceStatus::Pending => return None,
        ResourceStatus::CreateInProgress => api::ResourceStatus::CreateInProgress,
        ResourceStatus::CreateFailed => api::ResourceStatus::CreateFailed,
        ResourceStatus::CreateComplete => api::ResourceStatus::CreateComplete,
        ResourceStatus::UpdateInProgress => api::ResourceStatus::UpdateInProgress,
        ResourceStatus::UpdateFailed => api::ResourceStatus::UpdateFailed,
        ResourceStatus::UpdateComplete => api::ResourceStatus::UpdateComplete,
        ResourceStatus::DeleteInProgress => api::ResourceStatus::DeleteInProgress,
        ResourceStatus::DeleteFailed => api::ResourceStatus::DeleteFailed,
        ResourceStatus::DeleteComplete => api::ResourceStatus::DeleteComplete,
        ResourceStatus::DeleteSkipped => api::ResourceStatus::DeleteSkipped,
    })
}

/// A resource as lists of a stack's resources show it; none for one whose turn has not come.
pub(super) fn resource(stack: &Stack, resource: &StackResource) -> Option<api::StackResource> {
    Some(api::StackResource {
        stack_name: Some(stack.name.to_string()),
        stack_id: Some(stack.id.to_string()),
        logical_resource_id: resource.id.to_string(),
        physical_resource_id: resource.physical_id.as_ref().map(ToString::to_string),
        resource_type: resource.type_name.clone(),
        timestamp: resource.updated,
        resource_status: resource_status(resource.status)?,
        resource_status_reason: resource.status_reason.clone(),
        description: None,
        drift_information: Some(api::StackResourceDriftInformation {
            stack_resource_drift_status: api::StackResourceDriftStatus::NotChecked,
            last_check_timestamp: None,
        }),
        module_info: None,
    })
}

pub(super) fn event(stack: &Stack, event: StackEvent) -> api::StackEvent {
    let status = match event.status {
        EventStatus::Stack(status) => Some(status_in_event(status)),
        EventStatus::Resource(status) => resource_status(status),
    };
    api::StackEvent {
        stack_id: stack.id.to_string(),
        event_id: event.id,
        stack_name: stack.name.to_string(),
        operation_id: None,
        logical_resource_id: Some(event.logical_id.0),
        physical_resource_id: Some(event.physical_id.map(|id| id.0).unwrap_or_default()),
        resource_type: Some(event.resource_type),
        timestamp: event.time,
        resource_status: status,
        resource_status_reason: event.reason,
        resource_properties: None,
        client_request_token: event.client_token,
        hook_type: None,
        hook_status: None,
        hook_status_reason: None,
        hook_invocation_point: None,
        hook_invocation_id: None,
        hook_failure_mode: None,
        detailed_status: None,
    }
}

pub(super) fn stack_status(status: StackStatus) -> api::StackStatus {
    match status {
        StackStatus::CreateInProgress => api::StackStatus::CreateInProgress,
        StackStatus::CreateFailed => api::StackStatus::CreateFailed,
        StackStatus::CreateComplete => api::StackStatus::CreateComplete,
        StackStatus::RollbackInProgress => api::StackStatus::RollbackInProgress,
        StackStatus::RollbackFailed => api::StackStatus::RollbackFailed,
        StackStatus::RollbackComplete => api::StackStatus::RollbackComplete,
        StackStatus::DeleteInProgress => api::StackStatus::DeleteInProgress,
        StackStatus::DeleteFailed => api::StackStatus::DeleteFailed,
        StackStatus::DeleteComplete => api::StackStatus::DeleteComplete,
        StackStatus::ReviewInProgress => api::StackStatus::ReviewInProgress,
        StackStatus::UpdateInProgress => api::StackStatus::UpdateInProgress,
        StackStatus::UpdateCleanup => api::StackStatus::UpdateCompleteCleanupInProgress,
        StackStatus::UpdateComplete => api::StackStatus::UpdateComplete,
        StackStatus::UpdateRollbackInProgress => api::StackStatus::UpdateRollbackInProgress,
        StackStatus::UpdateRollbackFailed => api::StackStatus::UpdateRollbackFailed,
        StackStatus::UpdateRollbackCleanup => api::StackStatus::UpdateRollbackCompleteCleanupInProgress,
        StackStatus::UpdateRollbackComplete => api::StackStatus::UpdateRollbackComplete,
    }
}

/// A stack's status as an event shows it. AWS's list of statuses of resources has all of them.
fn status_in_event(status: StackStatus) -> api::ResourceStatus {
    match status {
        StackStatus::CreateInProgress => api::ResourceStatus::CreateInProgress,
        StackStatus::CreateFailed => api::ResourceStatus::CreateFailed,
        StackStatus::CreateComplete => api::ResourceStatus::CreateComplete,
        StackStatus::RollbackInProgress => api::ResourceStatus::RollbackInProgress,
        StackStatus::RollbackFailed => api::ResourceStatus::RollbackFailed,
        StackStatus::RollbackComplete => api::ResourceStatus::RollbackComplete,
        StackStatus::DeleteInProgress => api::ResourceStatus::DeleteInProgress,
        StackStatus::DeleteFailed => api::ResourceStatus::DeleteFailed,
        StackStatus::DeleteComplete => api::ResourceStatus::DeleteComplete,
        StackStatus::ReviewInProgress => api::ResourceStatus::ReviewInProgress,
        StackStatus::UpdateInProgress => api::ResourceStatus::UpdateInProgress,
        StackStatus::UpdateCleanup => api::ResourceStatus::UpdateCompleteCleanupInProgress,
        StackStatus::UpdateComplete => api::ResourceStatus::UpdateComplete,
        StackStatus::UpdateRollbackInProgress => api::ResourceStatus::UpdateRollbackInProgress,
        StackStatus::UpdateRollbackFailed => api::ResourceStatus::UpdateRollbackFailed,
        StackStatus::UpdateRollbackCleanup => api::ResourceStatus::UpdateRollbackCompleteCleanupInProgress,
        StackStatus::UpdateRollbackComplete => api::ResourceStatus::UpdateRollbackComplete,
    }
}

/// What a template needs acknowledged, as AWS lists it.
pub(super) fn capability(text: &str) -> Option<api::Capability> {
    match text {
        "CAPABILITY_IAM" => Some(api::Capability::CapabilityIam),
        "CAPABILITY_NAMED_IAM" => Some(api::Capability::CapabilityNamedIam),
        "CAPABILITY_AUTO_EXPAND" => Some(api::Capability::CapabilityAutoExpand),
        _ => None,
    }
}

/// The parameters of a stack; those that the template says not to show are hidden, and all are if the
/// template can no longer be read.
pub(super) fn parameters(definition: &Definition) -> Vec<api::Parameter> {
    let asks = definition.template_body.contains("NoEcho");
    let template = asks.then(|| Template::parse(&definition.template_body, TEMPLATE_URL_BYTES_MAX));
    let is_hidden = |name: &str| match &template {
        None => false,
        Some(Ok(template)) => template.parameters.iter().any(|each| each.name == name && each.no_echo),
        Some(Err(_)) => true,
    };
    let parameter = |(name, value): (&String, &String)| api::Parameter {
        parameter_key: Some(name.clone()),
        parameter_value: Some(if is_hidden(name) { HIDDEN.to_owned() } else { value.clone() }),
        use_previous_value: None,
        resolved_value: None,
    };
    definition.parameters.iter().map(parameter).collect()
}

fn output(output: &StackOutput) -> api::Output {
    api::Output {
        output_key: Some(output.name.clone()),
        output_value: Some(output.value.clone()),
        description: output.description.clone(),
        export_name: output.export_name.clone(),
    }
}

/// The acknowledgements given, as AWS lists them.
pub(super) fn capabilities(definition: &Definition) -> Vec<api::Capability> {
    definition.capabilities.iter().filter_map(|text| capability(text)).collect()
}

/// The tags.
pub(super) fn tags(definition: &Definition) -> Vec<api::Tag> {
    let tag = |(key, value): &(String, String)| api::Tag { key: key.clone(), value: value.clone() };
    definition.tags.iter().map(tag).collect()
}

/// How a change set stands.
pub(super) fn change_set_status(change_set: &ChangeSet) -> api::ChangeSetStatus {
    match change_set.failure {
        Some(_) => api::ChangeSetStatus::Failed,
        None => api::ChangeSetStatus::CreateComplete,
    }
}

/// How its execution stands.
pub(super) fn execution_status(execution: Execution) -> api::ExecutionStatus {
    match execution {
        Execution::Unavailable => api::ExecutionStatus::Unavailable,
        Execution::Available => api::ExecutionStatus::Available,
        Execution::Complete => api::ExecutionStatus::ExecuteComplete,
    }
}
