//! A queue's attributes: which there are, what each may be, and what they mean.
//!
//! Attributes are kept as AWS's names and texts, only those that differ from their default; [`Settings`] is what the
//! engine works with. Policies are kept as they came, see [`super::policy`].

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::Value;

use crate::limits::{
    DELAY_S, KEY_REUSE_S, MESSAGE_BYTES, RECEIVES, RETENTION_S, SOURCES_MAX, VISIBILITY_S, WAIT_S,
};

/// Names of attributes and their values.
pub type Attributes = BTreeMap<String, String>;

/// An attribute that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// There is no such attribute, or not for this queue.
    #[error("there is no attribute `{0}`")]
    Unknown(String),
    /// The attribute is one of FIFO queues.
    #[error("`{0}` is for FIFO queues only")]
    FifoOnly(String),
    /// The value is none that the attribute may have.
    #[error("the value of `{0}` is none that it may have")]
    Invalid(String),
    /// A queue stays what it is.
    #[error("a queue stays FIFO or standard")]
    TypeChange,
    /// Two kinds of encryption at once.
    #[error("a queue is encrypted in one way only")]
    TwoEncryptions,
    /// A member of a policy is missing.
    #[error("the redrive policy lacks `{0}`")]
    Missing(&'static str),
    /// The value of a policy makes no sense, for a reason.
    #[error("`{name}` is not sound: {reason}")]
    Reason {
        /// The attribute.
        name: &'static str,
        /// Its value.
        value: String,
        /// What is wrong with it, in AWS's words.
        reason: String,
    },
}

/// Where messages go that were received too often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redrive {
    /// The dead-letter queue.
    pub target_arn: String,
    /// How often a message may be received.
    pub receives_max: u32,
}

/// Which queues may give up their messages to a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedriveAllow {
    /// Every queue.
    All,
    /// None.
    Nobody,
    /// These.
    Sources(Vec<String>),
}

/// What a queue's attributes mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether it is a FIFO queue.
    pub fifo: bool,
    /// How long a received message is hidden, seconds.
    pub visibility_s: u64,
    /// How long a new message is delayed, seconds.
    pub delay_s: u64,
    /// The largest message, bytes.
    pub message_bytes_max: usize,
    /// How long messages are kept, seconds.
    pub retention_s: u64,
    /// How long a receive waits, seconds.
    pub wait_s: u64,
    /// Where messages go that were received too often.
    pub redrive: Option<Redrive>,
    /// Who may give up messages to this queue.
    pub redrive_allow: RedriveAllow,
    /// Whether equal bodies are duplicates.
    pub deduplicates_content: bool,
    /// Whether duplicates are looked for within a group only.
    pub deduplicates_by_group: bool,
}

impl Settings {
    /// What stored `attributes` mean.
    pub fn of(attributes: &Attributes) -> Self {
        let text = |name: &str| attributes.get(name).map(String::as_str);
        let number = |name: &str, default| text(name).and_then(|text| text.parse().ok()).unwrap_or(default);
        Self {
            fifo: text("FifoQueue") == Some("true"),
            visibility_s: number("VisibilityTimeout", 30),
            delay_s: number("DelaySeconds", 0),
            message_bytes_max: number("MaximumMessageSize", 1_048_576) as usize,
            retention_s: number("MessageRetentionPeriod", 345_600),
            wait_s: number("ReceiveMessageWaitTimeSeconds", 0),
            redrive: text("RedrivePolicy").and_then(|text| redrive(text).ok()?.map(|(_, redrive)| redrive)),
            redrive_allow: text("RedriveAllowPolicy")
                .and_then(|text| redrive_allow(text).ok()?)
                .unwrap_or(RedriveAllow::All),
            deduplicates_content: text("ContentBasedDeduplication") == Some("true"),
            deduplicates_by_group: text("DeduplicationScope") == Some("messageGroup"),
        }
    }
}

/// The attributes that every queue has and their values where none are set.
fn defaults(attributes: &Attributes) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![
        ("VisibilityTimeout", "30"),
        ("MaximumMessageSize", "1048576"),
        ("MessageRetentionPeriod", "345600"),
        ("DelaySeconds", "0"),
        ("ReceiveMessageWaitTimeSeconds", "0"),
    ];
    all.push((
        "SqsManagedSseEnabled",
        if attributes.contains_key("KmsMasterKeyId") { "false" } else { "true" },
    ));
    if attributes.contains_key("FifoQueue") {
        all.extend([
            ("ContentBasedDeduplication", "false"),
            ("DeduplicationScope", "queue"),
            ("FifoThroughputLimit", "perQueue"),
        ]);
    }
    all
}

