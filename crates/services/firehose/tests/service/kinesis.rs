//! Delivery streams that read a Kinesis stream; and a small fake of one.
//!
//! Iterators are `shard/index`; a sequence number is the index and one more.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use dispatch::{Call, Dispatch, Handle, Principal, Routes};
use kernel::Timestamp;
use kinesis_api::*;
use serde_json::{Value, json};
use wire::Fault;

use crate::fakes::{ok, until};
use crate::house::{House, ROLE, bucket, processing, processor};

pub const STREAM: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/s";

pub struct Kinesis {
    dispatch: Dispatch,
    shards: Mutex<BTreeMap<String, Vec<(Timestamp, Bytes)>>>,
    asked_as: Mutex<Option<Principal>>,
}

impl Kinesis {
    pub fn new(dispatch: &Dispatch) -> Self {
        let shards = ["a", "b"].map(|shard| (shard.to_owned(), Vec::new())).into();
        Self { dispatch: dispatch.clone(), shards: Mutex::new(shards), asked_as: Mutex::default() }
    }

    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&SERVICE, self.clone())
            .with::<ListShards>()
            .with::<GetShardIterator>()
            .with::<GetRecords>()
    }

    pub fn take_over(&self, other: &Self) {
        *self.shards.lock().unwrap() = other.shards.lock().unwrap().clone();
    }

    pub fn put(&self, shard: &str, data: impl Into<Bytes>) {
        let now = self.dispatch.clock().now();
        self.shards.lock().unwrap().get_mut(shard).unwrap().push((now, data.into()));
        self.dispatch.notices().post(STREAM);
    }
}

impl Handle<ListShards> for Kinesis {
    async fn handle(&self, _: &Call, _: ListShardsInput) -> Result<ListShardsOutput, Fault> {
        let shard = |id: &String| Shard {
            shard_id: id.clone(),
            parent_shard_id: None,
            adjacent_parent_shard_id: None,
            hash_key_range: HashKeyRange { starting_hash_key: "0".into(), ending_hash_key: "1".into() },
            sequence_number_range: SequenceNumberRange {
                starting_sequence_number: "0".into(),
                ending_sequence_number: None,
            },
        };
        let shards = self.shards.lock().unwrap().keys().map(shard).collect();
        Ok(ListShardsOutput { shards: Some(shards), next_token: None })
    }
}

impl Handle<GetShardIterator> for Kinesis {
    async fn handle(&self, _: &Call, input: GetShardIteratorInput) -> Result<GetShardIteratorOutput, Fault> {
        let shards = self.shards.lock().unwrap();
        let records = &shards[&input.shard_id];
        let index = match input.starting_sequence_number {
            Some(number) => number.parse().unwrap(),
            None => records.iter().take_while(|(arrival, _)| *arrival < input.timestamp.unwrap()).count(),
        };
        Ok(GetShardIteratorOutput { shard_iterator: Some(format!("{}/{index}", input.shard_id)) })
    }
}

impl Handle<GetRecords> for Kinesis {
    async fn handle(&self, call: &Call, input: GetRecordsInput) -> Result<GetRecordsOutput, Fault> {
        *self.asked_as.lock().unwrap() = Some(call.principal.clone());
        let (shard, index) = input.shard_iterator.split_once('/').unwrap();
        let index: usize = index.parse().unwrap();
        let shards = self.shards.lock().unwrap();
        let records =
            shards[shard][index..].iter().zip(index + 1..).map(|((arrival, data), number)| Record {
                sequence_number: number.to_string(),
                approximate_arrival_timestamp: Some(*arrival),
                data: data.clone(),
                partition_key: "key".into(),
                encryption_type: None,
            });
        Ok(GetRecordsOutput {
            records: records.collect(),
            next_shard_iterator: Some(format!("{shard}/{}", shards[shard].len())),
            millis_behind_latest: Some(0),
            child_shards: None,
        })
    }
}

fn reading(change: Value) -> Value {
    json!({
        "DeliveryStreamType": "KinesisStreamAsSource",
        "KinesisStreamSourceConfiguration": {"KinesisStreamARN": STREAM, "RoleARN": ROLE},
        "ExtendedS3DestinationConfiguration": bucket(change),
    })
}

