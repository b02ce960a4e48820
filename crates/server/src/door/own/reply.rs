//! Answers of the house's own paths: JSON, and a `message` where something is refused.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use wire::Answer;

use super::Request;

/// A refusal, which is an answer too.
pub type Refusal = Box<Answer>;

/// An answer.
pub type Reply = Result<Answer, Refusal>;

/// A success with JSON.
pub fn value(value: &Value) -> Answer {
    text("application/json", value.to_string())
}

/// A success with text of this kind.
pub fn text(kind: &'static str, body: String) -> Answer {
    bytes(kind, Bytes::from(body))
}

/// A success with bytes of this kind.
pub fn bytes(kind: &'static str, body: Bytes) -> Answer {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    Answer { status: StatusCode::OK, headers, body, stream: None }
}

/// A refusal in words.
pub fn refusal(status: StatusCode, message: impl std::fmt::Display) -> Refusal {
    Box::new(Answer { status, ..value(&json!({"message": message.to_string()})) })
}

/// A refusal of what was asked.
pub fn bad(message: impl std::fmt::Display) -> Refusal {
    refusal(StatusCode::BAD_REQUEST, message)
}

/// Something of ours failed.
pub fn failure(error: &dyn std::fmt::Display) -> Refusal {
    refusal(StatusCode::INTERNAL_SERVER_ERROR, error)
}

/// Another method than those that the path has.
pub fn no_method(methods: &str) -> Refusal {
    refusal(StatusCode::METHOD_NOT_ALLOWED, format!("no such method or path; there are {methods}"))
}

impl Request<'_> {
    /// The body, a JSON object with no other members than `known`.
    pub fn object(&self, known: &[&str]) -> Result<Value, Refusal> {
        let object: Value = serde_json::from_slice(self.body)
            .map_err(|error| bad(format!("the body is not JSON: {error}")))?;
        let members = object.as_object().ok_or_else(|| bad("the body is not a JSON object"))?;
        match members.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(bad(format!("`{name}` is not known; there are {}", known.join(", ")))),
            None => Ok(object),
        }
    }
}

/// A member that is a text.
pub fn text_of(object: &Value, name: &str) -> Result<Option<String>, Refusal> {
    match &object[name] {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        _ => Err(bad(format!("`{name}` is not a string"))),
    }
}

/// A member that is a whole number, 0 or more.
pub fn number_of(object: &Value, name: &str) -> Result<Option<u64>, Refusal> {
    match &object[name] {
        Value::Null => Ok(None),
        number => number.as_u64().map(Some).ok_or_else(|| bad(format!("`{name}` is not a whole number"))),
    }
}
