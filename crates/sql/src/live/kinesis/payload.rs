//! JSON values as cells, and objects in records.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::live::columns::{Cell, Kind};

/// The object that a record is, if it is one.
pub fn object(data: &[u8]) -> Option<Map<String, Value>> {
    if data.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    match serde_json::from_slice(data) {
        Ok(Value::Object(object)) => Some(object),
        _ => None,
    }
}

/// The member that a column is of: by its spellings, then in any case.
pub fn member<'a>(object: &'a Map<String, Value>, name: &str, spellings: &[String]) -> Option<&'a Value> {
    let known = spellings.iter().find_map(|spelling| object.get(spelling));
    known.or_else(|| object.iter().find(|(other, _)| other.to_lowercase() == name).map(|(_, value)| value))
}

impl Cell for Value {
    fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::Null => return None,
            Self::Bool(_) => Kind::Boolean,
            Self::Number(number) if number.is_i64() => Kind::Integer,
            Self::Number(_) => Kind::Double,
            Self::String(_) | Self::Array(_) | Self::Object(_) => Kind::Text,
        })
    }

    fn boolean(&self) -> Option<bool> {
        self.as_bool()
    }

    fn integer(&self) -> Option<i64> {
        self.as_i64()
    }

    fn double(&self) -> Option<f64> {
        self.as_f64()
    }

    fn binary(&self) -> Option<&[u8]> {
        None
    }

    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::String(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_objects_have_members() {
        let object = object(br#" {"Id": 1, "v": 1.0, "n": null, "o": {"x": [1]}} "#).unwrap();
        let kind = |name: &str| member(&object, name, &[]).and_then(Cell::kind);
        assert_eq!(kind("id"), Some(Kind::Integer));
        assert_eq!(kind("v"), Some(Kind::Double));
        assert_eq!(kind("n"), None);
        assert_eq!(member(&object, "o", &["o".to_owned()]).unwrap().text(), r#"{"x":[1]}"#);
        for data in ["", "text", "[1]", "{", "{} {}"] {
            assert!(super::object(data.as_bytes()).is_none(), "{data}");
        }
    }
}
