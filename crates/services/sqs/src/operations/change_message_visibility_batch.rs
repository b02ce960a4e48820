//! `ChangeMessageVisibilityBatch`.

use dispatch::{Call, Handle};
use sqs_api::{
    ChangeMessageVisibilityBatch, ChangeMessageVisibilityBatchInput, ChangeMessageVisibilityBatchOutput,
    ChangeMessageVisibilityBatchResultEntry,
};
use wire::Fault;

use super::batch;
use super::change_message_visibility::visibility;
use crate::Sqs;
use crate::engine::Receipt;
use crate::errors::of_handle;

impl Handle<ChangeMessageVisibilityBatch> for Sqs {
    async fn handle(
        &self,
        call: &Call,
        input: ChangeMessageVisibilityBatchInput,
    ) -> Result<ChangeMessageVisibilityBatchOutput, Fault> {
        let queue = self.queue::<ChangeMessageVisibilityBatch>(call, &input.queue_url).await?;
        let ids: Vec<&str> = input.entries.iter().map(|entry| entry.id.as_str()).collect();
        batch::check("ChangeMessageVisibilityBatchRequestEntry", &ids)?;
        let mut output = ChangeMessageVisibilityBatchOutput::default();
        let (mut asked, mut entries) = (Vec::new(), Vec::new());
        for entry in input.entries {
            match visibility(entry.visibility_timeout) {
                Ok(seconds) => {
                    let receipt = Receipt::decode(queue.id, &entry.receipt_handle);
                    asked.push(receipt.map(|receipt| (receipt, seconds)));
                    entries.push((entry.id, entry.receipt_handle));
                }
                Err(fault) => output.failed.push(batch::failed(entry.id, fault)),
            }
        }
        for (outcome, (id, handle)) in self.engine.hide(&queue, asked)?.into_iter().zip(entries) {
            match outcome {
                Ok(()) => output.successful.push(ChangeMessageVisibilityBatchResultEntry { id }),
                Err(error) => output.failed.push(batch::failed(id, of_handle(error, &handle))),
            }
        }
        Ok(output)
    }
}
