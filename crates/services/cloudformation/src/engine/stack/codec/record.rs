//! A record on its way from bytes: fields by name, and what earlier versions had not.

use serde_json::{Map, Value, json};

use super::{CodecError, FORMAT_VERSION};

/// A field and what it is where there is none.
type Added = (&'static str, fn() -> Value);

/// Fields that version 2 added, with what they are in a record of version 1; a record takes those of its kind.
const ADDED: [Added; 6] = [
    ("former", || Value::Null),
    ("change_set", || Value::Null),
    ("updated_ms", || Value::Null),
    ("imports", || json!([])),
    ("update_replace_policy", || json!("Delete")),
    ("update", || Value::Null),
];

/// An object whose fields are asked for by name; what is not sound is an error.
pub(super) struct Record(Map<String, Value>);

impl Record {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, CodecError> {
        let value: Value = serde_json::from_slice(bytes).map_err(|_| CodecError::NotJson)?;
        let record = Self::of(&value, "version")?;
        match record.get("version", Value::as_u64)? {
            1 => Ok(record.upgraded()),
            FORMAT_VERSION => Ok(record),
            other => Err(CodecError::Version(other)),
        }
    }

    /// A record of version 1 as one of version 2.
    fn upgraded(mut self) -> Self {
        for (name, value) in ADDED {
            self.0.entry(name).or_insert_with(value);
        }
        self
    }

    pub(super) fn of(value: &Value, name: &'static str) -> Result<Self, CodecError> {
        value.as_object().cloned().map(Self).ok_or(CodecError::Field(name))
    }

    pub(super) fn field(&self, name: &'static str) -> Result<&Value, CodecError> {
        self.0.get(name).ok_or(CodecError::Field(name))
    }

    pub(super) fn get<'r, T>(
        &'r self,
        name: &'static str,
        read: impl Fn(&'r Value) -> Option<T>,
    ) -> Result<T, CodecError> {
        read(self.field(name)?).ok_or(CodecError::Field(name))
    }

    pub(super) fn or_null<'r, T>(
        &'r self,
        name: &'static str,
        read: impl Fn(&'r Value) -> Option<T>,
    ) -> Result<Option<T>, CodecError> {
        if self.field(name)?.is_null() { Ok(None) } else { self.get(name, read).map(Some) }
    }

    pub(super) fn text(&self, name: &'static str) -> Result<String, CodecError> {
        self.get(name, Value::as_str).map(str::to_owned)
    }

    pub(super) fn text_or_null(&self, name: &'static str) -> Result<Option<String>, CodecError> {
        Ok(self.or_null(name, Value::as_str)?.map(str::to_owned))
    }

    pub(super) fn parsed<T>(
        &self,
        name: &'static str,
        parse: fn(&str) -> Option<T>,
    ) -> Result<T, CodecError> {
        parse(self.get(name, Value::as_str)?).ok_or(CodecError::Field(name))
    }

    pub(super) fn list(&self, name: &'static str) -> Result<&Vec<Value>, CodecError> {
        self.get(name, Value::as_array)
    }

    pub(super) fn texts(&self, name: &'static str) -> Result<Vec<String>, CodecError> {
        let texts = self.list(name)?.iter().map(|item| item.as_str().map(str::to_owned));
        texts.collect::<Option<_>>().ok_or(CodecError::Field(name))
    }

    pub(super) fn object(&self, name: &'static str) -> Result<&Map<String, Value>, CodecError> {
        self.get(name, Value::as_object)
    }
}
