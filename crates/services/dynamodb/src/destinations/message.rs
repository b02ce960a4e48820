//! A change as it goes to Kinesis: AWS's JSON, under a partition key that all changes of an item share.

use bytes::Bytes;
use dynamodb_api::ApproximateCreationDateTimePrecision as Precision;
use kernel::to_hex;
use kinesis_api::PutRecordsRequestEntry;
use md5::{Digest, Md5};
use wire::write_json_string;

use crate::engine::changes::{Kind, Record, StoredQueue, event_id};

/// Bytes of a message beside its images, roughly.
const FRAME_BYTES: usize = 400;

/// The record of Kinesis for `record` of `queue`.
pub fn message(queue: &StoredQueue, record: &Record) -> PutRecordsRequestEntry {
    PutRecordsRequestEntry {
        data: Bytes::from(json(queue, record)),
        explicit_hash_key: None,
        partition_key: partition_key(&record.stored_keys),
    }
}

/// As on AWS, 32 hexadecimal digits in capitals that stand for the item's key. AWS does not say what is digested.
fn partition_key(stored_keys: &[u8]) -> String {
    to_hex(&Md5::digest(stored_keys)).to_uppercase()
}

/// The members in AWS's order.
fn json(queue: &StoredQueue, record: &Record) -> String {
    let images =
        [("Keys", Some(&record.keys)), ("NewImage", record.new.as_ref()), ("OldImage", record.old.as_ref())];
    let images = || images.iter().filter_map(|(name, image)| Some((name, image.as_ref()?.json())));
    let bytes: usize = images().map(|(_, json)| json.len()).sum();
    let mut text = String::with_capacity(FRAME_BYTES + bytes);
    text.push_str("{\"awsRegion\":");
    write_json_string(&mut text, &queue.region);
    text.push_str(",\"eventID\":\"");
    text.push_str(&uuid(event_id(&queue.table_id, queue.feed(), record.position)));
    text.push_str("\",\"eventName\":\"");
    text.push_str(match record.kind {
        Kind::Insert => "INSERT",
        Kind::Modify => "MODIFY",
        Kind::Remove => "REMOVE",
    });
    text.push_str("\",\"userIdentity\":");
    text.push_str(match record.expired {
        true => "{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"}",
        false => "null",
    });
    text.push_str(",\"recordFormat\":\"application/json\",\"tableName\":");
    write_json_string(&mut text, &queue.table);
    text.push_str(",\"dynamodb\":{\"ApproximateCreationDateTime\":");
    // Clocks here tell milliseconds.
    let time = match queue.precision {
        Some(Precision::Microsecond) => record.at.0 * 1000,
        Some(Precision::Millisecond) | None => record.at.0,
    };
    text.push_str(&time.to_string());
    for (name, json) in images() {
        text.push_str(",\"");
        text.push_str(name);
        text.push_str("\":");
        text.push_str(json);
    }
    text.push_str(",\"SizeBytes\":");
    text.push_str(&record.size.to_string());
    if let Some(precision) = queue.precision {
        text.push_str(",\"ApproximateCreationDateTimePrecision\":\"");
        text.push_str(precision.as_str());
        text.push('"');
    }
    text.push_str("},\"eventSource\":\"aws:dynamodb\"}");
    text
}

/// `6f773704-d244-414f-9590-5e9e9045409d`.
fn uuid(bytes: [u8; 16]) -> String {
    let hex = to_hex(&bytes);
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use dynamodb_api::Item;
    use dynamodb_api::types::Image;
    use kernel::Timestamp;

    use super::*;
    use crate::engine::codec;

    fn queue(precision: Option<Precision>) -> StoredQueue {
        StoredQueue {
            version: 1,
            number: 8,
            account: "000000000000".into(),
            region: "us-east-1".into(),
            table: "tab".into(),
            table_id: "i".into(),
            stream_arn: "arn".into(),
            precision,
            closing: false,
        }
    }

    #[test]
    fn a_message_is_laid_out_as_aws_lays_it() {
        let item = |value: &str| {
            Image::of(&Item::from([("k".to_owned(), "a".into()), ("v".to_owned(), value.into())]))
        };
        let keys = Item::from([("k".to_owned(), "a".into())]);
        let mut record = Record {
            position: 3,
            kind: Kind::Modify,
            expired: false,
            at: Timestamp(1_649_930_048_474),
            stored_keys: codec::encode(&keys).into(),
            keys: Image::of(&keys),
            old: Some(item("1")),
            new: Some(item("2")),
            size: 10,
        };
        let expected = concat!(
            r#"{"awsRegion":"us-east-1","eventID":"1f2a3f86-fee6-b7b4-e171-ca87d4df5e70","eventName":"MODIFY","#,
            r#""userIdentity":null,"recordFormat":"application/json","tableName":"tab","dynamodb":"#,
            r#"{"ApproximateCreationDateTime":1649930048474,"Keys":{"k":{"S":"a"}},"#,
            r#""NewImage":{"k":{"S":"a"},"v":{"S":"2"}},"OldImage":{"k":{"S":"a"},"v":{"S":"1"}},"SizeBytes":10},"#,
            r#""eventSource":"aws:dynamodb"}"#,
        );
        assert_eq!(json(&queue(None), &record), expected);
        let key = message(&queue(None), &record).partition_key;
        assert!(
            key.len() == 32 && key.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')),
            "{key}"
        );
        (record.kind, record.expired, record.new, record.size) = (Kind::Remove, true, None, 6);
        let text = json(&queue(Some(Precision::Microsecond)), &record);
        for part in [
            r#""userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"}"#,
            r#""ApproximateCreationDateTime":1649930048474000,"Keys":{"k":{"S":"a"}},"OldImage""#,
            r#""SizeBytes":6,"ApproximateCreationDateTimePrecision":"MICROSECOND"}"#,
        ] {
            assert!(text.contains(part), "{text}");
        }
        assert_eq!(message(&queue(None), &record).partition_key, key);
    }
}