#[tokio::test]
async fn all_shards_are_read_from_the_creation_on_and_nobody_else_puts() {
    let house = House::new();
    house.kinesis.put("a", "before");
    house.advance(1);
    house.create(reading(json!({}))).await;
    house.kinesis.put("a", "one");
    house.kinesis.put("b", "two");
    house.fill_interval();
    let mut text: Vec<_> = house.s3.objects.subscribe().borrow().iter().map(|object| object.text()).collect();
    while text.concat().len() < "onetwo".len() {
        until(&house.s3.objects, |objects| objects.len() > text.len()).await;
        text = house.s3.objects.borrow().iter().map(|object| object.text()).collect();
    }
    text.sort();
    assert!(["onetwo", "twoone"].contains(&text.concat().as_str()), "{text:?}");
    let session = |role: &str| Principal::Session {
        account: Default::default(),
        role: role.to_owned(),
        session: "d_".to_owned(),
    };
    assert_eq!(*house.kinesis.asked_as.lock().unwrap(), Some(session("delivers")));
    assert_eq!(*house.s3.asked_as.lock().unwrap(), Some(session("delivers")));
    let refused =
        house.refused("PutRecord", json!({"DeliveryStreamName": "d", "Record": {"Data": "AA=="}})).await;
    let text = "This operation is not permitted on KinesisStreamAsSource delivery stream type.";
    assert_eq!(refused, ("InvalidArgumentException".into(), text.into()));
    let described = house.describe().await;
    let source = &described["Source"]["KinesisStreamSourceDescription"];
    assert_eq!((&source["KinesisStreamARN"], &source["RoleARN"]), (&STREAM.into(), &ROLE.into()));
    assert_eq!(described["DeliveryStreamType"], "KinesisStreamAsSource");
}

#[tokio::test]
async fn a_function_is_told_where_a_record_comes_from() {
    let house = House::new();
    house.lambda.answers_each(ok);
    let function = ("LambdaArn", "arn:aws:lambda:us-east-1:000000000000:function:f");
    let processors = [processor("Lambda", &[function, ("BufferIntervalInSeconds", "0")])];
    house.create(reading(json!({"ProcessingConfiguration": processing(&processors)}))).await;
    house.kinesis.put("a", "hi");
    let events = until(&house.lambda.events, |events| !events.is_empty()).await;
    assert_eq!(events[0]["sourceKinesisStreamArn"], STREAM);
    let record = &events[0]["records"][0];
    let metadata = json!({
        "sequenceNumber": "1", "subsequenceNumber": 0, "shardId": "a", "partitionKey": "key",
        "approximateArrivalTimestamp": record["approximateArrivalTimestamp"],
    });
    assert_eq!((&record["kinesisRecordMetadata"], &record["data"]), (&metadata, &"aGk=".into()));
}

/// Records in the format of Amazon's producer library.
fn aggregate(records: &[&str]) -> Vec<u8> {
    use md5::{Digest, Md5};
    let field = |tag: u8, data: &[u8]| [&[tag, data.len() as u8], data].concat();
    let mut message = field(0x0a, b"k");
    for record in records {
        message.extend(field(0x1a, &[&[0x08, 0x00], &field(0x1a, record.as_bytes())[..]].concat()));
    }
    [&[0xf3, 0x89, 0x9a, 0xc2][..], &message, &Md5::digest(&message)].concat()
}

#[tokio::test]
async fn records_of_a_producer_library_are_taken_apart_before_the_function() {
    let house = House::new();
    house.lambda.answers_each(ok);
    let function = ("LambdaArn", "arn:aws:lambda:us-east-1:000000000000:function:f");
    let processors = [processor("Lambda", &[function, ("BufferIntervalInSeconds", "0")])];
    house.create(reading(json!({"ProcessingConfiguration": processing(&processors)}))).await;
    house.kinesis.put("a", aggregate(&["one", "two"]));
    let events = until(&house.lambda.events, |events| !events.is_empty()).await;
    let records = events[0]["records"].as_array().unwrap();
    let of = |index: usize| {
        (&records[index]["data"], &records[index]["kinesisRecordMetadata"]["subsequenceNumber"])
    };
    assert_eq!((of(0), of(1)), ((&"b25l".into(), &0.into()), (&"dHdv".into(), &1.into())));
    assert_ne!(records[0]["recordId"], records[1]["recordId"]);
    house.fill_interval();
    assert_eq!(house.s3.only().await.text(), "onetwo");
}