/// All that can be set of a queue, with defaults where nothing is.
pub fn effective(attributes: &Attributes) -> Attributes {
    let mut all: Attributes =
        defaults(attributes).into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    all.extend(attributes.clone());
    all
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
    let given_on = |name: &str| given.get(name).is_some_and(|value| !value.is_empty() && value != "false");
    if given_on("KmsMasterKeyId") {
        if given_on("SqsManagedSseEnabled") {
            return Err(SettingError::TwoEncryptions);
        }
        next.remove("SqsManagedSseEnabled");
    } else if given_on("SqsManagedSseEnabled") && next.contains_key("KmsMasterKeyId") {
        return Err(SettingError::TwoEncryptions);
    }
    let is = |name: &str, value: &str| next.get(name).is_some_and(|text| text == value);
    if is("FifoThroughputLimit", "perMessageGroupId") && !is("DeduplicationScope", "messageGroup") {
        return Err(SettingError::Reason {
            name: "FifoThroughputLimit",
            value: "perMessageGroupId".to_owned(),
            reason: "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup."
                .to_owned(),
        });
    }
    // `FifoQueue` decides which defaults there are, so it stays.
    let defaults: BTreeMap<_, _> = defaults(&next).into_iter().collect();
    next.retain(|name, value| defaults.get(name.as_str()) != Some(&value.as_str()));
    Ok(next)
}

/// The value of one attribute as it is kept; none where it takes the attribute away.
fn normal(name: &str, value: &str, fifo: bool, new: bool) -> Result<Option<String>, SettingError> {
    let invalid = || SettingError::Invalid(name.to_owned());
    let number = |range: RangeInclusive<i64>| {
        let number = value.trim().parse::<i64>().ok().filter(|number| range.contains(number));
        number.map(|number| Some(number.to_string())).ok_or_else(invalid)
    };
    let one_of =
        |values: &[&str]| values.contains(&value).then(|| Some(value.to_owned())).ok_or_else(invalid);
    match name {
        "DelaySeconds" => number(DELAY_S),
        "MaximumMessageSize" => number(MESSAGE_BYTES),
        "MessageRetentionPeriod" => number(RETENTION_S),
        "ReceiveMessageWaitTimeSeconds" => number(WAIT_S),
        "VisibilityTimeout" => number(VISIBILITY_S),
        "KmsDataKeyReusePeriodSeconds" => number(KEY_REUSE_S),
        "SqsManagedSseEnabled" => one_of(&["true", "false"]),
        "KmsMasterKeyId" => Ok((!value.is_empty()).then(|| value.to_owned())),
        "Policy" if value.is_empty() => Ok(None),
        "Policy" => match serde_json::from_str(value) {
            Ok(Value::Object(_)) => Ok(Some(value.to_owned())),
            _ => Err(invalid()),
        },
        "RedrivePolicy" => Ok(redrive(value)?.map(|(text, _)| text)),
        "RedriveAllowPolicy" => {
            redrive_allow(value)?;
            Ok((!value.is_empty()).then(|| value.to_owned()))
        }
        "FifoQueue" if !new => {
            let same = (value == "true") == fifo && fifo;
            if same { Ok(Some(value.to_owned())) } else { Err(SettingError::TypeChange) }
        }
        "FifoQueue" if value == "true" => Ok(Some(value.to_owned())),
        "FifoQueue" | "ContentBasedDeduplication" if !fifo => Err(SettingError::Unknown(name.to_owned())),
        "ContentBasedDeduplication" => one_of(&["true", "false"]),
        "DeduplicationScope" | "FifoThroughputLimit" if !fifo => Err(SettingError::FifoOnly(name.to_owned())),
        "DeduplicationScope" => one_of(&["queue", "messageGroup"]),
        "FifoThroughputLimit" => one_of(&["perQueue", "perMessageGroupId"]),
        _ => Err(SettingError::Unknown(name.to_owned())),
    }
}

/// A redrive policy, and how it is kept; none where it is taken away.
fn redrive(text: &str) -> Result<Option<(String, Redrive)>, SettingError> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong =
        |reason: String| SettingError::Reason { name: "RedrivePolicy", value: text.to_owned(), reason };
    let Ok(Value::Object(policy)) = serde_json::from_str(text) else {
        return Err(wrong("Redrive policy is not a valid JSON map.".to_owned()));
    };
    if let Some(other) =
        policy.keys().find(|key| !["deadLetterTargetArn", "maxReceiveCount"].contains(&key.as_str()))
    {
        return Err(wrong(format!(
            "Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount]. `{other}` is none of them."
        )));
    }
    let target = policy.get("deadLetterTargetArn").ok_or(SettingError::Missing("deadLetterTargetArn"))?;
    let count = policy.get("maxReceiveCount").ok_or(SettingError::Missing("maxReceiveCount"))?;
    let target_arn = target.as_str().unwrap_or_default().to_owned();
    if kernel::Arn::parse(&target_arn).is_err() {
        return Err(wrong("Invalid value for deadLetterTargetArn.".to_owned()));
    }
    let shown = count.as_str().map_or_else(|| count.to_string(), str::to_owned);
    let receives_max =
        shown.parse::<i64>().ok().filter(|count| RECEIVES.contains(count)).ok_or_else(|| {
            wrong(format!(
                "Invalid value for maxReceiveCount: {shown}, valid values are from 1 to 1000 both inclusive."
            ))
        })?;
    let kept = serde_json::json!({ "deadLetterTargetArn": target_arn, "maxReceiveCount": receives_max });
    Ok(Some((kept.to_string(), Redrive { target_arn, receives_max: receives_max as u32 })))
}

