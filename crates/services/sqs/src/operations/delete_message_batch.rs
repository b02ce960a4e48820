//! `DeleteMessageBatch`.

use dispatch::{Call, Handle};
use sqs_api::{
    DeleteMessageBatch, DeleteMessageBatchInput, DeleteMessageBatchOutput, DeleteMessageBatchResultEntry,
};
use wire::Fault;

use super::batch;
use crate::Sqs;
use crate::engine::Receipt;
use crate::errors::of_handle;

impl Handle<DeleteMessageBatch> for Sqs {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteMessageBatchInput,
    ) -> Result<DeleteMessageBatchOutput, Fault> {
        let queue = self.queue::<DeleteMessageBatch>(call, &input.queue_url).await?;
        let ids: Vec<&str> = input.entries.iter().map(|entry| entry.id.as_str()).collect();
        batch::check("DeleteMessageBatchRequestEntry", &ids)?;
        let receipts =
            input.entries.iter().map(|entry| Receipt::decode(queue.id, &entry.receipt_handle)).collect();
        let outcomes = self.engine.delete(&queue, receipts).await?;
        let deleted = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        self.count(&queue, |passed| passed.deleted(deleted));
        let mut output = DeleteMessageBatchOutput::default();
        for (outcome, entry) in outcomes.into_iter().zip(input.entries) {
            match outcome {
                Ok(()) => output.successful.push(DeleteMessageBatchResultEntry { id: entry.id }),
                Err(error) => {
                    output.failed.push(batch::failed(entry.id, of_handle(error, &entry.receipt_handle)));
                }
            }
        }
        Ok(output)
    }
}
