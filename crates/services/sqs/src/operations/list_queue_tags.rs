//! `ListQueueTags`.

use dispatch::{Call, Handle};
use sqs_api::{ListQueueTags, ListQueueTagsInput, ListQueueTagsOutput};
use wire::Fault;

use crate::Sqs;

impl Handle<ListQueueTags> for Sqs {
    async fn handle(&self, call: &Call, input: ListQueueTagsInput) -> Result<ListQueueTagsOutput, Fault> {
        let queue = self.queue::<ListQueueTags>(call, &input.queue_url).await?;
        let tags = queue.described().stored.tags.clone();
        Ok(ListQueueTagsOutput { tags: (!tags.is_empty()).then_some(tags) })
    }
}
