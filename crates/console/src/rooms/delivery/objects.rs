//! What a delivery stream has put into its bucket: the newest objects, and the records that failed.

use std::cmp::Reverse;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use firehose_api::{DeliveryStreamDescription, DestinationDescription};
use flate2::read::MultiGzDecoder;
use maud::{Markup, html};
use s3_api::{GetObject, GetObjectInput, ListObjectsV2, ListObjectsV2Input, Object};
use serde_json::Value;
use std::io::Read as _;
use wire::Fault;

use crate::ask::Ask;
use crate::decoded::decode;
use crate::look;
use crate::tail::cut;
use crate::visit::percent_encoded;

/// Lists of objects that are read: keys come in order of name, so the newest may be last.
const LISTS_MAX: usize = 5;
/// Objects that are shown.
const SHOWN_MAX: usize = 15;
/// Objects of failures that are looked into.
const FAILED_OBJECTS_MAX: usize = 3;
/// Failed records that are shown.
const FAILED_MAX: usize = 20;
/// Bytes of an object of failures that are read.
const READ_MAX: usize = 1 << 20;
/// What failed, as names of objects say it where there is no error prefix.
const KINDS: [&str; 5] = [
    "processing-failed",
    "format-conversion-failed",
    "http-endpoint-failed",
    "elasticsearch-failed",
    "AmazonOpenSearchService_failed",
];

/// Where a destination's objects are.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// The bucket.
    pub bucket: String,
    prefix: String,
    failures: Option<String>,
}

impl Places {
    /// Those of a destination; search clusters and endpoints have a bucket for what fails.
    pub fn of(one: &DestinationDescription) -> Option<Self> {
        let s3 = match &one.extended_s3_destination_description {
            Some(s3) => (&s3.bucket_arn, &s3.prefix, &s3.error_output_prefix),
            None => {
                let plain = one.s3_destination_description.as_ref();
                let of_endpoint = one.http_endpoint_destination_description.as_ref();
                let plain = plain.or(of_endpoint.and_then(|one| one.s3_destination_description.as_ref()))?;
                (&plain.bucket_arn, &plain.prefix, &plain.error_output_prefix)
            }
        };
        let fixed = |prefix: &Option<String>| fixed(prefix.as_deref().unwrap_or_default()).to_owned();
        let failures = s3.2.as_ref().map(|_| fixed(s3.2)).filter(|prefix| !prefix.is_empty());
        Some(Self {
            bucket: s3.0.rsplit(':').next().unwrap_or_default().to_owned(),
            prefix: fixed(s3.1),
            failures,
        })
    }

    fn is_failure(&self, key: &str) -> bool {
        let of_prefix = self.failures.as_ref().is_some_and(|prefix| key.starts_with(prefix.as_str()));
        of_prefix || KINDS.iter().any(|kind| key.contains(kind))
    }
}

/// The part of a prefix that is the same for all objects.
fn fixed(prefix: &str) -> &str {
    prefix.split("!{").next().unwrap_or_default()
}

/// The sections about objects.
pub async fn section(ask: &Ask, stream: &DeliveryStreamDescription) -> Markup {
    let mut parts = Vec::new();
    for destination in &stream.destinations {
        if let Some(places) = Places::of(destination) {
            parts.push(html! { (deliveries(ask, &places).await) (failures(ask, &places).await) });
        }
    }
    html! { @for part in parts { (part) } }
}

/// Objects whose keys begin with `prefix`, newest first, and whether there are more than were looked at.
async fn list(ask: &Ask, bucket: &str, prefix: &str) -> Result<(Vec<Object>, bool), Fault> {
    let (mut objects, mut continuation_token) = (Vec::new(), None);
    for _ in 0..LISTS_MAX {
        let input = ListObjectsV2Input {
            bucket: bucket.to_owned(),
            prefix: Some(prefix.to_owned()),
            continuation_token,
            ..Default::default()
        };
        let output = ask.of::<ListObjectsV2>(input).await?;
        objects.extend(output.contents.unwrap_or_default());
        continuation_token = output.next_continuation_token;
        if continuation_token.is_none() {
            break;
        }
    }
    objects.sort_by_key(|object| Reverse(object.last_modified));
    Ok((objects, continuation_token.is_some()))
}

async fn deliveries(ask: &Ask, places: &Places) -> Markup {
    let content = match list(ask, &places.bucket, &places.prefix).await {
        Err(fault) => look::fault(&fault),
        Ok((mut objects, has_more)) => {
            objects.retain(|object| !places.is_failure(object.key.as_deref().unwrap_or_default()));
            let rows: Vec<_> =
                objects.iter().take(SHOWN_MAX).map(|object| row(&places.bucket, object)).collect();
            html! {
                @if rows.is_empty() {
                    (look::nothing("Nothing has been delivered yet: a buffer is delivered when it is full, or when its interval is over.", ""))
                } @else {
                    (look::table("Latest deliveries", &["Object", "Size", "Delivered"], &rows))
                    p.soft {
                        (look::count(objects.len() as u64)) " objects under "
                        code { (places.bucket) "/" (places.prefix) }
                        @if has_more { " were looked at; there are more, and newer ones may be among them." }
                    }
                }
            }
        }
    };
    html! { h2 { "Latest deliveries" } (content) }
}

