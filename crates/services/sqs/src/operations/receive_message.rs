//! `ReceiveMessage`.

use std::ops::RangeInclusive;

use dispatch::{Call, Handle};
use sqs_api::{ReceiveMessage, ReceiveMessageInput, ReceiveMessageOutput};
use wire::Fault;

use super::received::{check_names, message};
use crate::Sqs;
use crate::engine::Receive;
use crate::errors::wrong;
use crate::limits::{BATCH_ENTRIES_MAX, VISIBILITY_S, WAIT_S};

impl Handle<ReceiveMessage> for Sqs {
    async fn handle(&self, call: &Call, input: ReceiveMessageInput) -> Result<ReceiveMessageOutput, Fault> {
        let queue = self.queue::<ReceiveMessage>(call, &input.queue_url).await?;
        let fifo = queue.settings().fifo;
        let mut system = input.attribute_names.unwrap_or_default();
        system.extend(input.message_system_attribute_names.unwrap_or_default());
        check_names(&system)?;
        let if_provided = "Must be between 1 and 10, if provided.";
        let most = within(
            input.max_number_of_messages,
            1..=BATCH_ENTRIES_MAX as i64,
            "MaxNumberOfMessages",
            if_provided,
        )?;
        let if_provided = "Must be >= 0 and <= 43200, if provided.";
        let visibility_s = within(input.visibility_timeout, VISIBILITY_S, "VisibilityTimeout", if_provided)?;
        let if_provided = "Must be >= 0 and <= 20, if provided.";
        let wait_s = within(input.wait_time_seconds, WAIT_S, "WaitTimeSeconds", if_provided)?;
        let attempt = input.receive_request_attempt_id.filter(|_| fifo);
        let receive = Receive { most: most.unwrap_or(1) as usize, visibility_s, wait_s, attempt };
        let received = self.engine.receive(&queue, receive).await?;
        self.count(&queue, |passed| passed.received(received.len()));
        let names = input.message_attribute_names.unwrap_or_default();
        let messages: Vec<_> =
            received.into_iter().map(|received| message(received, &system, &names, fifo)).collect();
        Ok(ReceiveMessageOutput { messages: (!messages.is_empty()).then_some(messages) })
    }
}

fn within(
    given: Option<i32>,
    range: RangeInclusive<i64>,
    parameter: &str,
    reason: &str,
) -> Result<Option<u64>, Fault> {
    match given {
        None => Ok(None),
        Some(number) if range.contains(&i64::from(number)) => Ok(Some(u64::from(number.unsigned_abs()))),
        Some(number) => Err(wrong(&number.to_string(), parameter, reason)),
    }
}
