//! `ListStackResources`.

use cloudformation_api::{
    ListStackResources, ListStackResourcesInput, ListStackResourcesOutput, StackResource,
    StackResourceDriftInformationSummary, StackResourceDriftStatus, StackResourceSummary,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::{describe, page};
use crate::CloudFormation;

impl Handle<ListStackResources> for CloudFormation {
    async fn handle(
        &self,
        call: &Call,
        input: ListStackResourcesInput,
    ) -> Result<ListStackResourcesOutput, Fault> {
        let stack = self.find(call, &input.stack_name)?;
        let shown = stack.shown().filter_map(|resource| describe::resource(&stack, resource));
        let (shown, next_token) =
            page::page(shown.collect(), input.next_token.as_deref(), |each| &each.logical_resource_id)?;
        let summaries = shown.into_iter().map(summary).collect();
        Ok(ListStackResourcesOutput { stack_resource_summaries: Some(summaries), next_token })
    }
}

fn summary(resource: StackResource) -> StackResourceSummary {
    StackResourceSummary {
        logical_resource_id: resource.logical_resource_id,
        physical_resource_id: resource.physical_resource_id,
        resource_type: resource.resource_type,
        last_updated_timestamp: resource.timestamp,
        resource_status: resource.resource_status,
        resource_status_reason: resource.resource_status_reason,
        drift_information: Some(StackResourceDriftInformationSummary {
            stack_resource_drift_status: StackResourceDriftStatus::NotChecked,
            last_check_timestamp: None,
        }),
        module_info: None,
    }
}
