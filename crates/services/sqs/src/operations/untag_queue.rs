//! `UntagQueue`.

use dispatch::{Call, Handle};
use sqs_api::{UntagQueue, UntagQueueInput};
use wire::Fault;

use crate::Sqs;
use crate::errors::missing;

impl Handle<UntagQueue> for Sqs {
    async fn handle(&self, call: &Call, input: UntagQueueInput) -> Result<(), Fault> {
        let queue = self.queue::<UntagQueue>(call, &input.queue_url).await?;
        if input.tag_keys.is_empty() {
            return Err(missing("TagKeys"));
        }
        let changed = self.engine.change(&queue, move |stored| {
            stored.tags.retain(|key, _| !input.tag_keys.contains(key));
            Ok(())
        });
        Ok(changed.await?)
    }
}
