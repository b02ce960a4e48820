//! `AWS::SNS::Topic`. `Ref` is the ARN; attributes `TopicArn` and `TopicName`.
//!
//! A FIFO topic whose name the template does not give gets one that ends in `.fifo`, as on AWS.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sns_api as api;

use super::attribute;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done, there};
use crate::resources::properties::{self, Properties, TAGS, TagChange};

/// See the module.
pub(in crate::resources) struct Topic(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::optional("TopicName", Kind::Text).replacing(),
    Property::optional("FifoTopic", Kind::Boolean).replacing(),
    Property::optional("ContentBasedDeduplication", Kind::Boolean),
    Property::optional("DisplayName", Kind::Text),
    Property::optional("FifoThroughputScope", Kind::Text),
    Property::optional("KmsMasterKeyId", Kind::Text),
    Property::optional("SignatureVersion", Kind::Text),
    Property::optional(
        "Subscription",
        Kind::List(&Kind::Object(&[
            Property::required("Endpoint", Kind::Text),
            Property::required("Protocol", Kind::Text),
        ])),
    ),
    Property::optional("Tags", TAGS),
    Property::optional("TracingConfig", Kind::Text),
];

/// What a topic has where the template does not say.
const DEFAULTS: &[(&str, &str)] = &[
    ("ContentBasedDeduplication", "false"),
    ("DisplayName", ""),
    ("FifoThroughputScope", "Topic"),
    ("KmsMasterKeyId", ""),
    ("SignatureVersion", "1"),
    ("TracingConfig", "PassThrough"),
];

/// The attributes that the template gives; `false` is not said of a standard topic, which takes no such word.
fn attributes(given: &Properties) -> BTreeMap<String, String> {
    let names = DEFAULTS.iter().map(|(name, _)| *name).chain(["FifoTopic"]);
    let given = names.filter_map(|name| Some((name.to_owned(), attribute(name, given)?)));
    given.filter(|(_, value)| value != "false").collect()
}

/// Protocols and endpoints that the template subscribes.
fn subscriptions(given: &Properties) -> Vec<(String, String)> {
    let all = given.get("Subscription").and_then(Value::as_array).into_iter().flatten();
    let text = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
    all.map(|of| (text(of, "Protocol"), text(of, "Endpoint"))).collect()
}

impl Topic {
    async fn subscribe(&self, stack: &StackContext<'_>, arn: &str, of: (String, String)) -> Done<()> {
        let input = api::SubscribeInput {
            topic_arn: arn.to_owned(),
            protocol: of.0,
            endpoint: Some(of.1),
            ..api::SubscribeInput::default()
        };
        self.0.call::<api::Subscribe>(stack, input).await.map(drop)
    }

    /// Ends the subscriptions of `of`. One that is still pending ends by itself.
    async fn unsubscribe(&self, stack: &StackContext<'_>, arn: &str, of: &[(String, String)]) -> Done<()> {
        let mut input = api::ListSubscriptionsByTopicInput { topic_arn: arn.to_owned(), next_token: None };
        loop {
            let page = self.0.call::<api::ListSubscriptionsByTopic>(stack, input.clone()).await?;
            for found in page.subscriptions {
                let is_meant = |(protocol, endpoint): &(String, String)| {
                    found.protocol.as_ref() == Some(protocol) && found.endpoint.as_ref() == Some(endpoint)
                };
                let subscription_arn = found.subscription_arn.clone().filter(|arn| arn.starts_with("arn:"));
                if let Some(subscription_arn) = subscription_arn.filter(|_| of.iter().any(is_meant)) {
                    let input = api::UnsubscribeInput { subscription_arn };
                    self.0.call::<api::Unsubscribe>(stack, input).await?;
                }
            }
            input.next_token = page.next_token;
            if input.next_token.is_none() {
                return Ok(());
            }
        }
    }
}

impl ResourceType for Topic {
    fn type_name(&self) -> &'static str {
        "AWS::SNS::Topic"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        // Room for the suffix of FIFO topics.
        Naming::by("TopicName", 251)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let (stack, given) = (&request.stack, request.properties);
            let fifo = attribute("FifoTopic", given).as_deref() == Some("true");
            let mut name = properties::name_of(&request, "TopicName");
            if fifo && !given.contains_key("TopicName") {
                name.push_str(".fifo");
            }
            let arn = stack.place.arn("sns", &name).to_string();
            // Making a topic that is there as asked for is no error: so look first.
            let look = api::GetTopicAttributesInput { topic_arn: arn.clone() };
            let found = there(self.0.call::<api::GetTopicAttributes>(stack, look).await)?;
            if found.is_some() && !request.resumed {
                let message =
                    format!("Resource of type 'AWS::SNS::Topic' with identifier '{arn}' already exists.");
                return Err(ResourceFailure::new(FailureCode::AlreadyExists, message));
            }
            let tags = properties::tags(stack, given)
                .map(|tags| tags.into_iter().map(|(key, value)| api::Tag { key, value }).collect::<Vec<_>>());
            let attributes = Some(attributes(given));
            let input = api::CreateTopicInput { name, attributes, tags, ..Default::default() };
            let made = self.0.call::<api::CreateTopic>(stack, input).await?;
            Ok(PhysicalId(made.topic_arn.unwrap_or_default()))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let arn = thing.physical_id.as_str();
            for of in subscriptions(thing.properties) {
                self.subscribe(&thing.stack, arn, of).await?;
            }
            let name = arn.rsplit(':').next().unwrap_or_default();
            Ok(properties::attributes([("TopicArn", arn.into()), ("TopicName", name.into())]))
        })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let (stack, arn) = (&change.thing.stack, change.thing.physical_id.0.clone());
            for (name, default) in DEFAULTS.iter().filter(|(name, _)| change.changes(name)) {
                let value = attribute(name, change.thing.properties).unwrap_or_else(|| (*default).to_owned());
                let input = api::SetTopicAttributesInput {
                    topic_arn: arn.clone(),
                    attribute_name: (*name).to_owned(),
                    attribute_value: Some(value),
                };
                self.0.call::<api::SetTopicAttributes>(stack, input).await?;
            }
            let kept = subscriptions(change.thing.properties);
            let mut gone = subscriptions(change.before);
            gone.retain(|of| !kept.contains(of));
            if !gone.is_empty() {
                self.unsubscribe(stack, &arn, &gone).await?;
            }
            let tags = TagChange::of(&change);
            if !tags.take.is_empty() {
                let input = api::UntagResourceInput { resource_arn: arn.clone(), tag_keys: tags.take };
                self.0.call::<api::UntagResource>(stack, input).await?;
            }
            if !tags.put.is_empty() {
                let tags = tags.put.into_iter().map(|(key, value)| api::Tag { key, value }).collect();
                let input = api::TagResourceInput { resource_arn: arn, tags };
                self.0.call::<api::TagResource>(stack, input).await?;
            }
            Ok(())
        })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input = api::DeleteTopicInput { topic_arn: thing.physical_id.0.clone() };
            self.0.remove::<api::DeleteTopic>(&thing.stack, input).await
        })
    }
}
