//! Watches a stack until nothing is in progress, telling each new event.

use std::collections::HashSet;
use std::time::Duration;

use anyhow::Context;
use cloudformation_api::{DescribeStackEvents, DescribeStackEventsInput, Stack, StackEvent};

use crate::client::Client;

/// How often the stack is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What has been told of a stack so far.
#[derive(Default)]
pub struct Watch {
    told: HashSet<String>,
}

impl Watch {
    /// A watch that tells nothing of what was before.
    pub async fn from_now(client: &Client, stack: &str) -> anyhow::Result<Self> {
        let told = events(client, stack).await?.into_iter().map(|event| event.event_id).collect();
        Ok(Self { told })
    }

    /// The stack, once it is settled.
    pub async fn until_settled(
        mut self,
        client: &Client,
        stack: &str,
        say: &mut dyn FnMut(&str),
    ) -> anyhow::Result<Stack> {
        loop {
            // State first, events second: no event of the end is missed.
            let state =
                super::find(client, stack).await?.with_context(|| format!("stack `{stack}` is gone"))?;
            for event in events(client, stack).await? {
                if self.told.insert(event.event_id.clone()) {
                    say(&line(&event));
                }
            }
            if !state.stack_status.as_str().ends_with("IN_PROGRESS") {
                return Ok(state);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// The newest page of events, oldest first: AWS answers the newest first.
async fn events(client: &Client, stack: &str) -> anyhow::Result<Vec<StackEvent>> {
    let input = DescribeStackEventsInput { stack_name: stack.to_owned(), next_token: None };
    let mut events = client.call::<DescribeStackEvents>(input).await?.stack_events.unwrap_or_default();
    events.reverse();
    Ok(events)
}

fn line(event: &StackEvent) -> String {
    let status = event.resource_status.map(|status| status.as_str()).unwrap_or_default();
    let kind = event.resource_type.as_deref().unwrap_or_default();
    let name = event.logical_resource_id.as_deref().unwrap_or_default();
    let reason =
        event.resource_status_reason.as_deref().map(|reason| format!("  {reason}")).unwrap_or_default();
    format!("{status:<20} {kind:<34} {name}{reason}")
}
