//! What a metric is: a namespace, a name and dimensions; and what is stored of it.

use kernel::{Place, Timestamp};

use super::{EngineError, Result, keys};

/// The version of the stored form.
const VERSION: u8 = 1;

/// A metric by name. Dimensions are in order of name, so that two that say the same are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MetricName {
    /// The namespace.
    pub namespace: String,
    /// The name.
    pub name: String,
    /// Names and values, ascending.
    pub dimensions: Vec<(String, String)>,
}

impl MetricName {
    /// The metric with these dimensions, in whatever order. No text has a zero byte.
    pub fn new(namespace: String, name: String, mut dimensions: Vec<(String, String)>) -> Self {
        dimensions.sort();
        Self { namespace, name, dimensions }
    }

    /// Its key among those of `place`.
    pub(super) fn key(&self, place: &Place) -> Vec<u8> {
        let mut key = keys::metrics(place);
        let dimensions = self.dimensions.iter().flat_map(|(name, value)| [name, value]);
        for text in [&self.namespace, &self.name].into_iter().chain(dimensions) {
            key.extend(text.as_bytes());
            key.push(0);
        }
        key
    }

    /// The metric whose key ends so, after what all keys of its place begin with.
    pub(super) fn of_key(rest: &[u8]) -> Result<Self> {
        let damaged = || EngineError::Corrupt("a metric's key");
        let text = std::str::from_utf8(rest).map_err(|_| damaged())?;
        let mut texts = text.strip_suffix('\0').ok_or_else(damaged)?.split('\0').map(str::to_owned);
        let (namespace, name) = texts.next().zip(texts.next()).ok_or_else(damaged)?;
        let mut dimensions = Vec::new();
        while let Some(name) = texts.next() {
            dimensions.push((name, texts.next().ok_or_else(damaged)?));
        }
        Ok(Self { namespace, name, dimensions })
    }
}

/// What is stored of a metric: version (1 byte), number (8), when data came last, in milliseconds (8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StoredMetric {
    pub number: u64,
    pub seen: Timestamp,
}

impl StoredMetric {
    pub fn encode(&self) -> Vec<u8> {
        [&[VERSION][..], &self.number.to_be_bytes(), &self.seen.0.to_be_bytes()].concat()
    }

    pub fn decode(bytes: &[u8]) -> Result<Self> {
        match bytes {
            [VERSION, rest @ ..] if rest.len() == 16 => {
                Ok(Self { number: keys::number(&rest[..8])?, seen: Timestamp(keys::number(&rest[8..])?) })
            }
            _ => Err(EngineError::Corrupt("a metric")),
        }
    }
}
