//! A group's description as it is stored: JSON. `docs/formats/logs.md` states it.

use std::collections::BTreeMap;

use kernel::{Place, Timestamp};
use wire::{Shape, from_json, to_json};

use super::{EngineError, GroupId, Result};

/// The version of the form below.
const VERSION: i32 = 1;

/// What is stored of a group.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredGroup {
    /// The version of this form.
    pub version: i32,
    /// The group's own number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// How long events are kept, days; for ever if none is set.
    pub retention_days: Option<i32>,
    /// Whether its class is INFREQUENT_ACCESS.
    pub infrequent_access: bool,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

impl StoredGroup {
    /// A group that keeps its events for ever. It has no number before it is stored.
    pub fn new(name: String, created: Timestamp) -> Self {
        Self {
            version: VERSION,
            number: 0,
            name,
            created,
            retention_days: None,
            infrequent_access: false,
            tags: BTreeMap::new(),
        }
    }

    /// The group's own number.
    pub fn id(&self) -> GroupId {
        GroupId(self.number as u64)
    }

    /// Events from before this are gone.
    pub fn horizon(&self, now: Timestamp) -> Timestamp {
        let kept_ms = self.retention_days.map_or(u64::MAX, |days| days.unsigned_abs() as u64 * 86_400_000);
        Timestamp(now.0.saturating_sub(kept_ms))
    }

    /// Its ARN, without the `:*` that some want after it.
    pub fn arn(&self, place: &Place) -> String {
        place.arn("logs", &format!("log-group:{}", self.name)).to_string()
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The description in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        if stored.version == VERSION {
            Ok(stored)
        } else {
            Err(EngineError::Corrupt(format!("version {}, where {VERSION} is known", stored.version)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let mut stored = StoredGroup::new("/a".into(), Timestamp(1500));
        stored.number = 7;
        stored.retention_days = Some(1);
        stored.tags.insert("k".into(), "v".into());
        let pinned = r#"{"Version":1,"Number":7,"Name":"/a","Created":1.500,"RetentionDays":1,"InfrequentAccess":false,"Tags":{"k":"v"}}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredGroup::decode(pinned.as_bytes()).unwrap(), stored);
        assert!(StoredGroup::decode(b"{}").is_err() && StoredGroup::decode(b"\xff").is_err());
        assert_eq!(stored.horizon(Timestamp(86_400_005)), Timestamp(5));
    }
}
