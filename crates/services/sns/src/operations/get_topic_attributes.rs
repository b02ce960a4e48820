//! `GetTopicAttributes`.

use dispatch::{Call, Handle};
use serde_json::Value;
use sns_api::{GetTopicAttributes, GetTopicAttributesInput, GetTopicAttributesOutput};
use wire::Fault;

use crate::Sns;
use crate::engine::{default_delivery_policy, default_policy};

impl Handle<GetTopicAttributes> for Sns {
    async fn handle(
        &self,
        call: &Call,
        input: GetTopicAttributesInput,
    ) -> Result<GetTopicAttributesOutput, Fault> {
        let topic = self.topic::<GetTopicAttributes>(call, &input.topic_arn).await?;
        let described = topic.described();
        let mut attributes = described.stored.attributes.clone();
        let (arn, owner) = (topic.arn(), topic.place.account.to_string());
        let confirmed = described.subscriptions.values().filter(|of| of.stored.confirmed).count();
        let pending = described.subscriptions.len() - confirmed;
        attributes.entry("Policy".to_owned()).or_insert_with(|| default_policy(&arn, &owner));
        attributes.entry("DisplayName".to_owned()).or_default();
        if described.settings.fifo {
            attributes.entry("ContentBasedDeduplication".to_owned()).or_insert_with(|| "false".to_owned());
            attributes.entry("FifoThroughputScope".to_owned()).or_insert_with(|| "Topic".to_owned());
        }
        let effective = effective(attributes.get("DeliveryPolicy").map(String::as_str));
        for (name, value) in [
            ("TopicArn", arn),
            ("Owner", owner),
            ("SubscriptionsConfirmed", confirmed.to_string()),
            ("SubscriptionsPending", pending.to_string()),
            ("SubscriptionsDeleted", "0".to_owned()),
            ("EffectiveDeliveryPolicy", effective),
        ] {
            attributes.insert(name.to_owned(), value);
        }
        Ok(GetTopicAttributesOutput { attributes: Some(attributes) })
    }
}

/// The delivery policy that holds: what was set over what is by default.
fn effective(set: Option<&str>) -> String {
    let mut effective = default_delivery_policy();
    let set: Value = set.and_then(|set| serde_json::from_str(set).ok()).unwrap_or_default();
    for (name, value) in set["http"].as_object().into_iter().flatten() {
        match (&mut effective["http"][name.as_str()], value) {
            (Value::Object(whole), Value::Object(part)) => whole.extend(part.clone()),
            (whole, part) => *whole = part.clone(),
        }
    }
    effective.to_string()
}
