//! `DescribeStacks`.

use cloudformation_api::{DescribeStacks, DescribeStacksInput, DescribeStacksOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::{describe, page};
use crate::CloudFormation;
use crate::engine::stack::StackStatus;

impl Handle<DescribeStacks> for CloudFormation {
    async fn handle(&self, call: &Call, input: DescribeStacksInput) -> Result<DescribeStacksOutput, Fault> {
        if let Some(name) = &input.stack_name {
            let stack = describe::stack(&self.find(call, name)?);
            return Ok(DescribeStacksOutput { stacks: Some(vec![stack]), next_token: None });
        }
        let mut heads = self.stacks.heads(Some(&call.place))?;
        heads.retain(|head| head.status != StackStatus::DeleteComplete);
        let (heads, next_token) = page::page(heads, input.next_token.as_deref(), |head| head.id.as_str())?;
        let mut stacks = Vec::with_capacity(heads.len());
        for head in heads {
            // Gone meanwhile, if it is not there.
            stacks.extend(self.stacks.get(&head.id)?.as_ref().map(describe::stack));
        }
        Ok(DescribeStacksOutput { stacks: Some(stacks), next_token })
    }
}
