//! A topic's attributes: which there are, what each may be, and what they mean.
//!
//! Attributes are kept as AWS's names and texts, as they were set; [`TopicSettings`] is what the engine works with.
//! Those about feedback and encryption are kept and have no effect.

use std::collections::BTreeMap;

use serde_json::Value;

use super::retry::{DeliveryPolicy, topic_delivery_policy};
use crate::limits::STATEMENTS_MAX;

/// Names of attributes and their values.
pub type Attributes = BTreeMap<String, String>;

/// An attribute that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// There is no such attribute.
    #[error("there is no attribute `{0}`")]
    Unknown(String),
    /// The attribute is one of FIFO topics.
    #[error("`{0}` is for FIFO topics only")]
    FifoOnly(String),
    /// A topic stays what it is.
    #[error("a topic stays FIFO or standard")]
    TypeChange,
    /// The value is none that the attribute may have.
    #[error("the value of `{name}` is none that it may have: {reason}")]
    Invalid {
        /// The attribute.
        name: String,
        /// Why, in AWS's words where they are known; may be empty.
        reason: String,
    },
}

impl SettingError {
    /// That the value of `name` is none that it may have.
    pub fn invalid(name: &str, reason: impl Into<String>) -> Self {
        Self::Invalid { name: name.to_owned(), reason: reason.into() }
    }
}

/// What a topic's attributes mean.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicSettings {
    /// Whether it is a FIFO topic.
    pub fifo: bool,
    /// Whether equal messages are duplicates.
    pub deduplicates_content: bool,
    /// Whether duplicates are looked for within a group only.
    pub deduplicates_by_group: bool,
    /// How notifications are signed: 1 or 2.
    pub signature_version: u8,
    /// How HTTP endpoints are tried, where that was said.
    pub delivery: Option<DeliveryPolicy>,
}

impl TopicSettings {
    /// What stored `attributes` mean.
    pub fn of(attributes: &Attributes) -> Self {
        let is = |name: &str, value: &str| attributes.get(name).is_some_and(|text| text == value);
        let delivery = attributes.get("DeliveryPolicy").and_then(|text| topic_delivery_policy(text).ok());
        Self {
            fifo: is("FifoTopic", "true"),
            deduplicates_content: is("ContentBasedDeduplication", "true"),
            deduplicates_by_group: is("FifoThroughputScope", "MessageGroup"),
            signature_version: if is("SignatureVersion", "2") { 2 } else { 1 },
            delivery,
        }
    }
}

/// What protocols' feedback attributes are about.
const FEEDBACK: [&str; 5] = ["HTTP", "Firehose", "Lambda", "Application", "SQS"];
/// How they end.
const FEEDBACK_ENDS: [&str; 3] =
    ["SuccessFeedbackRoleArn", "FailureFeedbackRoleArn", "SuccessFeedbackSampleRate"];

/// Whether a topic that is there has an attribute `name` that can be set.
pub fn is_settable(name: &str) -> bool {
    let others = [
        "DeliveryPolicy",
        "DisplayName",
        "Policy",
        "TracingConfig",
        "KmsMasterKeyId",
        "SignatureVersion",
        "ContentBasedDeduplication",
        "FifoThroughputScope",
    ];
    others.contains(&name) || is_feedback(name)
}

fn is_feedback(name: &str) -> bool {
    FEEDBACK.iter().any(|of| name.strip_prefix(of).is_some_and(|end| FEEDBACK_ENDS.contains(&end)))
}

/// `now` changed by `given`, checked. A value that takes an attribute away is the empty text.
pub fn changed(
    now: &Attributes,
    given: &Attributes,
    fifo: bool,
    new: bool,
) -> Result<Attributes, SettingError> {
    let mut next = now.clone();
    for (name, value) in given {
        match normal(name, value, fifo, new)? {
            Some(value) => next.insert(name.clone(), value),
            None => next.remove(name),
        };
    }
    Ok(next)
}

