//! A subscription's attributes: which there are, what each may be, and what they mean.

use serde_json::Value;

use super::retry::{DeliveryPolicy, subscription_delivery_policy};
use super::{Attributes, Filter, SettingError};

/// What a filter policy looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The attributes of messages.
    #[default]
    MessageAttributes,
    /// Their bodies, which are JSON.
    MessageBody,
}

/// What a subscription's attributes mean.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Which messages it wants; all where nothing is said.
    pub filter: Option<Filter>,
    /// What the filter looks at.
    pub scope: Scope,
    /// Whether messages come without an envelope.
    pub raw: bool,
    /// The queue for what could not be delivered.
    pub dead_letters: Option<String>,
    /// How an HTTP endpoint is tried, where that was said.
    pub delivery: Option<DeliveryPolicy>,
    /// The role to write to a delivery stream as.
    pub role: Option<String>,
}

impl Terms {
    /// What stored `attributes` mean.
    pub fn of(attributes: &Attributes) -> Self {
        let text = |name: &str| attributes.get(name).map(String::as_str);
        let scope = scope(text("FilterPolicyScope").unwrap_or_default()).unwrap_or_default();
        Self {
            filter: text("FilterPolicy").and_then(|text| Filter::parse(text, scope).ok()),
            scope,
            raw: text("RawMessageDelivery") == Some("true"),
            dead_letters: text("RedrivePolicy").and_then(|text| dead_letters(text).ok()),
            delivery: text("DeliveryPolicy").and_then(|text| subscription_delivery_policy(text).ok()),
            role: text("SubscriptionRoleArn").map(str::to_owned),
        }
    }
}

fn scope(text: &str) -> Option<Scope> {
    match text {
        "MessageAttributes" => Some(Scope::MessageAttributes),
        "MessageBody" => Some(Scope::MessageBody),
        _ => None,
    }
}

fn dead_letters(text: &str) -> Result<String, String> {
    let policy: Value = serde_json::from_str(text).map_err(|_| "failed to parse JSON.".to_owned())?;
    let arn = policy["deadLetterTargetArn"].as_str().unwrap_or_default();
    match kernel::Arn::parse(arn) {
        Ok(parsed) if parsed.service() == "sqs" => Ok(arn.to_owned()),
        _ => Err("deadLetterTargetArn is an invalid arn".to_owned()),
    }
}

/// `now` changed by `given`, checked. A value that takes an attribute away is the empty text.
pub fn changed(now: &Attributes, given: &Attributes, protocol: &str) -> Result<Attributes, SettingError> {
    let mut next = now.clone();
    for (name, value) in given {
        match normal(name, value, protocol)? {
            Some(value) => next.insert(name.clone(), value),
            None => next.remove(name),
        };
    }
    let kept = next.get("FilterPolicyScope").map_or("MessageAttributes", String::as_str);
    if let Some(filter) = next.get("FilterPolicy") {
        let scope = scope(kept).unwrap_or_default();
        Filter::parse(filter, scope).map_err(|reason| SettingError::invalid("FilterPolicy", reason))?;
    }
    Ok(next)
}

/// The value of one attribute as it is kept; none where it takes the attribute away.
fn normal(name: &str, value: &str, protocol: &str) -> Result<Option<String>, SettingError> {
    let invalid = |reason: String| SettingError::invalid(name, reason);
    let kept = Ok(Some(value.to_owned()));
    match name {
        "FilterPolicy" if value.trim().is_empty() || value.trim() == "{}" => Ok(None),
        // Checked with the scope, which may come with it.
        "FilterPolicy" => kept,
        "FilterPolicyScope" => scope(value).map(|_| kept).unwrap_or_else(|| {
            let text = format!("Invalid value [{value}]. Please use either MessageBody or MessageAttributes");
            Err(invalid(text))
        }),
        "RawMessageDelivery" => match value.to_ascii_lowercase().as_str() {
            "true" if !["sqs", "http", "https", "firehose"].contains(&protocol) => {
                let text =
                    "Delivery protocol [".to_owned() + protocol + "] does not support raw message delivery.";
                Err(invalid(text))
            }
            word @ ("true" | "false") => Ok(Some(word.to_owned())),
            _ => Err(invalid(format!("Invalid value [{value}]. Must be true or false."))),
        },
        "RedrivePolicy" | "DeliveryPolicy" if value.is_empty() => Ok(None),
        "RedrivePolicy" => dead_letters(value).map_err(invalid).and(kept),
        "DeliveryPolicy" if !["http", "https"].contains(&protocol) => {
            Err(invalid("it is for http and https only".to_owned()))
        }
        "DeliveryPolicy" => subscription_delivery_policy(value).map_err(invalid).and(kept),
        "SubscriptionRoleArn" => match kernel::Arn::parse(value) {
            Ok(arn) if arn.service() == "iam" && arn.resource().starts_with("role/") => kept,
            _ => Err(invalid("it must be the ARN of a role".to_owned())),
        },
        _ => Err(SettingError::Unknown(name.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(pairs: &[(&str, &str)], protocol: &str) -> Result<Attributes, SettingError> {
        let given = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<Attributes>();
        changed(&Attributes::new(), &given, protocol)
    }

    #[test]
    fn attributes_are_kept_as_they_mean() {
        let arn = r#"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:d"}"#;
        let kept = change(&[("RawMessageDelivery", "True"), ("RedrivePolicy", arn)], "sqs").unwrap();
        let terms = Terms::of(&kept);
        assert!(terms.raw && terms.filter.is_none() && terms.scope == Scope::MessageAttributes);
        assert_eq!(terms.dead_letters.as_deref(), Some("arn:aws:sqs:us-east-1:000000000000:d"));
        let filter = [("FilterPolicy", r#"{"a":{"b":["c"]}}"#), ("FilterPolicyScope", "MessageBody")];
        assert!(Terms::of(&change(&filter, "sqs").unwrap()).filter.is_some());
        assert!(change(&filter[..1], "sqs").is_err(), "attributes are not nested");
        assert!(change(&[("FilterPolicy", "{}")], "sqs").unwrap().is_empty());
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (name, value) in [
            ("FilterPolicy", "{"),
            ("FilterPolicyScope", "Body"),
            ("RawMessageDelivery", "yes"),
            ("RawMessageDelivery", "true"),
            ("RedrivePolicy", "{}"),
            ("DeliveryPolicy", "{}"),
            ("SubscriptionRoleArn", "role"),
            ("Odd", "1"),
        ] {
            assert!(change(&[(name, value)], "lambda").is_err(), "{name}");
        }
    }
}
