//! `GetSubscriptionAttributes`.

use dispatch::{Call, Handle};
use serde_json::json;
use sns_api::{GetSubscriptionAttributes, GetSubscriptionAttributesInput, GetSubscriptionAttributesOutput};
use wire::Fault;

use crate::Sns;
use crate::engine::default_delivery_policy;

impl Handle<GetSubscriptionAttributes> for Sns {
    async fn handle(
        &self,
        call: &Call,
        input: GetSubscriptionAttributesInput,
    ) -> Result<GetSubscriptionAttributesOutput, Fault> {
        let arn = &input.subscription_arn;
        let (topic, subscription) = self.subscription::<GetSubscriptionAttributes>(call, arn).await?;
        let stored = &subscription.stored;
        let mut attributes = stored.attributes.clone();
        let mut put = |name: &str, value: String| drop(attributes.insert(name.to_owned(), value));
        put("SubscriptionArn", subscription.arn(&topic));
        put("TopicArn", topic.arn());
        put("Owner", stored.owner.clone());
        put("Protocol", stored.protocol.clone());
        put("Endpoint", stored.endpoint.clone());
        put("SubscriptionPrincipal", stored.principal.clone());
        put("PendingConfirmation", (!stored.confirmed).to_string());
        put("ConfirmationWasAuthenticated", stored.authenticated.to_string());
        put("RawMessageDelivery", subscription.terms.raw.to_string());
        if stored.protocol.starts_with("http") {
            put("EffectiveDeliveryPolicy", effective(stored.attributes.get("DeliveryPolicy")));
        }
        match attributes.contains_key("FilterPolicy") {
            true => drop(
                attributes
                    .entry("FilterPolicyScope".to_owned())
                    .or_insert_with(|| "MessageAttributes".to_owned()),
            ),
            false => drop(attributes.remove("FilterPolicyScope")),
        }
        Ok(GetSubscriptionAttributesOutput { attributes: Some(attributes) })
    }
}

/// The delivery policy that holds, in the form of subscriptions.
fn effective(set: Option<&String>) -> String {
    let topics = default_delivery_policy();
    let mut effective = json!({
        "healthyRetryPolicy": topics["http"]["defaultHealthyRetryPolicy"],
        "requestPolicy": topics["http"]["defaultRequestPolicy"],
    });
    let set: serde_json::Value = set.and_then(|set| serde_json::from_str(set).ok()).unwrap_or_default();
    for (name, value) in set.as_object().into_iter().flatten() {
        match (&mut effective[name.as_str()], value) {
            (serde_json::Value::Object(whole), serde_json::Value::Object(part)) => whole.extend(part.clone()),
            (whole, part) => *whole = part.clone(),
        }
    }
    effective.to_string()
}
