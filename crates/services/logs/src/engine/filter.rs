//! Metric filters and subscriptions as they are stored: JSON. `docs/formats/logs.md` states it.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::{Shape, from_json, to_json};

use super::{EngineError, Follower, Result};

/// The version of the forms below.
const VERSION: i32 = 1;

/// What is stored of a metric filter.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredMetricFilter {
    /// The version of this form.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// Its pattern.
    pub pattern: String,
    /// The metric's namespace.
    pub namespace: String,
    /// The metric's name.
    pub metric: String,
    /// A number, or where one is found: `$.field`, `$name`.
    pub value: String,
    /// What an event counts for that does not match.
    pub default_value: Option<f64>,
    /// Dimensions, and where their values are found.
    pub dimensions: BTreeMap<String, String>,
    /// The unit in AWS's words.
    pub unit: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// Events from this number on are counted.
    pub since: i64,
}

/// What is stored of a subscription.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredSubscription {
    /// The version of this form.
    pub version: i32,
    /// Its own number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// Its pattern.
    pub pattern: String,
    /// Where events go.
    pub destination: String,
    /// As whom, unless to a function.
    pub role: Option<String>,
    /// Whether each message goes to any shard, instead of each stream's to one.
    pub random: bool,
    /// When it was made.
    pub created: Timestamp,
}

impl StoredMetricFilter {
    /// A filter of this name; the rest is for the caller to set.
    pub fn new(name: String, created: Timestamp) -> Self {
        Self {
            version: VERSION,
            name,
            pattern: String::new(),
            namespace: String::new(),
            metric: String::new(),
            value: String::new(),
            default_value: None,
            dimensions: BTreeMap::new(),
            unit: None,
            created,
            since: 0,
        }
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The filter in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        known(stored.version).map(|()| stored)
    }
}

impl StoredSubscription {
    /// A subscription of this name; the rest is for the caller to set.
    pub fn new(name: String, created: Timestamp) -> Self {
        Self {
            version: VERSION,
            number: 0,
            name,
            pattern: String::new(),
            destination: String::new(),
            role: None,
            random: false,
            created,
        }
    }

    /// Who follows the group's journal for it.
    pub fn follower(&self) -> Follower {
        Follower(self.number as u64)
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The subscription in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        known(stored.version).map(|()| stored)
    }
}

fn known(version: i32) -> Result<()> {
    match version {
        VERSION => Ok(()),
        _ => Err(EngineError::Corrupt(format!("version {version}, where {VERSION} is known"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let mut filter = StoredMetricFilter::new("f".into(), Timestamp(1500));
        (filter.pattern, filter.namespace, filter.metric) = ("x".into(), "N".into(), "m".into());
        (filter.value, filter.default_value, filter.unit) = ("1".into(), Some(0.0), Some("Count".into()));
        filter.dimensions.insert("d".into(), "$.d".into());
        filter.since = 7;
        let pinned = r#"{"Version":1,"Name":"f","Pattern":"x","Namespace":"N","Metric":"m","Value":"1","DefaultValue":0.0,"Dimensions":{"d":"$.d"},"Unit":"Count","Created":1.500,"Since":7}"#;
        assert_eq!(String::from_utf8(filter.encode()).unwrap(), pinned);
        assert_eq!(StoredMetricFilter::decode(pinned.as_bytes()).unwrap(), filter);
        assert!(StoredMetricFilter::decode(b"{}").is_err());
        let mut stored = StoredSubscription::new("s".into(), Timestamp(1500));
        (stored.number, stored.destination, stored.role) = (3, "arn:d".into(), Some("arn:r".into()));
        let pinned = r#"{"Version":1,"Number":3,"Name":"s","Pattern":"","Destination":"arn:d","Role":"arn:r","Random":false,"Created":1.500}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredSubscription::decode(pinned.as_bytes()).unwrap(), stored);
        assert!(StoredSubscription::decode(pinned.replace(":1,", ":2,").as_bytes()).is_err());
    }
}
