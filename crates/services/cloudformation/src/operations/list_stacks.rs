//! `ListStacks`.

use cloudformation_api::{ListStacks, ListStacksInput, ListStacksOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::{describe, page};
use crate::CloudFormation;

impl Handle<ListStacks> for CloudFormation {
    async fn handle(&self, call: &Call, input: ListStacksInput) -> Result<ListStacksOutput, Fault> {
        let wanted = input.stack_status_filter.unwrap_or_default();
        let mut heads = self.stacks.heads(Some(&call.place))?;
        heads.retain(|head| wanted.is_empty() || wanted.contains(&describe::stack_status(head.status)));
        let (heads, next_token) = page::page(heads, input.next_token.as_deref(), |head| head.id.as_str())?;
        Ok(ListStacksOutput {
            stack_summaries: Some(heads.iter().map(describe::summary).collect()),
            next_token,
        })
    }
}
