//! What subscriptions send: JSON in AWS's layout (user guide: subscriptions), compressed with gzip.

use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use kernel::Place;
use serde_json::{Map, Value, json};

use crate::engine::{Event, Pattern};

/// What events belong to.
pub(super) struct Named<'a> {
    pub place: &'a Place,
    pub group: &'a str,
    pub stream: &'a str,
    /// The subscription's name.
    pub filter: &'a str,
}

/// The messages of those events that match, each at most `bytes_max` before it is compressed, or of one event.
pub(super) fn pack(named: &Named<'_>, pattern: &Pattern, events: &[Event], bytes_max: usize) -> Vec<Bytes> {
    let (mut messages, mut parts, mut bytes) = (Vec::new(), Vec::new(), 0);
    for event in events {
        let Some(reading) = pattern.read(&event.message) else { continue };
        let mut part = json!({
            "id": event.at.to_string(),
            "timestamp": event.at.timestamp_ms,
            "message": event.message,
        });
        // Only fields set apart by spaces are told; JSON is there anyway.
        if matches!(pattern, Pattern::Fields(_)) {
            let fields = pattern.extract(&reading).into_iter();
            let fields = fields.map(|(name, value)| (name.trim_start_matches('$').to_owned(), value.into()));
            part["extractedFields"] = Value::Object(fields.collect::<Map<_, _>>());
        }
        let part = part.to_string();
        if bytes + part.len() > bytes_max && !parts.is_empty() {
            messages.push(compress(&whole(named, &parts)));
            (parts, bytes) = (Vec::new(), 0);
        }
        bytes += part.len() + 1;
        parts.push(part);
    }
    if !parts.is_empty() {
        messages.push(compress(&whole(named, &parts)));
    }
    messages
}

fn whole(named: &Named<'_>, parts: &[String]) -> String {
    format!(
        r#"{{"messageType":"DATA_MESSAGE","owner":{},"logGroup":{},"logStream":{},"subscriptionFilters":[{}],"logEvents":[{}]}}"#,
        json!(named.place.account.as_str()),
        json!(named.group),
        json!(named.stream),
        json!(named.filter),
        parts.join(",")
    )
}

/// What is sent to see whether a destination (`Kinesis stream`, `Firehose`) takes anything.
pub(super) fn control(kind: &str, now_ms: u64) -> Bytes {
    let message = json!({
        "messageType": "CONTROL_MESSAGE",
        "owner": "CloudwatchLogs",
        "logGroup": "",
        "logStream": "",
        "subscriptionFilters": [],
        "logEvents": [{
            "id": "",
            "timestamp": now_ms,
            "message": format!("CWL CONTROL MESSAGE: Checking health of destination {kind}."),
        }],
    });
    compress(&message.to_string())
}

fn compress(text: &str) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let written = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
    written.expect("invariant: a vector takes whatever is written").into()
}
