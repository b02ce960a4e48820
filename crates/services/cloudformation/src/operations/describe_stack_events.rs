//! `DescribeStackEvents`. A token is the number of the last event of the page before.

use cloudformation_api::{DescribeStackEvents, DescribeStackEventsInput, DescribeStackEventsOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::CloudFormation;
use crate::errors::invalid;
use crate::limits::PAGE;

impl Handle<DescribeStackEvents> for CloudFormation {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeStackEventsInput,
    ) -> Result<DescribeStackEventsOutput, Fault> {
        let name = &input.stack_name;
        let no_stack = || invalid(format!("Stack [{name}] does not exist"));
        let id = self.stacks.id(&call.place, name)?.ok_or_else(no_stack)?;
        let stack = self.stacks.get(&id)?.ok_or_else(no_stack)?;
        let before = input.next_token.map(|token| {
            token
                .parse()
                .map_err(|_| invalid(format!("The NextToken {token} is invalid; list again from the start")))
        });
        let mut events = self.stacks.events(&id, before.transpose()?, PAGE + 1)?;
        let more = events.len() > PAGE;
        events.truncate(PAGE);
        let next_token = events.last().filter(|_| more).map(|(number, _)| number.to_string());
        let events = events.into_iter().map(|(_, event)| describe::event(&stack, event)).collect();
        Ok(DescribeStackEventsOutput { stack_events: Some(events), next_token })
    }
}
