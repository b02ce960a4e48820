//! Streams through typed calls: life, partitioning, order, iterators, limits, retention.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use kernel::{AccountId, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use kinesis_api::*;
use kinesis_service::{Kinesis, Throughput};
use storage::Volume;
use wire::{Fault, Operation, Question, Shape};

struct House {
    dispatch: Dispatch,
    clock: Arc<ManualClock>,
    call: Call,
}

impl House {
    fn new(throughput: Throughput) -> Self {
        let clock = ManualClock::at(Timestamp(1_763_650_000_000));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let kinesis = Kinesis::new(Volume::memory(), &dispatch, throughput);
        dispatch.connect([Carrier::embedded(kinesis.routes())]);
        let call = Call {
            principal: Principal::Account(AccountId::default()),
            place: Place::default(),
            request_id: RequestId("test".into()),
            origin: Origin::Door { endpoint: "http://localhost:4566".into() },
        };
        Self { dispatch, clock, call }
    }

    async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.call, input).await
    }

    async fn stream(&self, name: &str, shards: i32) {
        let input = CreateStreamInput {
            stream_name: name.into(),
            shard_count: Some(shards),
            stream_mode_details: None,
            tags: None,
            warm_throughput_mi_bps: None,
            max_record_size_in_ki_b: None,
        };
        self.call::<CreateStream>(input).await.unwrap();
        self.clock.advance(3000);
    }

    async fn put(&self, stream: &str, keys: &[&str]) -> PutRecordsOutput {
        let records = keys.iter().map(|key| PutRecordsRequestEntry {
            data: Bytes::from(format!("data of {key}")),
            explicit_hash_key: None,
            partition_key: (*key).to_owned(),
        });
        let input = PutRecordsInput {
            records: records.collect(),
            stream_name: Some(stream.into()),
            stream_arn: None,
            stream_id: None,
        };
        self.call::<PutRecords>(input).await.unwrap()
    }

    async fn iterator(&self, shard: &str, kind: ShardIteratorType) -> GetShardIteratorInput {
        GetShardIteratorInput {
            stream_name: Some("s".into()),
            shard_id: shard.into(),
            shard_iterator_type: kind,
            starting_sequence_number: None,
            timestamp: None,
            stream_arn: None,
            stream_id: None,
        }
    }

    async fn read(&self, iterator: GetShardIteratorInput) -> Result<GetRecordsOutput, Fault> {
        let iterator = self.call::<GetShardIterator>(iterator).await?.shard_iterator.unwrap();
        self.get(iterator, None).await
    }

    async fn get(&self, shard_iterator: String, limit: Option<i32>) -> Result<GetRecordsOutput, Fault> {
        self.call::<GetRecords>(GetRecordsInput { shard_iterator, limit, stream_arn: None, stream_id: None })
            .await
    }
}

const FIRST: &str = "shardId-000000000000";

