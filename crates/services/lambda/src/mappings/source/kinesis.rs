//! Kinesis streams: their shards and records, and a record as it stands in an event.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dispatch::{Call, Dispatch};
use kernel::Arn;
use kinesis_api::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput,
    Record, ShardIteratorType,
};
use serde_json::{Value, json};
use wire::{Fault, write_json_string};

use super::{Begin, Entry, Page, Reading, Shard};

/// What filters call a record's data; they look inside it alone.
pub const DATA: &str = "data";
/// Bytes of a record in an event beside what differs from record to record; a little more than they are.
const RECORD_FRAME: usize = 360;

pub async fn shards(dispatch: &Dispatch, call: &Call, stream: &Arn) -> Result<Vec<Shard>, Fault> {
    let mut shards = Vec::new();
    let mut next_token = None;
    loop {
        let stream_arn = next_token.is_none().then(|| stream.to_string());
        let input = ListShardsInput { stream_arn, next_token, ..ListShardsInput::default() };
        let page = dispatch.call::<ListShards>(call, input).await?;
        shards.extend(page.shards.unwrap_or_default().into_iter().map(|shard| {
            let parents = shard.parent_shard_id.into_iter().chain(shard.adjacent_parent_shard_id);
            Shard { id: shard.shard_id, parents: parents.collect() }
        }));
        next_token = page.next_token;
        if next_token.is_none() {
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
    let (shard_iterator_type, number, timestamp) = match begin {
        Begin::After(number) => (ShardIteratorType::AfterSequenceNumber, Some(number.to_owned()), None),
        Begin::Oldest => (ShardIteratorType::TrimHorizon, None, None),
        Begin::Since(time) => (ShardIteratorType::AtTimestamp, None, Some(time)),
        Begin::Next => (ShardIteratorType::Latest, None, None),
    };
    let input = GetShardIteratorInput {
        stream_name: None,
        shard_id: shard.to_owned(),
        shard_iterator_type,
        starting_sequence_number: number,
        timestamp,
        stream_arn: Some(stream.to_string()),
        stream_id: None,
    };
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
    let stream_arn = Some(stream.to_string());
    let input = GetRecordsInput { shard_iterator, limit: None, stream_arn, stream_id: None };
    let output = dispatch.call::<GetRecords>(call, input).await?;
    let entry = |record: Record| {
        let is_wanted = reading.filter.admits(|| document(&record, reading));
        let text = is_wanted.then(|| text(&record, stream, reading));
        let arrival = record.approximate_arrival_timestamp.unwrap_or_default();
        Entry { number: record.sequence_number, arrival, text }
    };
    Ok(Page {
        entries: output.records.into_iter().map(entry).collect(),
        next: output.next_shard_iterator,
        behind: output.millis_behind_latest.is_some_and(|behind| behind > 0),
    })
}

/// What filters look at: data that is no JSON has no fields.
fn document(record: &Record, reading: &Reading<'_>) -> Value {
    let data = reading.filter.looks_at(DATA).then(|| serde_json::from_slice(&record.data).ok()).flatten();
    let arrival = record.approximate_arrival_timestamp.unwrap_or_default();
    let mut document = json!({
        "kinesisSchemaVersion": "1.0",
        "partitionKey": record.partition_key,
        "sequenceNumber": record.sequence_number,
        "approximateArrivalTimestamp": arrival.as_seconds(),
    });
    if let Some(data) = data {
        document[DATA] = data;
    }
    document
}

fn text(record: &Record, stream: &Arn, reading: &Reading<'_>) -> String {
    let data = record.data.len().div_ceil(3) * 4;
    let names = stream.as_str().len() + stream.region().len() + reading.shard.len() + reading.role.len();
    let numbers = 2 * record.sequence_number.len() + record.partition_key.len();
    let mut text = String::with_capacity(RECORD_FRAME + names + numbers + data);
    text.push_str("{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":");
    write_json_string(&mut text, &record.partition_key);
    text.push_str(",\"sequenceNumber\":\"");
    text.push_str(&record.sequence_number);
    text.push_str("\",\"data\":\"");
    STANDARD.encode_string(&record.data, &mut text);
    let arrival_ms = record.approximate_arrival_timestamp.unwrap_or_default().0;
    let written = write!(
        text,
        "\",\"approximateArrivalTimestamp\":{}.{:03}}},\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\
         \"eventID\":\"{}:{}\",\"eventName\":\"aws:kinesis:record\",\"invokeIdentityArn\":\"{}\",\
         \"awsRegion\":\"{}\",\"eventSourceARN\":\"{stream}\"}}",
        arrival_ms / 1000,
        arrival_ms % 1000,
        reading.shard,
        record.sequence_number,
        reading.role,
        stream.region(),
    );
    written.expect("invariant: writing to a text does not fail");
    text
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use kernel::Timestamp;

    use super::*;
    use crate::mappings::filter::Filter;

    fn record(data: &'static [u8]) -> Record {
        Record {
            sequence_number: "7".into(),
            approximate_arrival_timestamp: Some(Timestamp(1_545_084_650_987)),
            data: Bytes::from_static(data),
            partition_key: "k\"".into(),
            encryption_type: None,
        }
    }

    fn reading(filter: &Filter) -> Reading<'_> {
        let role = "arn:aws:iam::123456789012:role/lambda-role";
        Reading { shard: "shardId-000000000006", role, filter, since: None }
    }

    #[test]
    fn a_record_is_laid_out_as_lambda_lays_it() {
        let stream = Arn::parse("arn:aws:kinesis:us-east-2:123456789012:stream/s").unwrap();
        let found: Value =
            serde_json::from_str(&text(&record(b"hi"), &stream, &reading(&Filter::default()))).unwrap();
        let expected = json!({
            "kinesis": {
                "kinesisSchemaVersion": "1.0", "partitionKey": "k\"", "sequenceNumber": "7", "data": "aGk=",
                "approximateArrivalTimestamp": 1_545_084_650.987,
            },
            "eventSource": "aws:kinesis", "eventVersion": "1.0", "eventID": "shardId-000000000006:7",
            "eventName": "aws:kinesis:record",
            "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
            "awsRegion": "us-east-2",
            "eventSourceARN": "arn:aws:kinesis:us-east-2:123456789012:stream/s",
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn filters_look_into_the_data_and_at_the_key() {
        let admits = |pattern: &str, data: &'static [u8]| {
            let filter = Filter::parse(&[pattern.to_owned()]).unwrap();
            filter.admits(|| document(&record(data), &reading(&filter)))
        };
        let city = r#"{"data":{"City":["Oslo"]}}"#;
        assert!(admits(city, br#"{"City":"Oslo"}"#));
        assert!(!admits(city, br#"{"City":"Rome"}"#));
        assert!(!admits(city, b"no JSON"));
        assert!(admits(r#"{"partitionKey":[{"prefix":"k"}]}"#, b"no JSON"));
    }
}
