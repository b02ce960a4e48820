//! `ListQueues`.

use std::ops::ControlFlow;

use dispatch::{Call, Handle};
use sqs_api::{ListQueues, ListQueuesInput, ListQueuesOutput};
use wire::Fault;

use super::page;
use crate::Sqs;

impl Handle<ListQueues> for Sqs {
    async fn handle(&self, call: &Call, input: ListQueuesInput) -> Result<ListQueuesOutput, Fault> {
        let size = page::size(input.max_results)?;
        let after = page::after(input.next_token.as_deref())?;
        let prefix = input.queue_name_prefix.as_deref().unwrap_or_default();
        let mut names = Vec::new();
        self.engine.queues(&call.place, prefix, after.as_deref(), |stored| {
            names.push(stored.name);
            if names.len() > size { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        let next_token = page::cut(&mut names, size, input.max_results.is_some());
        let urls: Vec<_> = names.iter().map(|name| self.url(call, &call.place, name)).collect();
        Ok(ListQueuesOutput { queue_urls: (!urls.is_empty()).then_some(urls), next_token })
    }
}
