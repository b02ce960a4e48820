//! `GetQueueAttributes`.

use dispatch::{Call, Handle};
use sqs_api::{GetQueueAttributes, GetQueueAttributesInput, GetQueueAttributesOutput};
use wire::Fault;

use crate::Sqs;
use crate::engine::effective;

/// The attributes that there are.
const NAMES: [&str; 21] = [
    "Policy",
    "VisibilityTimeout",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "QueueArn",
    "ApproximateNumberOfMessagesDelayed",
    "DelaySeconds",
    "ReceiveMessageWaitTimeSeconds",
    "RedrivePolicy",
    "FifoQueue",
    "ContentBasedDeduplication",
    "KmsMasterKeyId",
    "KmsDataKeyReusePeriodSeconds",
    "DeduplicationScope",
    "FifoThroughputLimit",
    "RedriveAllowPolicy",
    "SqsManagedSseEnabled",
];

impl Handle<GetQueueAttributes> for Sqs {
    async fn handle(
        &self,
        call: &Call,
        input: GetQueueAttributesInput,
    ) -> Result<GetQueueAttributesOutput, Fault> {
        let queue = self.queue::<GetQueueAttributes>(call, &input.queue_url).await?;
        let names = input.attribute_names.unwrap_or_default();
        if let Some(name) = names.iter().find(|name| *name != "All" && !NAMES.contains(&name.as_str())) {
            return Err(Fault::sender("InvalidAttributeName", format!("Unknown Attribute {name}.")));
        }
        let all = names.iter().any(|name| name == "All");
        let described = queue.described();
        let mut attributes = effective(&described.stored.attributes);
        let counts = queue.counts(self.engine.now().0);
        let mut put = |name: &str, value: String| drop(attributes.insert(name.to_owned(), value));
        put("QueueArn", queue.arn());
        put("CreatedTimestamp", described.stored.created.seconds().to_string());
        put("LastModifiedTimestamp", described.stored.modified.seconds().to_string());
        put("ApproximateNumberOfMessages", counts.visible.to_string());
        put("ApproximateNumberOfMessagesNotVisible", counts.in_flight.to_string());
        put("ApproximateNumberOfMessagesDelayed", counts.delayed.to_string());
        attributes.retain(|name, _| all || names.contains(name));
        Ok(GetQueueAttributesOutput { attributes: (!attributes.is_empty()).then_some(attributes) })
    }
}
