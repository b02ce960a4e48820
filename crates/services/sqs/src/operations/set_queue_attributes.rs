//! `SetQueueAttributes`.

use dispatch::{Call, Handle};
use sqs_api::{SetQueueAttributes, SetQueueAttributesInput};
use wire::Fault;

use crate::Sqs;
use crate::engine::{EngineError, Settings, changed};
use crate::errors::missing;

impl Handle<SetQueueAttributes> for Sqs {
    async fn handle(&self, call: &Call, input: SetQueueAttributesInput) -> Result<(), Fault> {
        let queue = self.queue::<SetQueueAttributes>(call, &input.queue_url).await?;
        if input.attributes.is_empty() {
            return Err(missing("Attribute.Name"));
        }
        let (given, fifo, now) = (input.attributes, queue.settings().fifo, self.engine.now());
        let described = queue.described();
        let next = changed(&described.stored.attributes, &given, fifo, false).map_err(EngineError::from)?;
        if let Some(policy) = given.get("RedrivePolicy") {
            self.check_redrive(&queue.place, &queue.arn(), &Settings::of(&next), policy).await?;
        }
        let change = self.engine.change(&queue, move |stored| {
            stored.attributes = changed(&stored.attributes, &given, fifo, false)?;
            stored.modified = now;
            Ok(())
        });
        Ok(change.await?)
    }
}
