//! A queue's description as it is stored: JSON. `docs/formats/sqs.md` states it.

use std::collections::BTreeMap;

use kernel::{Place, Timestamp};
use wire::{Shape, from_json, to_json};

use super::{EngineError, QueueId, Result};

/// The version of the form below.
const VERSION: i32 = 1;

/// What is stored of a queue.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredQueue {
    /// The version of this form.
    pub version: i32,
    /// The queue's own number.
    pub number: i64,
    /// How often it was changed.
    pub revision: i64,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// When its attributes were last changed.
    pub modified: Timestamp,
    /// The attributes that are other than by default.
    pub attributes: BTreeMap<String, String>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

impl StoredQueue {
    /// A queue that was not stored yet, and so has no number.
    pub fn new(
        name: String,
        now: Timestamp,
        attributes: BTreeMap<String, String>,
        tags: BTreeMap<String, String>,
    ) -> Self {
        Self { version: VERSION, number: 0, revision: 0, name, created: now, modified: now, attributes, tags }
    }

    /// The queue's own number.
    pub fn id(&self) -> QueueId {
        QueueId(self.number as u64)
    }

    /// Its ARN.
    pub fn arn(&self, place: &Place) -> String {
        place.arn("sqs", &self.name).to_string()
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The description in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        match stored.version {
            VERSION => Ok(stored),
            other => Err(EngineError::Corrupt(format!("version {other}, where {VERSION} is known"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let attributes = BTreeMap::from([("DelaySeconds".to_owned(), "5".to_owned())]);
        let tags = BTreeMap::from([("k".to_owned(), "v".to_owned())]);
        let mut stored = StoredQueue::new("a".into(), Timestamp(1500), attributes, tags);
        stored.number = 7;
        let pinned = r#"{"Version":1,"Number":7,"Revision":0,"Name":"a","Created":1.500,"Modified":1.500,"Attributes":{"DelaySeconds":"5"},"Tags":{"k":"v"}}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredQueue::decode(pinned.as_bytes()).unwrap(), stored);
        assert!(StoredQueue::decode(b"{}").is_err() && StoredQueue::decode(b"\xff").is_err());
    }
}
