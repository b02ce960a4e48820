//! An event as it is stored, JSON under `event/<id>`; `docs/formats/lambda.md` states it.

use bytes::Bytes;
use kernel::Timestamp;
use wire::{Shape, from_json, to_json};

/// What keys of events begin with.
pub const PREFIX: &[u8] = b"event/";
/// The version of the form below.
pub const VERSION: i32 = 1;

/// What is stored of an event.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredEvent {
    /// The version of this form.
    pub version: i32,
    /// The invocation's id; orders nothing.
    pub id: String,
    /// The function's ARN, as it was invoked.
    pub function: String,
    /// When it was taken.
    pub taken: Timestamp,
    /// How often the function has failed at it, if it has.
    pub failures: Option<i32>,
    /// When it is tried next, after a failure.
    pub due: Option<Timestamp>,
    /// The event itself.
    pub payload: Bytes,
}

/// The key of the event `id`.
pub fn key(id: &str) -> Vec<u8> {
    [PREFIX, id.as_bytes()].concat()
}

impl StoredEvent {
    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The event in stored bytes, or what is wrong with them.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let event: Self = from_json(bytes).map_err(|error| error.to_string())?;
        match event.version {
            VERSION => Ok(event),
            other => Err(format!("version {other}, where {VERSION} is known")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let event = StoredEvent {
            version: VERSION,
            id: "i".into(),
            function: "arn:f".into(),
            taken: Timestamp(2000),
            failures: None,
            due: None,
            payload: Bytes::from_static(b"{}"),
        };
        let failed = StoredEvent { failures: Some(1), due: Some(Timestamp(62_000)), ..event.clone() };
        for (event, pinned) in [
            (&event, r#"{"Version":1,"Id":"i","Function":"arn:f","Taken":2.0,"Payload":"e30="}"#),
            (
                &failed,
                r#"{"Version":1,"Id":"i","Function":"arn:f","Taken":2.0,"Failures":1,"Due":62.0,"Payload":"e30="}"#,
            ),
        ] {
            assert_eq!(String::from_utf8(event.encode()).unwrap(), pinned);
            assert_eq!(StoredEvent::decode(pinned.as_bytes()).as_ref(), Ok(event));
        }
        assert_eq!(key("i"), b"event/i");
        assert!(StoredEvent::decode(b"{\"Version\":2}").is_err());
    }
}
