//! `PurgeQueue`.

use dispatch::{Call, Handle};
use sqs_api::{PurgeQueue, PurgeQueueInput};
use wire::Fault;

use crate::Sqs;

impl Handle<PurgeQueue> for Sqs {
    async fn handle(&self, call: &Call, input: PurgeQueueInput) -> Result<(), Fault> {
        let queue = self.queue::<PurgeQueue>(call, &input.queue_url).await?;
        Ok(self.engine.purge(&queue).await?)
    }
}
