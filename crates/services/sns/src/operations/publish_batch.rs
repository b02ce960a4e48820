//! `PublishBatch`: all entries are sound or none is published.

use std::collections::HashSet;

use dispatch::{Call, Handle};
use sns_api::{PublishBatch, PublishBatchInput, PublishBatchOutput, PublishBatchResultEntry};
use wire::Fault;

use super::message;
use crate::Sns;
use crate::document::sequence_number;
use crate::limits::{BATCH_ENTRIES_MAX, MESSAGE_BYTES_MAX};

impl Handle<PublishBatch> for Sns {
    async fn handle(&self, call: &Call, input: PublishBatchInput) -> Result<PublishBatchOutput, Fault> {
        let topic = self.topic::<PublishBatch>(call, &input.topic_arn).await?;
        let entries = input.publish_batch_request_entries;
        let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
        check(&ids)?;
        let settings = topic.described().settings;
        let now = self.engine.now();
        let new = entries
            .into_iter()
            .map(|entry| message::of(&settings, self.engine.uuid(), now, entry))
            .collect::<Result<Vec<_>, Fault>>()?;
        if new.iter().map(|new| message::bytes(&new.message)).sum::<usize>() > MESSAGE_BYTES_MAX {
            let text = "The length of all the messages put together is more than the limit.";
            return Err(Fault::sender("BatchRequestTooLong", text));
        }
        let published = self.publish(&topic, new).await?;
        let entry = |(id, published): (String, crate::engine::Published)| PublishBatchResultEntry {
            id: Some(id),
            message_id: Some(published.message_id),
            sequence_number: settings.fifo.then(|| sequence_number(published.number)),
        };
        let successful = ids.into_iter().zip(published).map(entry).collect();
        Ok(PublishBatchOutput { successful, failed: Vec::new() })
    }
}

/// Checks the ids of a batch's entries.
fn check(ids: &[String]) -> Result<(), Fault> {
    if ids.is_empty() {
        return Err(Fault::sender("EmptyBatchRequest", "The batch request doesn't contain any entries."));
    }
    if ids.len() > BATCH_ENTRIES_MAX {
        let text = "The batch request contains more entries than permissible.";
        return Err(Fault::sender("TooManyEntriesInBatchRequest", text));
    }
    let mut seen = HashSet::new();
    if !ids.iter().all(|id| seen.insert(id)) {
        let text = "Two or more batch entries in the request have the same Id.";
        return Err(Fault::sender("BatchEntryIdsNotDistinct", text));
    }
    let sound = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    if ids.iter().any(|id| !(1..=80).contains(&id.len()) || !id.bytes().all(sound)) {
        let text = "The Id of a batch entry in a batch request doesn't abide by the specification.";
        return Err(Fault::sender("InvalidBatchEntryId", text));
    }
    Ok(())
}
