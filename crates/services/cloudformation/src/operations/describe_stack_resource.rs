//! `DescribeStackResource`.

use cloudformation_api::{
    DescribeStackResource, DescribeStackResourceInput, DescribeStackResourceOutput, StackResourceDetail,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::CloudFormation;
use crate::engine::template::{TEMPLATE_URL_BYTES_MAX, Template};
use crate::errors::invalid;

impl Handle<DescribeStackResource> for CloudFormation {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeStackResourceInput,
    ) -> Result<DescribeStackResourceOutput, Fault> {
        let (name, id) = (&input.stack_name, &input.logical_resource_id);
        let found = self.stacks.id(&call.place, name)?;
        let found = found.map(|id| self.stacks.get(&id)).transpose()?.flatten();
        let stack = found.ok_or_else(|| invalid(format!("Stack '{name}' does not exist")))?;
        let resource = stack.shown().find(|resource| resource.id.as_str() == id);
        let shown = resource.and_then(|resource| describe::resource(&stack, resource));
        let shown =
            shown.ok_or_else(|| invalid(format!("Resource {id} does not exist for stack {}", stack.name)))?;
        // As the template has it; AWS shows an empty object where there is none.
        let template = Template::parse(&stack.definition.template_body, TEMPLATE_URL_BYTES_MAX).ok();
        let metadata = template.as_ref().and_then(|template| template.resource(id)?.metadata.as_ref());
        let detail = StackResourceDetail {
            stack_name: shown.stack_name,
            stack_id: shown.stack_id,
            logical_resource_id: shown.logical_resource_id,
            physical_resource_id: shown.physical_resource_id,
            resource_type: shown.resource_type,
            last_updated_timestamp: shown.timestamp,
            resource_status: shown.resource_status,
            resource_status_reason: shown.resource_status_reason,
            description: shown.description,
            metadata: Some(metadata.map_or_else(|| "{}".to_owned(), ToString::to_string)),
            drift_information: shown.drift_information,
            module_info: None,
        };
        Ok(DescribeStackResourceOutput { stack_resource_detail: Some(detail) })
    }
}