#[tokio::test]
async fn records_go_to_the_shard_of_their_key_and_come_back_in_order() {
    let house = House::new(Throughput::PerShard);
    house.stream("s", 4).await;
    let keys: Vec<String> = (0..100).map(|number| format!("key-{number}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let put = house.put("s", &keys).await;
    assert_eq!(put.failed_record_count, Some(0));
    let mut expected: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (key, entry) in keys.iter().zip(&put.records) {
        let number = entry.sequence_number.clone().unwrap();
        expected.entry(entry.shard_id.clone().unwrap()).or_default().push(((*key).to_owned(), number));
    }
    assert_eq!(expected.len(), 4);
    for (shard, records) in expected {
        let read = house.read(house.iterator(&shard, ShardIteratorType::TrimHorizon).await).await.unwrap();
        let found: Vec<_> = read
            .records
            .iter()
            .map(|record| (record.partition_key.clone(), record.sequence_number.clone()))
            .collect();
        assert_eq!(found, records);
        assert!(found.windows(2).all(|pair| pair[0].1 < pair[1].1));
        assert_eq!(read.millis_behind_latest, Some(0));
    }
}

#[tokio::test]
async fn every_kind_of_iterator_starts_where_aws_says() {
    let house = House::new(Throughput::Unlimited);
    house.stream("s", 1).await;
    house.put("s", &["a"]).await;
    house.clock.advance(1000);
    house.clock.advance(500);
    let middle = house.put("s", &["b"]).await.records[0].sequence_number.clone();
    house.clock.advance(1000);
    house.put("s", &["c"]).await;
    let keys = |output: GetRecordsOutput| {
        output.records.into_iter().map(|record| record.partition_key).collect::<Vec<_>>().join("")
    };
    let with = |mut input: GetShardIteratorInput, number: Option<String>, timestamp: Option<Timestamp>| {
        input.starting_sequence_number = number;
        input.timestamp = timestamp;
        input
    };
    let horizon = house.iterator(FIRST, ShardIteratorType::TrimHorizon).await;
    assert_eq!(keys(house.read(horizon).await.unwrap()), "abc");
    let latest = house.iterator(FIRST, ShardIteratorType::Latest).await;
    assert_eq!(keys(house.read(latest).await.unwrap()), "");
    let at = with(house.iterator(FIRST, ShardIteratorType::AtSequenceNumber).await, middle.clone(), None);
    assert_eq!(keys(house.read(at).await.unwrap()), "bc");
    let after = with(house.iterator(FIRST, ShardIteratorType::AfterSequenceNumber).await, middle, None);
    assert_eq!(keys(house.read(after).await.unwrap()), "c");
    let time = Some(Timestamp(1_763_650_000_000 + 3000 + 1500));
    let at_time = with(house.iterator(FIRST, ShardIteratorType::AtTimestamp).await, None, time);
    assert_eq!(keys(house.read(at_time).await.unwrap()), "bc");
}

#[tokio::test]
async fn a_limit_pages_through_a_frame_without_loss() {
    let house = House::new(Throughput::Unlimited);
    house.stream("s", 1).await;
    house.put("s", &["a", "b", "c", "d", "e"]).await;
    let start = house.iterator(FIRST, ShardIteratorType::TrimHorizon).await;
    let mut iterator = house.call::<GetShardIterator>(start).await.unwrap().shard_iterator.unwrap();
    let mut seen = String::new();
    for _ in 0..3 {
        let page = house.get(iterator, Some(2)).await.unwrap();
        seen.extend(page.records.into_iter().map(|record| record.partition_key));
        iterator = page.next_shard_iterator.unwrap();
    }
    assert_eq!(seen, "abcde");
}

#[tokio::test]
async fn a_shard_is_held_to_its_throughput() {
    let house = House::new(Throughput::PerShard);
    house.stream("s", 1).await;
    let keys = vec!["k"; 500];
    assert_eq!(house.put("s", &keys).await.failed_record_count, Some(0));
    assert_eq!(house.put("s", &keys).await.failed_record_count, Some(0));
    let third = house.put("s", &keys).await;
    assert_eq!(third.failed_record_count, Some(500));
    assert_eq!(third.records[0].error_code.as_deref(), Some("ProvisionedThroughputExceededException"));
    house.clock.advance(500);
    assert_eq!(house.put("s", &keys).await.failed_record_count, Some(0));
    for _ in 0..5 {
        house.read(house.iterator(FIRST, ShardIteratorType::Latest).await).await.unwrap();
    }
    let sixth = house.read(house.iterator(FIRST, ShardIteratorType::Latest).await).await.unwrap_err();
    assert_eq!(sixth.code, "ProvisionedThroughputExceededException");
    assert_eq!(
        sixth.message,
        "Rate exceeded for shard shardId-000000000000 in stream s under account 000000000000."
    );
}

#[tokio::test]
async fn records_past_their_retention_are_gone() {
    let house = House::new(Throughput::PerShard);
    house.stream("s", 1).await;
    house.put("s", &["old"]).await;
    house.clock.advance(24 * 3_600_000);
    house.put("s", &["new"]).await;
    house.clock.advance(1);
    let read = house.read(house.iterator(FIRST, ShardIteratorType::TrimHorizon).await).await.unwrap();
    assert_eq!(read.records.len(), 1);
    assert_eq!(read.records[0].partition_key, "new");
}

#[tokio::test]
async fn a_stream_lives_and_dies() {
    let house = House::new(Throughput::PerShard);
    let describe = || DescribeStreamInput {
        stream_name: Some("s".into()),
        limit: None,
        exclusive_start_shard_id: None,
        stream_arn: None,
        stream_id: None,
    };
    let missing = house.call::<DescribeStream>(describe()).await.unwrap_err();
    assert_eq!(missing.code, "ResourceNotFoundException");
    assert_eq!(missing.message, "Stream s under account 000000000000 not found.");
    house.stream("s", 2).await;
    let described = house.call::<DescribeStream>(describe()).await.unwrap().stream_description;
    assert_eq!(described.stream_status, StreamStatus::Active);
    assert_eq!(described.stream_arn, "arn:aws:kinesis:us-east-1:000000000000:stream/s");
    assert_eq!((described.retention_period_hours, described.shards.len()), (24, 2));
    assert_eq!(described.shards[0].hash_key_range.ending_hash_key, "170141183460469231731687303715884105727");
    house.stream("t", 1).await;
    let listed =
        house.call::<ListStreams>(ListStreamsInput { limit: Some(1), ..Default::default() }).await.unwrap();
    assert_eq!((listed.stream_names, listed.has_more_streams), (vec!["s".to_owned()], true));
    let delete = DeleteStreamInput {
        stream_name: Some("s".into()),
        enforce_consumer_deletion: None,
        stream_arn: None,
        stream_id: None,
    };
    house.call::<DeleteStream>(delete).await.unwrap();
    assert!(house.call::<DescribeStream>(describe()).await.is_err());
}

#[tokio::test]
async fn a_new_stream_is_seen_creating_first() {
    let house = House::new(Throughput::PerShard);
    house.stream("other", 1).await;
    let create = CreateStreamInput {
        stream_name: "s".into(),
        shard_count: Some(1),
        ..CreateStreamInput::placeholder()
    };
    house.call::<CreateStream>(create).await.unwrap();
    let describe = async || {
        let input = DescribeStreamSummaryInput { stream_name: Some("s".into()), ..Default::default() };
        let output = house.call::<DescribeStreamSummary>(input).await.unwrap();
        output.stream_description_summary.stream_status
    };
    house.clock.advance(2500);
    assert_eq!(describe().await, StreamStatus::Creating, "nobody has looked yet");
    assert_eq!(describe().await, StreamStatus::Active);
}

#[tokio::test]
async fn the_wire_form_is_aws_own() {
    let house = House::new(Throughput::PerShard);
    house.stream("s", 1).await;
    let carrier = house.dispatch.carrier("kinesis").unwrap();
    let ask = async |name: &str, body: &'static str| {
        let mut question: Question =
            SERVICE.protocol.write_input::<ListStreams>(&ListStreamsInput::default());
        question.body = Bytes::from_static(body.as_bytes());
        let answer = house.dispatch.serve_named(carrier, name, house.call.clone(), question).await;
        (answer.status.as_u16(), String::from_utf8(answer.body.to_vec()).unwrap())
    };
    let (status, body) = ask("PutRecord", r#"{"StreamName":"s","PartitionKey":"k","Data":"aGk="}"#).await;
    assert_eq!(status, 200);
    assert!(body.starts_with(r#"{"ShardId":"shardId-000000000000","SequenceNumber":"49"#), "{body}");
    let refused = [
        (
            "CreateStream",
            r#"{"StreamName":"s","ShardCount":1}"#,
            r#"{"__type":"ResourceInUseException","message":"Stream s under account 000000000000 already exists."}"#,
        ),
        (
            "PutRecord",
            r#"{"StreamName":"s"}"#,
            r#"{"__type":"ValidationException","message":"2 validation errors detected: Value null at 'data' failed to satisfy constraint: Member must not be null; Value null at 'partitionKey' failed to satisfy constraint: Member must not be null"}"#,
        ),
        (
            "GetRecords",
            r#"{"ShardIterator":"x"}"#,
            r#"{"__type":"InvalidArgumentException","message":"Invalid ShardIterator."}"#,
        ),
        (
            "PutRecord",
            r#"{"StreamName":"s","PartitionKey":"k","Data":"aGk=","ExplicitHashKey":"340282366920938463463374607431768211456"}"#,
            r#"{"__type":"InvalidArgumentException","message":"Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was 340282366920938463463374607431768211456"}"#,
        ),
        (
            "SubscribeToShard",
            "{}",
            r#"{"__type":"UnknownOperationException","message":"Kinesis.SubscribeToShard is not an operation that Pumphouse has; docs/guide/coverage.md lists those that it has"}"#,
        ),
    ];
    for (name, input, expected) in refused {
        assert_eq!(ask(name, input).await, (400, expected.to_owned()));
    }
}
