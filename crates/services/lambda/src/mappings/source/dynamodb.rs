//! Streams of DynamoDB tables: their shards and records, and a record as it stands in an event.
//!
//! They know no times to begin at, and records say the second alone. A mapping that is to begin now takes
//! iterators while it is made; where those are lost, it reads from the oldest record and passes over what is
//! from a second before.

use dispatch::{Call, Dispatch};
use dynamodb_api::streams::{
    DescribeStream, DescribeStreamInput, GetRecords, GetRecordsInput, GetShardIterator,
    GetShardIteratorInput, Identity, Record, ShardIteratorType,
};
use kernel::{Arn, Timestamp};
use serde_json::Value;
use wire::{Fault, to_json, write_json_string};

use super::{Begin, Entry, Page, Reading, Shard};

/// Whether `arn` is that of a table's stream: `table/NAME/stream/LABEL`.
pub fn is_stream(arn: &Arn) -> bool {
    let parts: Vec<&str> = arn.resource().split('/').collect();
    matches!(parts.as_slice(), ["table", table, "stream", label] if !table.is_empty() && !label.is_empty())
}

pub async fn shards(dispatch: &Dispatch, call: &Call, stream: &Arn) -> Result<Vec<Shard>, Fault> {
    let mut shards = Vec::new();
    let mut after = None;
    loop {
        let input = DescribeStreamInput {
            stream_arn: stream.to_string(),
            exclusive_start_shard_id: after,
            ..DescribeStreamInput::default()
        };
        let page = dispatch.call::<DescribeStream>(call, input).await?;
        let page = page.stream_description.unwrap_or_default();
        shards.extend(page.shards.unwrap_or_default().into_iter().filter_map(|shard| {
            Some(Shard { id: shard.shard_id?, parents: shard.parent_shard_id.into_iter().collect() })
        }));
        after = page.last_evaluated_shard_id;
        if after.is_none() {
            return Ok(shards);
        }
    }
}

pub async fn iterator(
    dispatch: &Dispatch,
    call: &Call,
    stream: &Arn,
    shard: &str,
    begin: Begin<'_>,
) -> Result<String, Fault> {
    let (shard_iterator_type, sequence_number) = match begin {
        Begin::After(number) => (ShardIteratorType::AfterSequenceNumber, Some(number.to_owned())),
        Begin::Oldest | Begin::Since(_) => (ShardIteratorType::TrimHorizon, None),
        Begin::Next => (ShardIteratorType::Latest, None),
    };
    let (stream_arn, shard_id) = (stream.to_string(), shard.to_owned());
    let input = GetShardIteratorInput { stream_arn, shard_id, shard_iterator_type, sequence_number };
    let output = dispatch.call::<GetShardIterator>(call, input).await?;
    output.shard_iterator.ok_or_else(|| Fault::internal("GetShardIterator answered no iterator"))
}

pub async fn read(
    dispatch: &Dispatch,
    call: &Call,
    stream: &Arn,
    shard_iterator: String,
    reading: &Reading<'_>,
) -> Result<Page, Fault> {
    let input = GetRecordsInput { shard_iterator, limit: None };
    let output = dispatch.call::<GetRecords>(call, input).await?;
    let entry = |record: Record| {
        let change = record.dynamodb.as_ref();
        let number = change.and_then(|change| change.sequence_number.clone()).unwrap_or_default();
        let arrival = change.and_then(|change| change.approximate_creation_date_time).unwrap_or_default();
        let is_before = |since: Timestamp| arrival.seconds() < since.seconds();
        let text = (!reading.since.is_some_and(is_before)).then(|| text(record, stream));
        let parsed = |text: &String| serde_json::from_str(text).unwrap_or(Value::Null);
        let text = text.filter(|text| reading.filter.admits(|| parsed(text)));
        Entry { number, arrival, text }
    };
    let records = output.records.unwrap_or_default();
    // There is no other sign of more.
    let behind = !records.is_empty();
    Ok(Page { entries: records.into_iter().map(entry).collect(), next: output.next_shard_iterator, behind })
}

fn text(record: Record, stream: &Arn) -> String {
    let identity = record.user_identity;
    let record = Record {
        event_version: record.event_version.or_else(|| Some("1.1".to_owned())),
        event_source: record.event_source.or_else(|| Some("aws:dynamodb".to_owned())),
        aws_region: record.aws_region.or_else(|| Some(stream.region().to_owned())),
        user_identity: None,
        ..record
    };
    let mut text = String::from_utf8(to_json(&record)).expect("invariant: JSON is text");
    text.pop();
    // Its members are in lower case here, in the stream in upper case.
    if let Some(Identity { principal_id, kind }) = identity {
        text.push_str(",\"userIdentity\":{\"principalId\":");
        write_json_string(&mut text, &principal_id.unwrap_or_default());
        text.push_str(",\"type\":");
        write_json_string(&mut text, &kind.unwrap_or_default());
        text.push('}');
    }
    text.push_str(",\"eventSourceARN\":");
    write_json_string(&mut text, stream.as_str());
    text.push('}');
    text
}

#[cfg(test)]
mod tests {
    use dynamodb_api::StreamViewType;
    use dynamodb_api::streams::{OperationType, StreamRecord};
    use dynamodb_api::types::{AttributeValue, Image};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_is_laid_out_as_lambda_lays_it() {
        let stream =
            Arn::parse("arn:aws:dynamodb:us-east-2:123456789012:table/t/stream/2026-11-20T18:00:00.000");
        let stream = stream.unwrap();
        assert!(is_stream(&stream));
        let item = |value: &str| Some(Image::of(&[("Id".to_owned(), AttributeValue::from(value))].into()));
        let record = Record {
            event_id: Some("c4ca4238".into()),
            event_name: Some(OperationType::Remove),
            dynamodb: Some(StreamRecord {
                approximate_creation_date_time: Some(Timestamp(1_428_537_600_000)),
                keys: item("101"),
                old_image: item("101"),
                sequence_number: Some("4421584500000000017450439091".into()),
                size_bytes: Some(26),
                stream_view_type: Some(StreamViewType::NewAndOldImages),
                ..StreamRecord::default()
            }),
            user_identity: Some(Identity {
                principal_id: Some("dynamodb.amazonaws.com".into()),
                kind: Some("Service".into()),
            }),
            ..Record::default()
        };
        let mut found: Value = serde_json::from_str(&text(record, &stream)).unwrap();
        let time = found["dynamodb"]["ApproximateCreationDateTime"].take();
        assert_eq!(time.as_f64(), Some(1_428_537_600.0));
        let expected = json!({
            "eventID": "c4ca4238", "eventName": "REMOVE", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
            "awsRegion": "us-east-2",
            "dynamodb": {
                "ApproximateCreationDateTime": null, "Keys": {"Id": {"S": "101"}}, "OldImage": {"Id": {"S": "101"}},
                "SequenceNumber": "4421584500000000017450439091", "SizeBytes": 26,
                "StreamViewType": "NEW_AND_OLD_IMAGES",
            },
            "userIdentity": {"principalId": "dynamodb.amazonaws.com", "type": "Service"},
            "eventSourceARN": "arn:aws:dynamodb:us-east-2:123456789012:table/t/stream/2026-11-20T18:00:00.000",
        });
        assert_eq!(found, expected);
    }
}
