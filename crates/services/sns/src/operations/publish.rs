//! `Publish`.

use dispatch::{Call, Handle};
use sns_api::{Publish, PublishBatchRequestEntry, PublishInput, PublishOutput};
use wire::Fault;

use super::message;
use crate::Sns;
use crate::document::sequence_number;
use crate::errors::{invalid, not_built};

impl Handle<Publish> for Sns {
    async fn handle(&self, call: &Call, input: PublishInput) -> Result<PublishOutput, Fault> {
        if input.phone_number.is_some() {
            return Err(not_built("text messages (SMS)"));
        }
        let arn = input.topic_arn.or(input.target_arn).filter(|arn| !arn.is_empty());
        let arn =
            arn.ok_or_else(|| invalid("TopicArn or TargetArn Reason: no value for required parameter"))?;
        if arn.contains(":endpoint/") {
            return Err(not_built("mobile push endpoints"));
        }
        let topic = self.topic::<Publish>(call, &arn).await?;
        let entry = PublishBatchRequestEntry {
            id: String::new(),
            message: input.message,
            subject: input.subject,
            message_structure: input.message_structure,
            message_attributes: input.message_attributes,
            message_deduplication_id: input.message_deduplication_id,
            message_group_id: input.message_group_id,
        };
        let settings = topic.described().settings;
        let new = message::of(&settings, self.engine.uuid(), self.engine.now(), entry)?;
        if message::bytes(&new.message) > crate::limits::MESSAGE_BYTES_MAX {
            return Err(invalid("Message too long"));
        }
        let mut published = self.publish(&topic, vec![new]).await?;
        let published = published.pop();
        let number = published.as_ref().filter(|_| settings.fifo).map(|of| sequence_number(of.number));
        Ok(PublishOutput { message_id: published.map(|of| of.message_id), sequence_number: number })
    }
}