/// The value of one attribute as it is kept; none where it takes the attribute away.
fn normal(name: &str, value: &str, fifo: bool, new: bool) -> Result<Option<String>, SettingError> {
    let invalid = |reason: &str| SettingError::invalid(name, reason);
    let one_of = |values: &[&str]| match values.iter().find(|one| one.eq_ignore_ascii_case(value)) {
        Some(one) => Ok(Some((*one).to_owned())),
        None => Err(invalid("")),
    };
    let kept = || Ok((!value.is_empty()).then(|| value.to_owned()));
    match name {
        "FifoTopic" if !new => Err(SettingError::TypeChange),
        "FifoTopic" => one_of(&["true", "false"]),
        "ContentBasedDeduplication" | "FifoThroughputScope" if !fifo => {
            Err(SettingError::FifoOnly(name.to_owned()))
        }
        "ContentBasedDeduplication" => one_of(&["true", "false"]),
        "FifoThroughputScope" => one_of(&["Topic", "MessageGroup"]),
        "DisplayName" if value.chars().count() > 100 => Err(invalid("")),
        "DisplayName" | "KmsMasterKeyId" => kept(),
        "SignatureVersion" => one_of(&["1", "2"]),
        "TracingConfig" => one_of(&["PassThrough", "Active"]),
        "Policy" if value.is_empty() => Ok(None),
        "Policy" => match serde_json::from_str::<Value>(value) {
            Ok(Value::Object(policy)) => match policy.get("Statement") {
                Some(Value::Array(statements)) if statements.len() <= STATEMENTS_MAX => {
                    Ok(Some(value.to_owned()))
                }
                Some(Value::Object(_)) => Ok(Some(value.to_owned())),
                _ => Err(invalid("Policy statement must be present and at most 20")),
            },
            _ => Err(invalid("Policy Error: null")),
        },
        "DeliveryPolicy" if value.is_empty() => Ok(None),
        "DeliveryPolicy" => match topic_delivery_policy(value) {
            Ok(_) => Ok(Some(value.to_owned())),
            Err(reason) => Err(invalid(&reason)),
        },
        _ if is_feedback(name) => kept(),
        _ => Err(SettingError::Unknown(name.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Attributes {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn attributes_are_kept_as_they_mean() {
        let given =
            of(&[("FifoTopic", "True"), ("ContentBasedDeduplication", "true"), ("SignatureVersion", "2")]);
        let kept = changed(&Attributes::new(), &given, true, true).unwrap();
        let settings = TopicSettings::of(&kept);
        assert!(settings.fifo && settings.deduplicates_content && settings.signature_version == 2);
        let kept =
            changed(&kept, &of(&[("DisplayName", "d"), ("SQSSuccessFeedbackSampleRate", "5")]), true, false);
        assert_eq!(kept.unwrap().len(), 5);
        let kept = changed(&of(&[("DisplayName", "d")]), &of(&[("DisplayName", "")]), false, false).unwrap();
        assert!(kept.is_empty());
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let refused = |name: &str, value: &str| {
            changed(&Attributes::new(), &of(&[(name, value)]), false, false).unwrap_err()
        };
        assert_eq!(refused("Nothing", "1"), SettingError::Unknown("Nothing".into()));
        assert_eq!(refused("FifoTopic", "true"), SettingError::TypeChange);
        assert_eq!(
            refused("FifoThroughputScope", "Topic"),
            SettingError::FifoOnly("FifoThroughputScope".into())
        );
        for (name, value) in [("SignatureVersion", "3"), ("Policy", "{"), ("DeliveryPolicy", r#"{"http":1}"#)]
        {
            assert!(matches!(refused(name, value), SettingError::Invalid { .. }), "{name}");
        }
        assert!(!is_settable("SQSSuccess") && is_settable("HTTPFailureFeedbackRoleArn"));
    }
}