fn row(bucket: &str, object: &Object) -> Vec<Markup> {
    let key = object.key.as_deref().unwrap_or_default();
    vec![
        link(bucket, key),
        html! { (look::bytes(object.size.unwrap_or_default().unsigned_abs())) },
        object.last_modified.map_or_else(|| html! {}, look::moment),
    ]
}

fn link(bucket: &str, key: &str) -> Markup {
    let href = format!("/_pumphouse/buckets/{}?key={}", percent_encoded(bucket), percent_encoded(key));
    html! { a href=(href) { (key) } }
}

async fn failures(ask: &Ask, places: &Places) -> Markup {
    // Where failures have no prefix of their own they are among the deliveries.
    let prefix = places.failures.as_deref().unwrap_or(&places.prefix);
    let mut rows = Vec::new();
    let mut count = 0;
    let listed = list(ask, &places.bucket, prefix).await.unwrap_or_default();
    let failed = listed.0.iter().filter_map(|object| object.key.as_deref());
    for key in failed.filter(|key| places.is_failure(key)) {
        count += 1;
        if count > FAILED_OBJECTS_MAX || rows.len() >= FAILED_MAX {
            continue;
        }
        match read(ask, &places.bucket, key).await {
            Err(fault) => rows.push(vec![link(&places.bucket, key), look::fault(&fault), html! {}]),
            Ok(lines) => {
                let lines = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
                rows.extend(
                    lines.take(FAILED_MAX - rows.len()).map(|line| failure(&places.bucket, key, &line)),
                );
            }
        }
    }
    html! {
        h2 { "Failed records" }
        @if rows.is_empty() {
            p.calm { "None has failed." }
        } @else {
            (look::table("Failed records", &["Object", "Why", "Record"], &rows))
            p.soft {
                (look::count(count as u64)) " object" @if count != 1 { "s" } " of failures under "
                code { (places.bucket) "/" (prefix) } "; the newest are shown."
            }
        }
    }
}

/// One failed record, as Firehose keeps it.
fn failure(bucket: &str, key: &str, line: &Value) -> Vec<Markup> {
    let text = |names: [&str; 2]| names.iter().find_map(|name| line[*name].as_str()).unwrap_or_default();
    let data = STANDARD.decode(line["rawData"].as_str().unwrap_or_default()).unwrap_or_default();
    let decoded = decode(&data);
    vec![
        link(bucket, key),
        html! {
            strong { (text(["errorCode", "lastErrorCode"])) } br;
            (text(["errorMessage", "lastErrorMessage"]))
        },
        html! { span.soft { (decoded.kind) } pre tabindex="0" { (cut(&decoded.text)) } },
    ]
}

/// The beginning of an object, unpacked if it is packed by gzip.
async fn read(ask: &Ask, bucket: &str, key: &str) -> Result<String, Fault> {
    let input = GetObjectInput { bucket: bucket.to_owned(), key: key.to_owned(), ..Default::default() };
    let output = ask.of::<GetObject>(input).await?;
    let mut body = output.body.map(|body| body.take()).unwrap_or_default();
    let mut bytes = Vec::new();
    while bytes.len() < READ_MAX {
        match body.next().await {
            Some(piece) => bytes.extend_from_slice(&piece?),
            None => break,
        }
    }
    bytes.truncate(READ_MAX);
    let bytes = Bytes::from(bytes);
    let mut unpacked = Vec::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        // A part is read as far as it goes.
        let _ = MultiGzDecoder::new(&bytes[..]).take(READ_MAX as u64).read_to_end(&mut unpacked);
    } else {
        unpacked.extend_from_slice(&bytes);
    }
    Ok(String::from_utf8_lossy(&unpacked).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_told_from_deliveries() {
        let places = |failures: Option<&str>| Places {
            bucket: "b".into(),
            prefix: String::new(),
            failures: failures.map(str::to_owned),
        };
        assert!(places(Some("bad/")).is_failure("bad/2026/a"));
        assert!(!places(Some("bad/")).is_failure("2026/a"));
        assert!(places(None).is_failure("2026/11/processing-failed/a"));
        assert_eq!(fixed("data/!{timestamp:yyyy}/"), "data/");
    }

    #[test]
    fn a_failed_record_is_decoded() {
        let line = serde_json::json!({"errorCode": "Lambda.FunctionError", "errorMessage": "<b>", "rawData": "eyJhIjoxfQ=="});
        let row: String = failure("b", "k/1", &line).into_iter().map(|cell| cell.0).collect();
        assert!(
            row.contains("Lambda.FunctionError")
                && row.contains("&lt;b&gt;")
                && row.contains("&quot;a&quot;: 1"),
            "{row}"
        );
        assert!(row.contains("/_pumphouse/buckets/b?key=k%2F1"));
    }
}
