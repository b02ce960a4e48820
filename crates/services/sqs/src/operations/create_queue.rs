//! `CreateQueue`.

use dispatch::{Call, Handle};
use sqs_api::{CreateQueue, CreateQueueInput, CreateQueueOutput};
use wire::Fault;

use crate::Sqs;
use crate::engine::{Attributes, EngineError, Settings, StoredQueue, changed};
use crate::errors::{invalid, missing};

impl Handle<CreateQueue> for Sqs {
    async fn handle(&self, call: &Call, input: CreateQueueInput) -> Result<CreateQueueOutput, Fault> {
        let given = input.attributes.unwrap_or_default();
        let fifo = given.get("FifoQueue").is_some_and(|value| value == "true");
        check_name(&input.queue_name, fifo)?;
        let tags = input.tags.unwrap_or_default();
        super::tag_queue::check(&tags)?;
        let attributes = changed(&Attributes::new(), &given, fifo, true).map_err(EngineError::from)?;
        let arn = call.place.arn("sqs", &input.queue_name).to_string();
        let policy = given.get("RedrivePolicy").map_or("", String::as_str);
        self.check_redrive(&call.place, &arn, &Settings::of(&attributes), policy).await?;
        let new = StoredQueue::new(input.queue_name, self.engine.now(), attributes, tags);
        let queue = self.engine.create(&call.place, &given, new).await?;
        Ok(CreateQueueOutput { queue_url: Some(self.url(call, &call.place, &queue.name)) })
    }
}

/// Whether a queue can be called `name`.
fn check_name(name: &str, fifo: bool) -> Result<(), Fault> {
    if name.is_empty() {
        return Err(missing("QueueName"));
    }
    let sound = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    let stem = if fifo { name.strip_suffix(".fifo").unwrap_or_default() } else { name };
    if !stem.is_empty() && name.len() <= 80 && stem.bytes().all(sound) {
        return Ok(());
    }
    Err(invalid(if fifo {
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length"
    } else {
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
    }))
}
