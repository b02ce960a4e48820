//! Reading and writing the fields of stored records.

use kernel::Timestamp;
use serde_json::{Map, Value};

/// First byte of every record of this format.
const VERSION: u8 = 1;

/// Why stored bytes are no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record's `{0}` is damaged; restore the store from a copy")]
pub struct Damaged(pub &'static str);

/// The fields of a record.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// Reads a whole record.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let json = bytes.strip_prefix(&[VERSION]).ok_or(Damaged("version"))?;
        Self::of(serde_json::from_slice(json).map_err(|_| Damaged("JSON"))?, "JSON")
    }

    /// The fields of an object within a record.
    pub(super) fn of(value: Value, name: &'static str) -> Result<Self, Damaged> {
        match value {
            Value::Object(map) => Ok(Self(map)),
            _ => Err(Damaged(name)),
        }
    }

    /// Takes a text.
    pub(super) fn text(&mut self, name: &'static str) -> Result<String, Damaged> {
        self.optional_text(name)?.ok_or(Damaged(name))
    }

    /// Takes a text that may be missing.
    pub(super) fn optional_text(&mut self, name: &'static str) -> Result<Option<String>, Damaged> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Damaged(name)),
        }
    }

    /// Takes a number.
    pub(super) fn number<T: TryFrom<u64>>(&mut self, name: &'static str) -> Result<T, Damaged> {
        let number = self.0.remove(name).and_then(|value| value.as_u64()).ok_or(Damaged(name))?;
        T::try_from(number).map_err(|_| Damaged(name))
    }

    /// Takes a yes or no.
    pub(super) fn flag(&mut self, name: &'static str) -> Result<bool, Damaged> {
        self.0.remove(name).and_then(|value| value.as_bool()).ok_or(Damaged(name))
    }

    /// Takes a point in time.
    pub(super) fn time(&mut self, name: &'static str) -> Result<Timestamp, Damaged> {
        self.number(name).map(Timestamp)
    }

    /// Takes a list.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(Value) -> Result<T, Damaged>,
    ) -> Result<Vec<T>, Damaged> {
        match self.0.remove(name) {
            Some(Value::Array(items)) => items.into_iter().map(read).collect(),
            _ => Err(Damaged(name)),
        }
    }

    /// Takes a list of texts.
    pub(super) fn texts(&mut self, name: &'static str) -> Result<Vec<String>, Damaged> {
        self.list(name, |value| match value {
            Value::String(text) => Ok(text),
            _ => Err(Damaged(name)),
        })
    }

    /// Takes texts by name.
    pub(super) fn named_texts(&mut self, name: &'static str) -> Result<Vec<(String, String)>, Damaged> {
        let Some(Value::Object(map)) = self.0.remove(name) else { return Err(Damaged(name)) };
        map.into_iter()
            .map(|(key, value)| match value {
                Value::String(text) => Ok((key, text)),
                _ => Err(Damaged(name)),
            })
            .collect()
    }
}

/// Writes a whole record.
pub(super) fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(value.to_string().as_bytes());
    bytes
}
