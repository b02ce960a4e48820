//! What streams report: exact across kills where it is on the disk, counted in memory where it is not.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::sync::Arc;

use bytes::Bytes;
use dispatch::{Call, Carrier, Dispatch, MemoryMeasure, Metered, Origin, Principal, SampleSet};
use kernel::{AccountId, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use kinesis_api::*;
use kinesis_service::{Kinesis, Throughput};
use storage::Volume;
use wire::{Fault, Operation};

/// A house with nothing but streams in it; it may be dropped, as if it were killed, and made again on its volume.
struct House {
    dispatch: Dispatch,
    clock: Arc<ManualClock>,
    kinesis: Arc<Kinesis>,
    measure: Arc<MemoryMeasure>,
    call: Call,
}

impl House {
    fn on(volume: &Volume, measure: &Arc<MemoryMeasure>, now: u64) -> Self {
        let clock = ManualClock::at(Timestamp(now));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(now)));
        let kinesis = Kinesis::new(volume.clone(), &dispatch, Throughput::PerShard);
        dispatch.connect([Carrier::embedded(kinesis.routes())]);
        dispatch.meter(measure.clone());
        let call = Call {
            principal: Principal::Account(AccountId::default()),
            place: Place::default(),
            request_id: RequestId("test".into()),
            origin: Origin::Door { endpoint: "http://localhost:4566".into() },
        };
        Self { dispatch, clock, kinesis, measure: measure.clone(), call }
    }

    async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.call, input).await
    }

    async fn create(&self, shards: i32) {
        let input = CreateStreamInput {
            stream_name: "s".into(),
            shard_count: Some(shards),
            stream_mode_details: None,
            tags: None,
            warm_throughput_mi_bps: None,
            max_record_size_in_ki_b: None,
        };
        self.call::<CreateStream>(input).await.unwrap();
        self.clock.advance(3000);
    }

    /// Puts records of ten bytes, key included, in one call.
    async fn put(&self, count: usize) -> PutRecordsOutput {
        let record = |number| PutRecordsRequestEntry {
            data: Bytes::from_static(b"seven b"),
            explicit_hash_key: None,
            partition_key: format!("{number:03}"),
        };
        let records = (0..count).map(record).collect();
        let input =
            PutRecordsInput { records, stream_name: Some("s".into()), stream_arn: None, stream_id: None };
        self.call::<PutRecords>(input).await.unwrap()
    }

    async fn report(&self) {
        self.kinesis.report_metrics().await.unwrap();
    }

    fn total(&self, name: &str) -> SampleSet {
        self.measure.total(name, &[("StreamName", "s")])
    }

    fn sums(&self) -> (f64, f64) {
        (self.total("IncomingRecords").sum, self.total("IncomingBytes").sum)
    }
}

const NOW: u64 = 1_800_000_000_000;

#[tokio::test]
async fn what_was_put_counts_once_whoever_is_killed() {
    let (volume, measure) = (Volume::memory(), Arc::new(MemoryMeasure::default()));
    let house = House::on(&volume, &measure, NOW);
    house.report().await;
    house.create(4).await;
    house.put(30).await;
    house.report().await;
    assert_eq!(house.sums(), (30.0, 300.0));
    house.put(5).await;
    house.clock.advance(60_000);
    house.put(7).await;
    // Killed before it could say so.
    let now = house.clock.now_ms();
    drop(house);
    let house = House::on(&volume, &measure, now + 500_000);
    house.report().await;
    assert_eq!(house.sums(), (42.0, 420.0));
    // What was said is not said again, by whomever.
    house.report().await;
    let house = House::on(&volume, &measure, now + 600_000);
    house.put(1).await;
    house.report().await;
    assert_eq!(house.sums(), (43.0, 430.0));
}

#[tokio::test]
async fn what_could_not_be_kept_is_said_again() {
    let (volume, measure) = (Volume::memory(), Arc::new(MemoryMeasure::default()));
    let house = House::on(&volume, &measure, NOW);
    house.create(1).await;
    house.put(3).await;
    measure.refuse(true);
    assert!(house.kinesis.report_metrics().await.is_err());
    house.put(4).await;
    assert!(house.kinesis.report_metrics().await.is_err());
    measure.refuse(false);
    house.put(5).await;
    house.report().await;
    assert_eq!(house.sums(), (12.0, 120.0));
    assert_eq!(house.total("PutRecords.TotalRecords").sum, 12.0);
    // One frame per call: the samples are the calls.
    let records = house.total("IncomingRecords");
    assert_eq!((records.count, records.minimum, records.maximum), (3.0, 3.0, 5.0));
}

