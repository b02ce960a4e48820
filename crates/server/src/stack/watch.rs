//! Watches a stack until nothing is in progress, telling each new event.

use std::collections::HashSet;
use std::time::Duration;

use anyhow::Context;
use cloudformation_api::{DescribeStackEvents, DescribeStackEventsInput, Stack, StackEvent};

use crate::client::Client;

/// How often the stack is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// The stack, once it is settled.
pub async fn until_settled(client: &Client, stack: &str, say: &mut dyn FnMut(&str)) -> anyhow::Result<Stack> {
    let mut told = HashSet::new();
    loop {
        // State first, events second: no event of the end is missed.
        let state = super::find(client, stack).await?.with_context(|| format!("stack `{stack}` is gone"))?;
        let input = DescribeStackEventsInput { stack_name: stack.to_owned(), next_token: None };
        let mut events = client.call::<DescribeStackEvents>(input).await?.stack_events.unwrap_or_default();
        // AWS answers the newest first.
        events.reverse();
        for event in events {
            if told.insert(event.event_id.clone()) {
                say(&line(&event));
            }
        }
        if !state.stack_status.as_str().ends_with("IN_PROGRESS") {
            return Ok(state);
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn line(event: &StackEvent) -> String {
    let status = event.resource_status.map(|status| status.as_str()).unwrap_or_default();
    let kind = event.resource_type.as_deref().unwrap_or_default();
    let name = event.logical_resource_id.as_deref().unwrap_or_default();
    let reason =
        event.resource_status_reason.as_deref().map(|reason| format!("  {reason}")).unwrap_or_default();
    format!("{status:<20} {kind:<34} {name}{reason}")
}