fn redrive_allow(text: &str) -> Result<Option<RedriveAllow>, SettingError> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = |reason: &str| SettingError::Reason {
        name: "RedriveAllowPolicy",
        value: text.to_owned(),
        reason: reason.to_owned(),
    };
    let Ok(Value::Object(policy)) = serde_json::from_str(text) else {
        return Err(wrong("Redrive allow policy is not a valid JSON map."));
    };
    let sources: Option<Vec<String>> = policy.get("sourceQueueArns").map(|arns| {
        arns.as_array().into_iter().flatten().filter_map(|arn| arn.as_str().map(str::to_owned)).collect()
    });
    match (policy.get("redrivePermission").and_then(Value::as_str), sources) {
        (Some("byQueue"), Some(sources)) if (1..=SOURCES_MAX).contains(&sources.len()) => {
            Ok(Some(RedriveAllow::Sources(sources)))
        }
        (Some("byQueue"), _) => Err(wrong("byQueue needs 1 to 10 sourceQueueArns.")),
        (Some("allowAll"), None) => Ok(Some(RedriveAllow::All)),
        (Some("denyAll"), None) => Ok(Some(RedriveAllow::Nobody)),
        (Some("allowAll" | "denyAll"), Some(_)) => Err(wrong("sourceQueueArns are for byQueue only.")),
        _ => Err(wrong("redrivePermission must be allowAll, denyAll or byQueue.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Attributes {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_by_default_is_not_kept_and_still_there() {
        let given = of(&[("VisibilityTimeout", "30"), ("DelaySeconds", "05")]);
        let kept = changed(&Attributes::new(), &given, false, true).unwrap();
        assert_eq!(kept, of(&[("DelaySeconds", "5")]));
        assert_eq!(effective(&kept)["VisibilityTimeout"], "30");
        assert_eq!(Settings::of(&kept).delay_s, 5);
        let kept =
            changed(&kept, &of(&[("DelaySeconds", "0"), ("KmsMasterKeyId", "k")]), false, false).unwrap();
        assert_eq!(kept, of(&[("KmsMasterKeyId", "k")]));
        assert_eq!(effective(&kept)["SqsManagedSseEnabled"], "false");
    }

    #[test]
    fn values_that_make_no_sense_are_refused() {
        let refused = |name: &str, value: &str, fifo| {
            changed(&Attributes::new(), &of(&[(name, value)]), fifo, true).unwrap_err()
        };
        assert_eq!(
            refused("VisibilityTimeout", "43201", false),
            SettingError::Invalid("VisibilityTimeout".into())
        );
        assert_eq!(refused("FifoQueue", "false", false), SettingError::Unknown("FifoQueue".into()));
        assert_eq!(
            refused("DeduplicationScope", "queue", false),
            SettingError::FifoOnly("DeduplicationScope".into())
        );
        assert_eq!(refused("Nothing", "1", true), SettingError::Unknown("Nothing".into()));
        assert!(matches!(
            refused("FifoThroughputLimit", "perMessageGroupId", true),
            SettingError::Reason { .. }
        ));
        assert_eq!(
            refused("RedrivePolicy", r#"{"maxReceiveCount":1}"#, false),
            SettingError::Missing("deadLetterTargetArn")
        );
        assert!(matches!(
            refused("RedriveAllowPolicy", r#"{"redrivePermission":"byQueue"}"#, false),
            SettingError::Reason { .. }
        ));
        let standard = of(&[("FifoQueue", "true")]);
        assert_eq!(changed(&Attributes::new(), &standard, false, false), Err(SettingError::TypeChange));
    }

    #[test]
    fn a_redrive_policy_takes_its_count_as_text_or_number() {
        let arn = "arn:aws:sqs:us-east-1:000000000000:d";
        let text = format!(r#"{{"maxReceiveCount":"3","deadLetterTargetArn":"{arn}"}}"#);
        let kept = changed(&Attributes::new(), &of(&[("RedrivePolicy", &text)]), false, true).unwrap();
        assert_eq!(
            kept["RedrivePolicy"],
            format!(r#"{{"deadLetterTargetArn":"{arn}","maxReceiveCount":3}}"#)
        );
        let redrive = Settings::of(&kept).redrive.unwrap();
        assert_eq!((redrive.target_arn.as_str(), redrive.receives_max), (arn, 3));
        assert_eq!(changed(&kept, &of(&[("RedrivePolicy", "")]), false, false).unwrap(), Attributes::new());
    }
}
