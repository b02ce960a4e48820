//! `streamlambda`: the new image of every inserted or modified item goes to the delivery stream, as a line of
//! plain JSON.
//!
//! At least once: a batch that fails is given again whole, with what of it had been delivered.

mod delivery;
mod plain;

use std::sync::Arc;

use bytes::Bytes;
use client::{Aws, ClientError};
use dynamodb_api::streams::{OperationType, Record};
use wire::Shape;

/// The handler's name in the template.
pub const HANDLER: &str = "motors.changes_to_delivery";

/// Works one batch of the table's stream.
pub(super) async fn work(aws: Arc<Aws>, stream: Arc<str>, event: Bytes) -> Result<String, ClientError> {
    let lines = lines(&event)?;
    for batch in delivery::batches(&lines)? {
        delivery::put(&aws, &stream, batch).await?;
    }
    Ok("null".to_owned())
}

/// What Lambda hands over of a table's stream.
#[derive(Debug, PartialEq, Shape)]
struct Event {
    records: Option<Vec<Record>>,
}

/// The lines that `event` gives, in order; none for items that were removed.
fn lines(event: &[u8]) -> Result<Vec<Bytes>, ClientError> {
    let wrong = |reason: String| ClientError::Event(reason);
    let event: Event = wire::from_json(event).map_err(|error| wrong(error.to_string()))?;
    let records = event.records.ok_or_else(|| wrong("there are no `Records`".to_owned()))?;
    let mut lines = Vec::with_capacity(records.len());
    for record in records.into_iter().filter(|record| record.event_name != Some(OperationType::Remove)) {
        let change = record.dynamodb.unwrap_or_default();
        let line = change
            .new_image
            .ok_or_else(|| "there is no new image; let the table's stream show NEW_IMAGE".to_owned())
            .and_then(|image| plain::line(image.json()));
        let number = change.sequence_number.unwrap_or_default();
        lines.push(line.map_err(|reason| wrong(format!("record {number}: {reason}")))?);
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inserts_and_modifications_are_lines_and_removals_are_not() {
        let event = r#"{"Records":[
            {"eventName":"INSERT","dynamodb":{"NewImage":{"id":{"N":"1"},"pm":{"N":"24.55"}}}},
            {"eventName":"REMOVE","dynamodb":{"OldImage":{"id":{"N":"1"}}}},
            {"eventName":"MODIFY","dynamodb":{"NewImage":{"id":{"N":"2"}},"OldImage":{"id":{"N":"2"}}}}]}"#;
        assert_eq!(lines(event.as_bytes()).unwrap(), ["{\"id\":1,\"pm\":24.55}\n", "{\"id\":2}\n"]);
        assert_eq!(lines(b"{\"Records\":[]}").unwrap(), [""; 0]);
        let keys_only = r#"{"Records":[{"eventName":"INSERT","dynamodb":{"SequenceNumber":"000000000000000000009","Keys":{}}}]}"#;
        let error = lines(keys_only.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("record 000000000000000000009: there is no new image"), "{error}");
    }
}