#[tokio::test]
async fn what_came_before_anybody_measured_counts_unless_it_is_too_old() {
    let (volume, measure) = (Volume::memory(), Arc::new(MemoryMeasure::default()));
    let house = House::on(&volume, &measure, NOW);
    house.create(1).await;
    house.put(3).await;
    house.clock.advance(20 * 86_400_000);
    house.put(4).await;
    house.report().await;
    assert_eq!(house.sums(), (4.0, 40.0));
}

#[tokio::test]
async fn calls_are_counted_by_what_came_of_them() {
    let (volume, measure) = (Volume::memory(), Arc::new(MemoryMeasure::default()));
    let house = House::on(&volume, &measure, NOW);
    house.create(1).await;
    house.put(400).await;
    house.put(400).await;
    let refused = house.put(400).await;
    assert_eq!(refused.failed_record_count, Some(400));
    let input = PutRecordInput {
        stream_name: Some("s".into()),
        data: Bytes::from_static(b"data"),
        partition_key: "k".into(),
        explicit_hash_key: None,
        sequence_number_for_ordering: None,
        stream_arn: None,
        stream_id: None,
    };
    house.clock.advance(1000);
    house.call::<PutRecord>(input).await.unwrap();
    let iterator = GetShardIteratorInput {
        stream_name: Some("s".into()),
        shard_id: "shardId-000000000000".into(),
        shard_iterator_type: ShardIteratorType::TrimHorizon,
        starting_sequence_number: None,
        timestamp: None,
        stream_arn: None,
        stream_id: None,
    };
    let iterator = house.call::<GetShardIterator>(iterator).await.unwrap().shard_iterator.unwrap();
    for _ in 0..6 {
        let input = GetRecordsInput {
            shard_iterator: iterator.clone(),
            limit: Some(100),
            stream_arn: None,
            stream_id: None,
        };
        let _ = house.call::<GetRecords>(input).await;
    }
    house.report().await;
    for (name, count, sum) in [
        ("PutRecords.TotalRecords", 3.0, 1200.0),
        ("PutRecords.SuccessfulRecords", 3.0, 800.0),
        ("PutRecords.Records", 3.0, 800.0),
        ("PutRecords.ThrottledRecords", 3.0, 400.0),
        ("PutRecords.FailedRecords", 3.0, 0.0),
        ("PutRecords.Success", 3.0, 2.0),
        ("PutRecords.Bytes", 2.0, 8000.0),
        ("PutRecord.Success", 1.0, 1.0),
        ("PutRecord.Bytes", 1.0, 5.0),
        ("WriteProvisionedThroughputExceeded", 4.0, 400.0),
        ("ReadProvisionedThroughputExceeded", 6.0, 1.0),
        ("GetRecords.Success", 6.0, 5.0),
        ("GetRecords.Records", 5.0, 500.0),
        ("GetRecords.Bytes", 5.0, 5000.0),
        ("GetRecords.IteratorAgeMilliseconds", 5.0, 5000.0),
        ("IncomingRecords", 3.0, 801.0),
        ("IncomingBytes", 3.0, 8005.0),
    ] {
        let total = house.total(name);
        assert_eq!((total.count, total.sum), (count, sum), "{name}");
    }
    assert_eq!(house.total("PutRecords.Latency").count, 3.0);
    assert_eq!(house.total("GetRecords.Latency").count, 6.0);
}

#[tokio::test]
async fn a_stream_that_is_deleted_has_said_all_and_another_of_its_name_goes_on() {
    let (volume, measure) = (Volume::memory(), Arc::new(MemoryMeasure::default()));
    let house = House::on(&volume, &measure, NOW);
    house.create(1).await;
    house.put(3).await;
    let input = DeleteStreamInput { stream_name: Some("s".into()), ..Default::default() };
    house.call::<DeleteStream>(input).await.unwrap();
    assert_eq!(house.sums(), (3.0, 30.0));
    house.create(1).await;
    house.put(4).await;
    house.report().await;
    assert_eq!(house.sums(), (7.0, 70.0));
}

trait Milliseconds {
    fn now_ms(&self) -> u64;
}

impl Milliseconds for ManualClock {
    fn now_ms(&self) -> u64 {
        kernel::Clock::now(self).0
    }
}
