//! `SendMessage`.

use dispatch::{Call, Handle};
use sqs_api::{SendMessage, SendMessageBatchRequestEntry, SendMessageInput, SendMessageOutput};
use wire::Fault;

use super::message;
use super::received::sequence;
use crate::Sqs;
use crate::engine::{Content, digest_of_attributes, digest_of_system_attributes, digest_of_text};

impl Handle<SendMessage> for Sqs {
    async fn handle(&self, call: &Call, input: SendMessageInput) -> Result<SendMessageOutput, Fault> {
        let queue = self.queue::<SendMessage>(call, &input.queue_url).await?;
        let settings = queue.settings();
        let given = SendMessageBatchRequestEntry {
            id: String::new(),
            message_body: input.message_body,
            delay_seconds: input.delay_seconds,
            message_attributes: input.message_attributes,
            message_system_attributes: input.message_system_attributes,
            message_deduplication_id: input.message_deduplication_id,
            message_group_id: input.message_group_id,
        };
        let bytes = message::bytes_given(&given);
        let new = message::of(call, &settings, self.dispatch.random().as_ref(), given)?;
        let digests = Digests::of(&new.content);
        let sent = self.engine.send(&queue, vec![new]).await?.pop();
        self.count(&queue, |passed| passed.sent(&[bytes]));
        let sent = sent.expect("invariant: one was sent");
        Ok(SendMessageOutput {
            md5_of_message_body: Some(digests.body),
            md5_of_message_attributes: digests.attributes,
            md5_of_message_system_attributes: digests.system_attributes,
            message_id: Some(sent.message_id),
            sequence_number: settings.fifo.then(|| sequence(sent.number)),
        })
    }
}

/// What a client checks its message by.
pub(super) struct Digests {
    pub body: String,
    pub attributes: Option<String>,
    pub system_attributes: Option<String>,
}

impl Digests {
    /// Those of a message.
    pub fn of(content: &Content) -> Self {
        Self {
            body: digest_of_text(&content.body),
            attributes: digest_of_attributes(&content.attributes),
            system_attributes: digest_of_system_attributes(content.trace_header.as_deref()),
        }
    }
}
