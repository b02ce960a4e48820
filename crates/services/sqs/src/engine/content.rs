//! What a message says, as it is stored: JSON. `docs/formats/sqs.md` states it.
//!
//! Written once with the message and never changed; where the message stands is a record of its own.

use bytes::Bytes;
use wire::{Shape, from_json, to_json};

use super::{EngineError, Result};

/// The version of the form below.
const VERSION: i32 = 1;

/// What a message says.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Content {
    /// The version of this form.
    pub version: i32,
    /// The message's id.
    pub message_id: String,
    /// Its body.
    pub body: String,
    /// Its attributes, in order of name.
    pub attributes: Vec<Attribute>,
    /// The trace header it came with.
    pub trace_header: Option<String>,
    /// Its group.
    pub group_id: Option<String>,
    /// Its deduplication id, in a FIFO queue.
    pub deduplication_id: Option<String>,
    /// Who sent it.
    pub sender: String,
    /// The queue that gave it up.
    pub source_arn: Option<String>,
}

/// An attribute of a message.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its type: `String`, `Number` or `Binary`, and what the sender put after that.
    pub data_type: String,
    /// Its text.
    pub text: Option<String>,
    /// Its bytes, where it is binary.
    pub bytes: Option<Bytes>,
}

impl Content {
    /// A message with nothing but id, body and sender.
    pub fn new(message_id: String, body: String, sender: String) -> Self {
        Self {
            version: VERSION,
            message_id,
            body,
            attributes: Vec::new(),
            trace_header: None,
            group_id: None,
            deduplication_id: None,
            sender,
            source_arn: None,
        }
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The message in stored bytes.
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
        let mut content = Content::new("id".into(), "b\n".into(), "000000000000".into());
        let text =
            Attribute { name: "a".into(), data_type: "String".into(), text: Some("t".into()), bytes: None };
        let bytes = Attribute {
            name: "b".into(),
            data_type: "Binary.x".into(),
            text: None,
            bytes: Some(Bytes::from_static(b"\0")),
        };
        content.attributes = vec![text, bytes];
        content.group_id = Some("g".into());
        content.deduplication_id = Some("d".into());
        let pinned = concat!(
            r#"{"Version":1,"MessageId":"id","Body":"b\n","Attributes":[{"Name":"a","DataType":"String","Text":"t"},"#,
            r#"{"Name":"b","DataType":"Binary.x","Bytes":"AA=="}],"GroupId":"g","DeduplicationId":"d","Sender":"000000000000"}"#
        );
        assert_eq!(String::from_utf8(content.encode()).unwrap(), pinned);
        assert_eq!(Content::decode(pinned.as_bytes()).unwrap(), content);
        assert!(Content::decode(b"{}").is_err() && Content::decode(b"\xff").is_err());
    }
}
