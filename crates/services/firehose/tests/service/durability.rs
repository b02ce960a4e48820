//! What was acknowledged is delivered, whatever is killed; what was delivered is not, again and again.

use serde_json::{Value, json};
use storage::Volume;
use tokio::runtime::{Builder, Runtime};

use crate::house::{House, NOW, ROLE, bucket};
use crate::kinesis::STREAM;

/// A house whose tasks end with it at once, as if it were killed.
struct Killable {
    house: House,
    runtime: Runtime,
}

impl Killable {
    fn on(volume: &Volume, now: u64) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let house = runtime.block_on(async { House::on(volume.clone(), now) });
        runtime.block_on(house.firehose.resume()).unwrap();
        Self { house, runtime }
    }
}

#[test]
fn what_was_put_is_delivered_after_a_kill_and_what_was_delivered_is_not_again() {
    let volume = Volume::memory();
    let first = Killable::on(&volume, NOW);
    first.runtime.block_on(async {
        first.house.create_to_bucket(json!({})).await;
        first.house.put(&["one"]).await;
        first.house.fill_interval();
        assert_eq!(first.house.s3.only().await.text(), "one");
        // Progress is stored before the next thing is done.
        first.house.put(&["two", "three"]).await;
        until_stored(&volume, "progress/", "2").await;
        first.house.put(&["four"]).await;
    });
    drop(first);
    let second = Killable::on(&volume, NOW + 3_600_000);
    second.runtime.block_on(async {
        // Its interval was over long ago.
        assert_eq!(second.house.s3.only().await.text(), "twothreefour");
        second.house.put(&["five"]).await;
        until_stored(&volume, "progress/", "5").await;
        second.house.firehose.shutdown().await;
    });
    let third = Killable::on(&volume, NOW + 7_200_000);
    third.runtime.block_on(async {
        assert_eq!(third.house.s3.only().await.text(), "five");
    });
}

/// Waits until some value under `prefix` is `expected`.
async fn until_stored(volume: &Volume, prefix: &str, expected: &str) {
    let is_stored = || {
        let mut found = false;
        let store = volume.key_value("firehose").unwrap();
        store
            .scan_prefix(prefix.as_bytes(), &mut |_, value| {
                found |= value.as_ref() == expected.as_bytes();
                std::ops::ControlFlow::Continue(())
            })
            .unwrap();
        found
    };
    let stored = async {
        while !is_stored() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(crate::fakes::PATIENCE, stored).await.expect(expected);
}

#[test]
fn shards_are_read_on_where_they_were_delivered() {
    let volume = Volume::memory();
    let config: Value = json!({
        "DeliveryStreamType": "KinesisStreamAsSource",
        "KinesisStreamSourceConfiguration": {"KinesisStreamARN": STREAM, "RoleARN": ROLE},
        "ExtendedS3DestinationConfiguration":
            bucket(json!({"BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 0}})),
    });
    let first = Killable::on(&volume, NOW);
    first.runtime.block_on(async {
        first.house.create(config).await;
        first.house.kinesis.put("a", "one");
        assert_eq!(first.house.s3.only().await.text(), "one");
        until_stored(&volume, "progress/", "1").await;
        first.house.s3.fail(Some("NoSuchBucket"));
        first.house.kinesis.put("a", "two");
        first.house.kinesis.put("b", "three");
    });
    let second = Killable::on(&volume, NOW + 1000);
    second.house.kinesis.take_over(&first.house.kinesis);
    drop(first);
    second.runtime.block_on(async {
        let mut text = String::new();
        let mut objects = second.house.s3.objects.subscribe();
        while text.len() < "twothree".len() {
            let whole = objects.wait_for(|objects| !objects.is_empty()).await.unwrap().clone();
            text = whole.iter().map(|object| object.text()).collect();
            tokio::task::yield_now().await;
        }
        assert!(["twothree", "threetwo"].contains(&text.as_str()), "{text}");
    });
}

#[test]
fn a_deletion_that_was_under_way_is_finished() {
    let volume = Volume::memory();
    let first = Killable::on(&volume, NOW);
    first.runtime.block_on(async {
        first.house.create_to_bucket(json!({})).await;
        first.house.done("DeleteDeliveryStream", json!({"DeliveryStreamName": "d"})).await;
    });
    drop(first);
    let second = Killable::on(&volume, NOW + 1000);
    second.runtime.block_on(async {
        let describe = || second.house.ask("DescribeDeliveryStream", json!({"DeliveryStreamName": "d"}));
        while describe().await.0 == 200 {
            tokio::task::yield_now().await;
        }
    });
}

#[tokio::test]
async fn nothing_is_opened_where_there_is_no_delivery_stream() {
    let volume = Volume::memory();
    let house = House::on(volume.clone(), NOW);
    house.firehose.resume().await.unwrap();
    assert!(!volume.has_key_value("firehose").unwrap());
}

#[tokio::test]
async fn segments_of_what_is_delivered_are_dropped() {
    let volume = Volume::memory();
    let house = House::on(volume.clone(), NOW);
    let hints = json!({"SizeInMBs": 8, "IntervalInSeconds": 0});
    house.create_to_bucket(json!({"BufferingHints": hints})).await;
    let data = bytes::Bytes::from(vec![b'x'; 1_000_000]);
    let mut delivered = 0;
    for calls in 1..=20 {
        let records = vec![firehose_api::Record { data: data.clone() }; 4];
        let input = firehose_api::PutRecordBatchInput { delivery_stream_name: "d".into(), records };
        let call = dispatch::Call::inside(
            "test",
            dispatch::Principal::Account(Default::default()),
            Default::default(),
            kernel::RequestId("r".into()),
        );
        house.dispatch.call::<firehose_api::PutRecordBatch>(&call, input).await.unwrap();
        house.clock.advance(1);
        while delivered < calls * 4_000_000 {
            delivered = house.s3.objects.borrow().iter().map(|object| object.body.len()).sum();
            tokio::task::yield_now().await;
        }
    }
    let mut ids = Vec::new();
    let store = volume.key_value("firehose").unwrap();
    store
        .scan_prefix(b"stream/", &mut |_, value| {
            let stored: Value = serde_json::from_slice(value).unwrap();
            ids.push(stored["Id"].as_str().unwrap().to_owned());
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    let log = volume.log(&format!("firehose/{}", ids[0]), storage::LogOptions::default()).unwrap();
    let trimmed = async {
        while log.bytes() > 40_000_000 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(crate::fakes::PATIENCE, trimmed).await.expect("less than half of 80 MB is kept");
}
