//! Buffers and objects: when they are delivered, what they are called, what they hold; backup; retries.

use flate2::read::GzDecoder;
use serde_json::json;

use crate::house::{House, logging, processing, processor};

#[tokio::test]
async fn an_object_is_made_when_its_interval_is_over_and_not_before() {
    let house = House::new();
    house.create_to_bucket(json!({"FileExtension": ".log"})).await;
    house.put(&["one", "two"]).await;
    house.advance(1000);
    house.put(&["three"]).await;
    house.advance(298_999);
    tokio::task::yield_now().await;
    assert_eq!(house.s3.count(), 0);
    house.advance(1);
    let object = house.s3.only().await;
    assert_eq!((object.bucket.as_str(), object.text().as_str()), ("b", "onetwothree"));
    let name = object.key.strip_prefix("2027/01/15/08/d-1-2027-01-15-08-00-00-").unwrap();
    let uuid = name.strip_suffix(".log").unwrap();
    assert_eq!((uuid.len(), uuid.matches('-').count()), (36, 4));
}

#[tokio::test]
async fn an_object_is_made_when_it_is_full() {
    let house = House::new();
    house.create_to_bucket(json!({"BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 900}})).await;
    let half = "x".repeat(1 << 19);
    for _ in 0..5 {
        house.put(&[&half]).await;
    }
    let objects = house.s3.once(2).await;
    assert!(objects.iter().all(|object| object.body.len() == 1 << 20));
    house.advance(900_000);
    assert_eq!(house.s3.once(3).await[2].body.len(), 1 << 19);
}

#[tokio::test]
async fn without_an_interval_records_go_at_once() {
    let house = House::new();
    house.create_to_bucket(json!({"BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 0}})).await;
    house.put(&["now"]).await;
    assert_eq!(house.s3.only().await.text(), "now");
}

#[tokio::test]
async fn objects_are_packed_and_records_delimited() {
    let house = House::new();
    let processors = [processor("AppendDelimiterToRecord", &[("Delimiter", "\\n")])];
    let change = json!({
        "CompressionFormat": "GZIP", "ProcessingConfiguration": processing(&processors),
        "Prefix": "in/!{timestamp:yyyy}/", "ErrorOutputPrefix": "out/", "CustomTimeZone": "Asia/Tokyo",
    });
    house.create_to_bucket(change).await;
    house.put(&["one", "two"]).await;
    house.fill_interval();
    let object = house.s3.only().await;
    assert!(object.key.starts_with("in/2027/d-1-2027-01-15-17-00-00-"), "{}", object.key);
    assert!(object.key.ends_with(".gz"), "{}", object.key);
    let text = std::io::read_to_string(GzDecoder::new(&object.body[..])).unwrap();
    assert_eq!(text, "one\ntwo\n");
}

#[tokio::test]
async fn all_records_go_to_the_backup_as_they_came() {
    let house = House::new();
    let processors = [processor("AppendDelimiterToRecord", &[])];
    let backup = json!({
        "RoleARN": crate::house::ROLE, "BucketARN": "arn:aws:s3:::backup", "Prefix": "raw/",
        "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
    });
    let change = json!({
        "S3BackupMode": "Enabled", "S3BackupConfiguration": backup,
        "ProcessingConfiguration": processing(&processors),
    });
    house.create_to_bucket(change).await;
    house.put(&["one"]).await;
    house.advance(60_000);
    let object = house.s3.only().await;
    assert_eq!((object.bucket.as_str(), object.text().as_str()), ("backup", "one"));
    assert!(object.key.starts_with("raw/2027/01/15/08/d-1-"), "{}", object.key);
    house.advance(240_000);
    assert_eq!(house.s3.once(2).await[1].text(), "one\n");
}

#[tokio::test]
async fn a_bucket_is_tried_until_it_takes_and_errors_are_told() {
    let house = House::new();
    house.create_to_bucket(json!({"CloudWatchLoggingOptions": logging()})).await;
    house.s3.fail(Some("NoSuchBucket"));
    house.put(&["kept"]).await;
    house.fill_interval();
    for (tries, wait_ms) in [(1, 1000), (2, 2000), (3, 4000)] {
        house.logs.once(tries).await;
        assert_eq!(*house.s3.asked.borrow(), tries as u64);
        house.advance(wait_ms - 1);
        tokio::task::yield_now().await;
        house.advance(1);
    }
    let (group, stream, message) = house.logs.once(4).await.remove(0);
    assert_eq!((group.as_str(), stream.as_str()), ("g", "s"));
    assert_eq!(message["errorCode"], "S3.NoSuchBucket");
    assert_eq!(message["deliveryStreamARN"], crate::house::ARN);
    assert_eq!(
        (&message["destination"], &message["deliveryStreamVersionId"]),
        (&"arn:aws:s3:::b".into(), &1.into())
    );
    house.s3.fail(None);
    house.advance(3_600_000 * 25);
    assert_eq!(house.s3.only().await.text(), "kept");
}

#[tokio::test]
async fn what_cannot_be_unpacked_goes_to_the_error_prefix_as_it_came() {
    let house = House::new();
    let processors = [processor("Decompression", &[("CompressionFormat", "GZIP")])];
    let change = json!({"Prefix": "p/", "ProcessingConfiguration": processing(&processors)});
    house.create_to_bucket(change).await;
    house.put(&["no gzip"]).await;
    house.fill_interval();
    let object = house.s3.only().await;
    assert!(object.key.starts_with("p/decompression-failed/2027/01/15/08/d-1-"), "{}", object.key);
    let line = &object.lines()[0];
    assert_eq!((&line["rawData"], &line["attemptsMade"]), (&"bm8gZ3ppcA==".into(), &1.into()));
    assert_eq!(line["errorCode"], "Decompression.InvalidCompressedFormat");
}
