//! Descriptions of topics and subscriptions as they are stored: JSON. `docs/formats/sns.md` states them.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::{Shape, from_json, to_json};

use super::{EngineError, Result, TopicId};

/// The version of the forms below.
const VERSION: i32 = 1;

/// What is stored of a topic.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredTopic {
    /// The version of this form.
    pub version: i32,
    /// The topic's own number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// The attributes that were set.
    pub attributes: BTreeMap<String, String>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// What is stored of a subscription.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredSubscription {
    /// The version of this form.
    pub version: i32,
    /// The last part of its ARN, a UUID.
    pub id: String,
    /// The account that subscribed.
    pub owner: String,
    /// The ARN of who subscribed.
    pub principal: String,
    /// The protocol, in AWS's word.
    pub protocol: String,
    /// Where messages go.
    pub endpoint: String,
    /// When it was made.
    pub created: Timestamp,
    /// The token that confirms it; it stays, for a confirmation may be repeated.
    pub token: Option<String>,
    /// Whether it was confirmed, or never had to be.
    pub confirmed: bool,
    /// Whether who confirmed it was known.
    pub authenticated: bool,
    /// Whether only its owner and the topic's may end it.
    pub guarded: bool,
    /// The attributes that were set.
    pub attributes: BTreeMap<String, String>,
}

impl StoredTopic {
    /// A topic that was not stored yet, and so has no number.
    pub fn new(
        name: String,
        now: Timestamp,
        attributes: BTreeMap<String, String>,
        tags: BTreeMap<String, String>,
    ) -> Self {
        Self { version: VERSION, number: 0, name, created: now, attributes, tags }
    }

    /// The topic's own number.
    pub fn id(&self) -> TopicId {
        TopicId(self.number as u64)
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The description in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        check_version(stored.version)?;
        Ok(stored)
    }
}

impl StoredSubscription {
    /// A subscription that is not confirmed.
    pub fn new(id: String, owner: String, principal: String, protocol: String, endpoint: String) -> Self {
        Self {
            version: VERSION,
            id,
            owner,
            principal,
            protocol,
            endpoint,
            created: Timestamp(0),
            token: None,
            confirmed: false,
            authenticated: false,
            guarded: false,
            attributes: BTreeMap::new(),
        }
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The subscription in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        check_version(stored.version)?;
        Ok(stored)
    }
}

/// Refuses a form that is not known.
pub(super) fn check_version(version: i32) -> Result<()> {
    match version {
        VERSION => Ok(()),
        other => Err(EngineError::Corrupt(format!("version {other}, where {VERSION} is known"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_topics_are_pinned() {
        let attributes = BTreeMap::from([("DisplayName".to_owned(), "d".to_owned())]);
        let tags = BTreeMap::from([("k".to_owned(), "v".to_owned())]);
        let mut stored = StoredTopic::new("a".into(), Timestamp(1500), attributes, tags);
        stored.number = 7;
        let pinned = r#"{"Version":1,"Number":7,"Name":"a","Created":1.500,"Attributes":{"DisplayName":"d"},"Tags":{"k":"v"}}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredTopic::decode(pinned.as_bytes()).unwrap(), stored);
        assert!(StoredTopic::decode(b"{}").is_err() && StoredTopic::decode(b"\xff").is_err());
    }

    #[test]
    fn bytes_of_subscriptions_are_pinned() {
        let mut stored =
            StoredSubscription::new("u".into(), "1".into(), "p".into(), "http".into(), "http://e".into());
        stored.token = Some("t".into());
        stored.attributes.insert("RawMessageDelivery".into(), "true".into());
        let pinned = concat!(
            r#"{"Version":1,"Id":"u","Owner":"1","Principal":"p","Protocol":"http","Endpoint":"http://e","Created":0.0,"Token":"t","#,
            r#""Confirmed":false,"Authenticated":false,"Guarded":false,"Attributes":{"RawMessageDelivery":"true"}}"#
        );
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredSubscription::decode(pinned.as_bytes()).unwrap(), stored);
        assert!(StoredSubscription::decode(b"{}").is_err());
    }
}
