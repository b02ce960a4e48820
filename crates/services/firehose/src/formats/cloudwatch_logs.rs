//! What a subscription of CloudWatch Logs sends, and the messages within (`CloudWatchLogProcessing` with
//! `DataMessageExtraction`).
//!
//! A record (after [`super::decompress`]) is `{"messageType":"DATA_MESSAGE","owner":…,"logGroup":…,"logStream":…,
//! "subscriptionFilters":[…],"logEvents":[{"id":…,"timestamp":…,"message":…}]}`. `CONTROL_MESSAGE` tests that the
//! destination can be reached, and is dropped.

use serde_json::Value;

/// Why nothing was taken out.
#[derive(Debug, thiserror::Error)]
pub enum ExtractionError {
    /// It is not what a subscription sends.
    #[error("the record is no message of a CloudWatch Logs subscription: {0}")]
    NotOne(&'static str),
    /// It is not JSON.
    #[error("the record is not JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The messages of the log events, each ended by a line break, as one text; none if the record is to be dropped.
pub fn messages(record: &[u8]) -> Result<Option<String>, ExtractionError> {
    let record: Value = serde_json::from_slice(record)?;
    match record["messageType"].as_str() {
        Some("CONTROL_MESSAGE") => return Ok(None),
        Some("DATA_MESSAGE") => {}
        _ => {
            return Err(ExtractionError::NotOne(
                "`messageType` is neither `DATA_MESSAGE` nor `CONTROL_MESSAGE`",
            ));
        }
    }
    let Some(events) = record["logEvents"].as_array() else {
        return Err(ExtractionError::NotOne("`logEvents` is missing"));
    };
    let mut text = String::new();
    for event in events {
        let message = event["message"].as_str();
        text += message.ok_or(ExtractionError::NotOne("an event has no `message`"))?;
        text.push('\n');
    }
    Ok((!text.is_empty()).then_some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_lines() {
        let record = br#"{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s",
            "subscriptionFilters":["f"],"logEvents":[{"id":"1","timestamp":1,"message":"a b"},
            {"id":"2","timestamp":2,"message":"{\"c\":1}"}]}"#;
        assert_eq!(messages(record).unwrap().unwrap(), "a b\n{\"c\":1}\n");
    }

    #[test]
    fn control_messages_are_dropped_and_others_refused() {
        assert!(
            messages(br#"{"messageType":"CONTROL_MESSAGE","logEvents":[{"message":"x"}]}"#)
                .unwrap()
                .is_none()
        );
        for refused in [
            "{",
            "7",
            "{}",
            r#"{"messageType":"DATA_MESSAGE"}"#,
            r#"{"messageType":"DATA_MESSAGE","logEvents":[{}]}"#,
        ] {
            assert!(messages(refused.as_bytes()).is_err(), "{refused}");
        }
    }
}
