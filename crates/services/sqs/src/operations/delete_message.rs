//! `DeleteMessage`.

use dispatch::{Call, Handle};
use sqs_api::{DeleteMessage, DeleteMessageInput};
use wire::Fault;

use crate::Sqs;
use crate::engine::Receipt;
use crate::errors::{missing, of_handle};

impl Handle<DeleteMessage> for Sqs {
    async fn handle(&self, call: &Call, input: DeleteMessageInput) -> Result<(), Fault> {
        let queue = self.queue::<DeleteMessage>(call, &input.queue_url).await?;
        if input.receipt_handle.is_empty() {
            return Err(missing("ReceiptHandle"));
        }
        let handle = &input.receipt_handle;
        let receipts = vec![Receipt::decode(queue.id, handle)];
        let outcome = self.engine.delete(&queue, receipts).await?.pop().unwrap_or(Ok(()));
        self.count(&queue, |passed| passed.deleted(usize::from(outcome.is_ok())));
        outcome.map_err(|error| of_handle(error, handle))
    }
}
