//! An event as functions and queues get it: AWS's event message structure, version 2.1.

use kernel::{RequestId, Timestamp};
use s3_api::LambdaFunctionConfiguration;
use serde_json::{Value, json};

use crate::engine::bucket::Bucket;
use crate::engine::outbox::Event;

/// The message by which S3 finds out whether it may send to a queue.
pub fn test(bucket: &Bucket, now: Timestamp, request: &RequestId) -> Value {
    json!({
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": now.iso8601(),
        "Bucket": bucket.name,
        "RequestId": request.0,
        "HostId": request.0,
    })
}

/// The message that tells of `event`.
pub fn of(event: &Event, bucket: &Bucket, configuration: &LambdaFunctionConfiguration) -> Value {
    let mut object = json!({ "key": encoded(&event.key) });
    if let (Some(size), Some(etag)) = (event.size, &event.etag) {
        object["size"] = json!(size);
        object["eTag"] = json!(etag);
    }
    if let Some(version) = event.version_id.as_ref().filter(|version| *version != "null") {
        object["versionId"] = json!(version);
    }
    object["sequencer"] = json!(event.sequencer());
    let time = event.time.iso8601();
    // Milliseconds are always there, also where they are zero.
    let time = if time.contains('.') { time } else { time.replace('Z', ".000Z") };
    json!({ "Records": [{
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": bucket.region,
        "eventTime": time,
        "eventName": event.happened.as_str(),
        "userIdentity": { "principalId": event.by.principal },
        "requestParameters": { "sourceIPAddress": event.by.address },
        "responseElements": {
            "x-amz-request-id": event.by.request,
            "x-amz-id-2": event.by.request,
        },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": configuration.id,
            "bucket": {
                "name": bucket.name,
                "ownerIdentity": { "principalId": bucket.account },
                "arn": format!("arn:aws:s3:::{}", bucket.name),
            },
            "object": object,
        },
    }] })
}

/// A key as events have it: form-encoded, but for slashes.
fn encoded(key: &str) -> String {
    crate::operations::Naming(Some(s3_api::EncodingType::Url)).show(key)
}
