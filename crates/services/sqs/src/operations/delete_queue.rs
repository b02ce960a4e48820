//! `DeleteQueue`.

use dispatch::{Call, Handle};
use sqs_api::{DeleteQueue, DeleteQueueInput};
use wire::Fault;

use crate::Sqs;

impl Handle<DeleteQueue> for Sqs {
    async fn handle(&self, call: &Call, input: DeleteQueueInput) -> Result<(), Fault> {
        let queue = self.queue::<DeleteQueue>(call, &input.queue_url).await?;
        Ok(self.engine.remove_queue(&queue).await?)
    }
}
