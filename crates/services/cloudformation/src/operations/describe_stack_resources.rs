//! `DescribeStackResources`.

use cloudformation_api::{DescribeStackResources, DescribeStackResourcesInput, DescribeStackResourcesOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::CloudFormation;
use crate::errors::invalid;
use crate::limits::PAGE;

impl Handle<DescribeStackResources> for CloudFormation {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeStackResourcesInput,
    ) -> Result<DescribeStackResourcesOutput, Fault> {
        let stack = match (&input.stack_name, &input.physical_resource_id) {
            (Some(name), None) => self.find(call, name)?,
            (None, Some(physical_id)) => self
                .stacks
                .holder(&call.place, physical_id)?
                .ok_or_else(|| invalid(format!("Stack for {physical_id} does not exist")))?,
            _ => return Err(invalid("Specify either StackName or PhysicalResourceId, and not both.")),
        };
        let wanted = |id: &str| input.logical_resource_id.as_deref().is_none_or(|wanted| wanted == id);
        let resources = stack.shown().filter(|resource| wanted(resource.id.as_str()));
        let shown: Vec<_> =
            resources.filter_map(|resource| describe::resource(&stack, resource)).take(PAGE).collect();
        match &input.logical_resource_id {
            Some(id) if shown.is_empty() => {
                Err(invalid(format!("Resource {id} does not exist for stack {}", stack.name)))
            }
            _ => Ok(DescribeStackResourcesOutput { stack_resources: Some(shown) }),
        }
    }
}
