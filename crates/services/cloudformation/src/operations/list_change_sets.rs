//! `ListChangeSets`.

use cloudformation_api::{ChangeSetSummary, ListChangeSets, ListChangeSetsInput, ListChangeSetsOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::{describe, page};
use crate::CloudFormation;
use crate::engine::stack::ChangeSet;

impl Handle<ListChangeSets> for CloudFormation {
    async fn handle(&self, call: &Call, input: ListChangeSetsInput) -> Result<ListChangeSetsOutput, Fault> {
        let id = self.find_to_change(call, &input.stack_name)?.id;
        let there = self.stacks.change_sets(&call.place, &id)?;
        let (there, next_token) = page::page(there, input.next_token.as_deref(), |each| &each.id)?;
        Ok(ListChangeSetsOutput { summaries: Some(there.into_iter().map(summary).collect()), next_token })
    }
}

fn summary(change_set: ChangeSet) -> ChangeSetSummary {
    ChangeSetSummary {
        stack_id: Some(change_set.stack_id.to_string()),
        stack_name: Some(change_set.stack_name.to_string()),
        status: Some(describe::change_set_status(&change_set)),
        execution_status: Some(describe::execution_status(change_set.execution)),
        status_reason: change_set.failure,
        change_set_id: Some(change_set.id),
        change_set_name: Some(change_set.name),
        creation_time: Some(change_set.created),
        description: change_set.description,
        include_nested_stacks: Some(false),
        ..ChangeSetSummary::default()
    }
}
