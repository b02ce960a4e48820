//! `ListDeadLetterSourceQueues`.

use dispatch::{Call, Handle};
use sqs_api::{
    ListDeadLetterSourceQueues, ListDeadLetterSourceQueuesInput, ListDeadLetterSourceQueuesOutput,
};
use wire::Fault;

use super::page;
use crate::Sqs;

impl Handle<ListDeadLetterSourceQueues> for Sqs {
    async fn handle(
        &self,
        call: &Call,
        input: ListDeadLetterSourceQueuesInput,
    ) -> Result<ListDeadLetterSourceQueuesOutput, Fault> {
        let queue = self.queue::<ListDeadLetterSourceQueues>(call, &input.queue_url).await?;
        let size = page::size(input.max_results)?;
        let after = page::after(input.next_token.as_deref())?;
        let mut names = self.engine.sources(&queue)?;
        names.retain(|name| after.as_ref().is_none_or(|after| name > after));
        let next_token = page::cut(&mut names, size, input.max_results.is_some());
        let queue_urls = names.iter().map(|name| self.url(call, &queue.place, name)).collect();
        Ok(ListDeadLetterSourceQueuesOutput { queue_urls, next_token })
    }
}
