//! Messages, and that they are still to be delivered, as they are stored: JSON. `docs/formats/sns.md` states them.

use bytes::Bytes;
use kernel::Timestamp;
use wire::{Shape, from_json, to_json};

use super::record::check_version;
use super::{EngineError, Result};

/// The version of the forms below.
const VERSION: i32 = 1;

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum MessageKind {
    /// What somebody published.
    Notification,
    /// The question whether an endpoint wants to be subscribed.
    SubscriptionConfirmation,
    /// That it no longer is, and how to undo that.
    UnsubscribeConfirmation,
}

/// A message as it is stored.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredMessage {
    /// The version of this form.
    pub version: i32,
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: MessageKind,
    /// When it was published.
    pub published: Timestamp,
    /// What it says to those for whom nothing else is said.
    pub text: String,
    /// What it says to subscribers of single protocols.
    pub texts: Vec<Text>,
    /// Its subject.
    pub subject: Option<String>,
    /// Its attributes, in order of name.
    pub attributes: Vec<Attribute>,
    /// Its group.
    pub group_id: Option<String>,
    /// Its deduplication id, in a FIFO topic.
    pub deduplication_id: Option<String>,
    /// Of a confirmation: the token that confirms.
    pub token: Option<String>,
    /// Of the confirmation of an end: the protocol of the subscription that was, and its endpoint.
    pub protocol: Option<String>,
    /// See `protocol`.
    pub endpoint: Option<String>,
}

/// What a message says to subscribers of one protocol.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Text {
    /// The protocol, in AWS's word.
    pub protocol: String,
    /// What it says.
    pub text: String,
}

/// An attribute of a message.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its type: `String`, `String.Array`, `Number`, `Binary`, and what the sender put after that.
    pub data_type: String,
    /// Its text.
    pub text: Option<String>,
    /// Its bytes, where it is binary.
    pub bytes: Option<Bytes>,
}

/// How the delivery of a message to a subscription stands.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredDelivery {
    /// The version of this form.
    pub version: i32,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is to be tried again.
    pub due: Timestamp,
    /// The message's group, where those of one group go in order.
    pub group: Option<String>,
    /// Whether it was given up, and what is left is to tell the dead-letter queue.
    pub dead: bool,
}

impl StoredMessage {
    /// A message with nothing but id, kind and text.
    pub fn new(id: String, kind: MessageKind, text: String, published: Timestamp) -> Self {
        Self {
            version: VERSION,
            id,
            kind,
            published,
            text,
            texts: Vec::new(),
            subject: None,
            attributes: Vec::new(),
            group_id: None,
            deduplication_id: None,
            token: None,
            protocol: None,
            endpoint: None,
        }
    }

    /// What it says to subscribers of `protocol`.
    pub fn text_for(&self, protocol: &str) -> &str {
        let own = self.texts.iter().find(|text| text.protocol == protocol);
        own.map_or(&self.text, |own| &own.text)
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The message in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        check_version(stored.version)?;
        Ok(stored)
    }
}

impl StoredDelivery {
    /// One that was not tried yet.
    pub fn new(group: Option<String>) -> Self {
        Self { version: VERSION, attempts: 0, due: Timestamp(0), group, dead: false }
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The delivery in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        check_version(stored.version)?;
        Ok(stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_messages_are_pinned() {
        let mut message =
            StoredMessage::new("i".into(), MessageKind::Notification, "t".into(), Timestamp(1500));
        message.texts = vec![Text { protocol: "sqs".into(), text: "q".into() }];
        message.subject = Some("s".into());
        let bytes = Some(Bytes::from_static(b"\0"));
        message.attributes =
            vec![Attribute { name: "a".into(), data_type: "Binary".into(), text: None, bytes }];
        let pinned = concat!(
            r#"{"Version":1,"Id":"i","Kind":"Notification","Published":1.500,"Text":"t","Texts":[{"Protocol":"sqs","Text":"q"}],"#,
            r#""Subject":"s","Attributes":[{"Name":"a","DataType":"Binary","Bytes":"AA=="}]}"#
        );
        assert_eq!(String::from_utf8(message.encode()).unwrap(), pinned);
        assert_eq!(StoredMessage::decode(pinned.as_bytes()).unwrap(), message);
        assert!(StoredMessage::decode(b"{}").is_err() && StoredMessage::decode(b"\xff").is_err());
        assert_eq!((message.text_for("sqs"), message.text_for("lambda")), ("q", "t"));
    }

    #[test]
    fn bytes_of_deliveries_are_pinned() {
        let mut delivery = StoredDelivery::new(Some("g".into()));
        (delivery.attempts, delivery.due) = (2, Timestamp(1500));
        let pinned = r#"{"Version":1,"Attempts":2,"Due":1.500,"Group":"g","Dead":false}"#;
        assert_eq!(String::from_utf8(delivery.encode()).unwrap(), pinned);
        assert_eq!(StoredDelivery::decode(pinned.as_bytes()).unwrap(), delivery);
        assert!(StoredDelivery::decode(b"{}").is_err());
    }
}
