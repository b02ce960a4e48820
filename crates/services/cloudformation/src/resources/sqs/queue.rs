//! `AWS::SQS::Queue`. `Ref` is the URL; attributes `Arn`, `QueueName` and `QueueUrl`.
//!
//! A FIFO queue whose name the template does not give gets one that ends in `.fifo`, as on AWS.

use std::collections::BTreeMap;

use kernel::Timestamp;
use serde_json::{Map, Value};
use sqs_api as api;

use super::there;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done};
use crate::resources::properties::{self, Properties, TAGS, TagChange};

/// See the module.
pub(in crate::resources) struct Queue(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::optional("QueueName", Kind::Text).replacing(),
    Property::optional("FifoQueue", Kind::Boolean).replacing(),
    Property::optional("ContentBasedDeduplication", Kind::Boolean),
    Property::optional("DeduplicationScope", Kind::Text),
    Property::optional("DelaySeconds", Kind::Integer),
    Property::optional("FifoThroughputLimit", Kind::Text),
    Property::optional("KmsDataKeyReusePeriodSeconds", Kind::Integer),
    Property::optional("KmsMasterKeyId", Kind::Text),
    Property::optional("MaximumMessageSize", Kind::Integer),
    Property::optional("MessageRetentionPeriod", Kind::Integer),
    Property::optional("ReceiveMessageWaitTimeSeconds", Kind::Integer),
    Property::optional("RedriveAllowPolicy", Kind::Json),
    Property::optional("RedrivePolicy", Kind::Json),
    Property::optional("SqsManagedSseEnabled", Kind::Boolean),
    Property::optional("Tags", TAGS),
    Property::optional("VisibilityTimeout", Kind::Integer),
];

/// What a queue has where the template does not say.
const DEFAULTS: &[(&str, &str)] = &[
    ("ContentBasedDeduplication", "false"),
    ("DeduplicationScope", "queue"),
    ("DelaySeconds", "0"),
    ("FifoThroughputLimit", "perQueue"),
    ("KmsDataKeyReusePeriodSeconds", "300"),
    ("KmsMasterKeyId", ""),
    ("MaximumMessageSize", "1048576"),
    ("MessageRetentionPeriod", "345600"),
    ("ReceiveMessageWaitTimeSeconds", "0"),
    ("RedriveAllowPolicy", ""),
    ("RedrivePolicy", ""),
    ("SqsManagedSseEnabled", "true"),
    ("VisibilityTimeout", "30"),
];

/// A property as an attribute, which is text.
fn attribute(name: &str, given: &Properties) -> Option<String> {
    given.get(name).map(|value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}

/// The attributes that the template gives; `false` is not said of a standard queue, which takes no such word.
fn attributes(given: &Properties) -> BTreeMap<String, String> {
    let names = DEFAULTS.iter().map(|(name, _)| *name).chain(["FifoQueue"]);
    let fifo = attribute("FifoQueue", given).as_deref() == Some("true");
    names
        .filter_map(|name| Some((name.to_owned(), attribute(name, given)?)))
        .filter(|(name, value)| fifo || value != "false" || name == "SqsManagedSseEnabled")
        .collect()
}

impl Queue {
    async fn created(&self, stack: &StackContext<'_>, name: &str) -> Done<Option<(String, Timestamp)>> {
        let input = api::GetQueueUrlInput { queue_name: name.to_owned(), queue_owner_aws_account_id: None };
        let Some(found) = there(self.0.call::<api::GetQueueUrl>(stack, input).await)? else {
            return Ok(None);
        };
        let url = found.queue_url.unwrap_or_default();
        let input = api::GetQueueAttributesInput {
            queue_url: url.clone(),
            attribute_names: Some(vec!["CreatedTimestamp".to_owned()]),
        };
        let found =
            self.0.call::<api::GetQueueAttributes>(stack, input).await?.attributes.unwrap_or_default();
        let seconds: u64 =
            found.get("CreatedTimestamp").and_then(|text| text.parse().ok()).unwrap_or_default();
        Ok(Some((url, Timestamp(seconds * 1000))))
    }
}

impl ResourceType for Queue {
    fn type_name(&self) -> &'static str {
        "AWS::SQS::Queue"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        // Room for the suffix of FIFO queues.
        Naming::by("QueueName", 75)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, given) = (&request.stack, request.properties);
            let fifo = attribute("FifoQueue", given).as_deref() == Some("true");
            let mut name = properties::name_of(&request, "QueueName");
            if fifo && !given.contains_key("QueueName") {
                name.push_str(".fifo");
            }
            // Making a queue that is there as asked for is no error: so look first.
            if let Some((url, created)) = self.created(stack, &name).await? {
                if properties::is_ours(&request, created) {
                    return Ok(PhysicalId(url));
                }
                let message =
                    format!("Resource of type 'AWS::SQS::Queue' with identifier '{name}' already exists.");
                return Err(ResourceFailure::new(FailureCode::AlreadyExists, message));
            }
            let input = api::CreateQueueInput {
                queue_name: name,
                attributes: Some(attributes(given)),
                tags: properties::tags(stack, given),
            };
            let made = self.0.call::<api::CreateQueue>(stack, input).await?;
            Ok(PhysicalId(made.queue_url.unwrap_or_default()))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let url = thing.physical_id.as_str();
            let name = url.rsplit('/').next().unwrap_or_default();
            Ok(properties::attributes([
                ("Arn", thing.stack.place.arn("sqs", name).to_string().into()),
                ("QueueName", name.into()),
                ("QueueUrl", url.into()),
            ]))
        })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (stack, url) = (&change.thing.stack, change.thing.physical_id.0.clone());
            let changed = DEFAULTS.iter().filter(|(name, _)| change.changes(name));
            let changed: BTreeMap<String, String> = changed
                .map(|(name, default)| {
                    let value = attribute(name, change.thing.properties);
                    ((*name).to_owned(), value.unwrap_or_else(|| (*default).to_owned()))
                })
                .collect();
            if !changed.is_empty() {
                let input = api::SetQueueAttributesInput { queue_url: url.clone(), attributes: changed };
                self.0.call::<api::SetQueueAttributes>(stack, input).await?;
            }
            let tags = TagChange::of(&change);
            if !tags.take.is_empty() {
                let input = api::UntagQueueInput { queue_url: url.clone(), tag_keys: tags.take };
                self.0.call::<api::UntagQueue>(stack, input).await?;
            }
            if !tags.put.is_empty() {
                let input = api::TagQueueInput { queue_url: url, tags: tags.put };
                self.0.call::<api::TagQueue>(stack, input).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = api::DeleteQueueInput { queue_url: thing.physical_id.0.clone() };
            there(self.0.call::<api::DeleteQueue>(&thing.stack, input).await).map(drop)
        })
    }
}
