//! A message as it stands in an event, and as filters see it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::Arn;
use serde_json::{Map, Value, json};
use sqs_api::Message;

use crate::mappings::Filter;

/// What filters call a message's body; one that is JSON can be looked into.
const BODY: &str = "body";

/// A message that was received.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id; how functions name it when it failed.
    pub message_id: String,
    /// What it is deleted by.
    pub receipt_handle: String,
    /// How it stands in an event, JSON.
    pub text: String,
}

impl Item {
    /// The message of the queue `source`.
    pub fn of(message: Message, source: &Arn) -> Self {
        let mut record = record(&message);
        record["eventSource"] = "aws:sqs".into();
        record["eventSourceARN"] = source.as_str().into();
        record["awsRegion"] = source.region().into();
        Self {
            message_id: message.message_id.unwrap_or_default(),
            receipt_handle: message.receipt_handle.unwrap_or_default(),
            text: record.to_string(),
        }
    }
}

/// What filters look at: a body that is JSON, as that where they look inside it.
pub fn document(message: &Message, filter: &Filter) -> Value {
    let mut record = record(message);
    if filter.looks_inside(BODY)
        && let Some(body) = message.body.as_deref().and_then(|body| serde_json::from_str(body).ok())
    {
        record[BODY] = body;
    }
    record
}

fn record(message: &Message) -> Value {
    let attributes = message.message_attributes.iter().flatten().map(|(name, value)| {
        let mut shown = Map::new();
        if let Some(text) = &value.string_value {
            shown.insert("stringValue".to_owned(), text.as_str().into());
        }
        if let Some(bytes) = &value.binary_value {
            shown.insert("binaryValue".to_owned(), STANDARD.encode(bytes).into());
        }
        shown.insert("stringListValues".to_owned(), json!([]));
        shown.insert("binaryListValues".to_owned(), json!([]));
        shown.insert("dataType".to_owned(), value.data_type.as_str().into());
        (name.clone(), Value::Object(shown))
    });
    let mut record = json!({
        "messageId": message.message_id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": message.attributes.clone().unwrap_or_default(),
        "messageAttributes": attributes.collect::<Map<_, _>>(),
        "md5OfBody": message.md5_of_body,
    });
    if let Some(digest) = &message.md5_of_message_attributes {
        record["md5OfMessageAttributes"] = digest.as_str().into();
    }
    record
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use bytes::Bytes;
    use sqs_api::MessageAttributeValue;

    use super::*;

    fn message(body: &str) -> Message {
        let value = MessageAttributeValue {
            binary_value: Some(Bytes::from_static(b"\0")),
            data_type: "Binary".into(),
            ..Default::default()
        };
        Message {
            message_id: Some("i".into()),
            receipt_handle: Some("r".into()),
            md5_of_body: Some("m".into()),
            body: Some(body.into()),
            attributes: Some(BTreeMap::from([("SenderId".to_owned(), "s".to_owned())])),
            md5_of_message_attributes: None,
            message_attributes: Some(BTreeMap::from([("a".to_owned(), value)])),
        }
    }

    #[test]
    fn a_record_is_laid_out_as_lambda_lays_it() {
        let source = Arn::parse("arn:aws:sqs:us-east-2:123456789012:q").unwrap();
        let found: Value = serde_json::from_str(&Item::of(message("hi"), &source).text).unwrap();
        let expected = json!({
            "messageId": "i", "receiptHandle": "r", "body": "hi", "attributes": {"SenderId": "s"},
            "messageAttributes": {"a": {
                "binaryValue": "AA==", "stringListValues": [], "binaryListValues": [], "dataType": "Binary",
            }},
            "md5OfBody": "m", "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:q", "awsRegion": "us-east-2",
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn filters_look_into_a_body_or_at_it() {
        let admits = |pattern: &str, body: &str| {
            let filter = Filter::parse(&[pattern.to_owned()]).unwrap();
            filter.admits(|| document(&message(body), &filter))
        };
        assert!(admits(r#"{"body":{"City":["Oslo"]}}"#, r#"{"City":"Oslo"}"#));
        assert!(!admits(r#"{"body":{"City":["Oslo"]}}"#, r#"{"City":"Rome"}"#));
        assert!(!admits(r#"{"body":{"City":["Oslo"]}}"#, "no JSON"));
        assert!(admits(r#"{"body":["plain"]}"#, "plain"));
        assert!(!admits(r#"{"body":["plain"]}"#, "other"));
        assert!(admits(r#"{"messageId":["i"]}"#, "no JSON"));
    }
}
