//! `SendMessageBatch`.

use dispatch::{Call, Handle};
use sqs_api::{
    SendMessageBatch, SendMessageBatchInput, SendMessageBatchOutput, SendMessageBatchRequestEntry,
    SendMessageBatchResultEntry,
};
use wire::Fault;

use super::received::sequence;
use super::send_message::Digests;
use super::{batch, message};
use crate::Sqs;
use crate::engine::Settings;
use crate::errors::invalid;
use crate::limits::BATCH_BYTES_MAX;

impl Handle<SendMessageBatch> for Sqs {
    async fn handle(
        &self,
        call: &Call,
        input: SendMessageBatchInput,
    ) -> Result<SendMessageBatchOutput, Fault> {
        let queue = self.queue::<SendMessageBatch>(call, &input.queue_url).await?;
        let settings = queue.settings();
        check(&input.entries, &settings)?;
        let mut output = SendMessageBatchOutput::default();
        let (mut new, mut entries, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
        for entry in input.entries {
            let (id, bytes) = (entry.id.clone(), message::bytes_given(&entry));
            match message::of(call, &settings, self.dispatch.random().as_ref(), entry) {
                Ok(message) => {
                    entries.push((id, Digests::of(&message.content)));
                    new.push(message);
                    sizes.push(bytes);
                }
                Err(fault) => output.failed.push(batch::failed(id, fault)),
            }
        }
        if !new.is_empty() {
            let sent = self.engine.send(&queue, new).await?;
            self.count(&queue, |passed| passed.sent(&sizes));
            output.successful = sent
                .into_iter()
                .zip(entries)
                .map(|(sent, (id, digests))| SendMessageBatchResultEntry {
                    id,
                    message_id: sent.message_id,
                    md5_of_message_body: digests.body,
                    md5_of_message_attributes: digests.attributes,
                    md5_of_message_system_attributes: digests.system_attributes,
                    sequence_number: settings.fifo.then(|| sequence(sent.number)),
                })
                .collect();
        }
        Ok(output)
    }
}

/// Checks the batch as a whole.
fn check(entries: &[SendMessageBatchRequestEntry], settings: &Settings) -> Result<(), Fault> {
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    batch::check("SendMessageBatchRequestEntry", &ids)?;
    let bytes: usize = entries.iter().map(message::bytes_given).sum();
    if bytes > BATCH_BYTES_MAX {
        let text = format!(
            "Batch requests cannot be longer than {BATCH_BYTES_MAX} bytes. You have sent {bytes} bytes."
        );
        return Err(Fault::sender("BatchRequestTooLong", text));
    }
    if !settings.fifo {
        return Ok(());
    }
    if !settings.deduplicates_content && entries.iter().any(|entry| entry.message_deduplication_id.is_none())
    {
        return Err(invalid(message::NO_DEDUPLICATION));
    }
    if entries.iter().any(|entry| entry.message_group_id.is_none()) {
        return Err(invalid("The request must contain the parameter MessageGroupId."));
    }
    Ok(())
}
