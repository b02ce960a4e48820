//! Iterators, pages, what is trimmed, refusals.

use serde_json::{Value, json};

use super::house::{House, TABLE};

async fn filled(count: usize) -> (House, String) {
    let (house, arn) = House::with_stream("KEYS_ONLY").await;
    for number in 0..count {
        house.put(json!({"k": {"S": number.to_string()}})).await;
    }
    (house, arn)
}

fn keys(answer: &Value) -> Vec<&str> {
    let records = answer["Records"].as_array().unwrap();
    records.iter().map(|record| record["dynamodb"]["Keys"]["k"]["S"].as_str().unwrap()).collect()
}

fn number(record: &Value) -> &str {
    record["dynamodb"]["SequenceNumber"].as_str().unwrap()
}

#[tokio::test]
async fn iterators_begin_where_they_say() {
    let (house, arn) = filled(3).await;
    let records = house.records(&arn).await;
    let second = Some(number(&records[1]));
    for (kind, given, expected) in [
        ("TRIM_HORIZON", None, &["0", "1", "2"][..]),
        ("AT_SEQUENCE_NUMBER", second, &["1", "2"]),
        ("AFTER_SEQUENCE_NUMBER", second, &["2"]),
        ("LATEST", None, &[]),
    ] {
        let iterator = house.iterator(&arn, kind, given).await;
        assert!(iterator.starts_with(&format!("{arn}|1|")));
        assert_eq!(keys(&house.read(&iterator).await), expected, "{kind}");
    }
    let start = house.describe(&arn).await["Shards"][0]["SequenceNumberRange"].clone();
    let start = start["StartingSequenceNumber"].as_str().unwrap().to_owned();
    let iterator = house.iterator(&arn, "AT_SEQUENCE_NUMBER", Some(&start)).await;
    assert_eq!(keys(&house.read(&iterator).await), ["0", "1", "2"]);
    let latest = house.iterator(&arn, "LATEST", None).await;
    let next = house.read(&latest).await["NextShardIterator"].as_str().unwrap().to_owned();
    house.put(json!({"k": {"S": "3"}})).await;
    assert_eq!(keys(&house.read(&latest).await), ["3"]);
    assert_eq!(keys(&house.read(&next).await), ["3"]);
}

#[tokio::test]
async fn pages_follow_each_other() {
    let (house, arn) = filled(5).await;
    let mut iterator = house.iterator(&arn, "TRIM_HORIZON", None).await;
    let mut pages = Vec::new();
    for _ in 0..4 {
        let body = json!({"ShardIterator": iterator, "Limit": 2});
        let answer = house.ok("streams.dynamodb", "GetRecords", body).await;
        pages.push(keys(&answer).len());
        iterator = answer["NextShardIterator"].as_str().unwrap().to_owned();
    }
    assert_eq!(pages, [2, 2, 1, 0]);
    let large = "x".repeat(300_000);
    let (house, arn) = House::with_stream("NEW_IMAGE").await;
    for number in 0..5 {
        house.put(json!({"k": {"S": number.to_string()}, "v": {"S": large}})).await;
    }
    let page = house.read(&house.iterator(&arn, "TRIM_HORIZON", None).await).await;
    assert_eq!(keys(&page).len(), 3, "about 1 MB");
    let rest = house.read(page["NextShardIterator"].as_str().unwrap()).await;
    assert_eq!(keys(&rest), ["3", "4"]);
}

#[tokio::test]
async fn records_are_kept_for_a_day() {
    const HOUR: u64 = 3_600_000;
    let (house, arn) = filled(2).await;
    let old = number(&house.records(&arn).await[0]).to_owned();
    house.clock.advance(12 * HOUR);
    house.put(json!({"k": {"S": "young"}})).await;
    for sweeps in [false, true] {
        if !sweeps {
            house.clock.advance(12 * HOUR + 1);
        } else {
            house.service.sweep().await.unwrap();
        }
        let page = house.read(&house.iterator(&arn, "TRIM_HORIZON", None).await).await;
        assert_eq!(keys(&page), ["young"]);
        let body = house.asks(&arn, "AT_SEQUENCE_NUMBER", Some(&old)).await;
        let (code, message) = house.refused("streams.dynamodb", "GetShardIterator", body).await;
        assert_eq!(code, "TrimmedDataAccessException");
        assert_eq!(message, "The operation attempted to read past the oldest stream record in a shard.");
    }
    let last = number(&house.records(&arn).await[0]).to_owned();
    house.clock.advance(24 * HOUR + 1);
    house.service.sweep().await.unwrap();
    // Who has read all may go on behind it.
    let iterator = house.iterator(&arn, "AFTER_SEQUENCE_NUMBER", Some(&last)).await;
    house.put(json!({"k": {"S": "new"}})).await;
    assert_eq!(keys(&house.read(&iterator).await), ["new"]);
    let new = &house.records(&arn).await[0];
    assert!(number(new) > last.as_str(), "numbers are not given twice");
}

#[tokio::test]
async fn iterators_expire() {
    let (house, arn) = filled(1).await;
    let iterator = house.iterator(&arn, "TRIM_HORIZON", None).await;
    house.clock.advance(15 * 60_000);
    house.read(&iterator).await;
    house.clock.advance(1);
    let (code, _) = house.refused("streams.dynamodb", "GetRecords", json!({"ShardIterator": iterator})).await;
    assert_eq!(code, "ExpiredIteratorException");
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let (house, arn) = filled(1).await;
    let nobody = format!("{TABLE}/stream/2015-05-20T20:51:10.252");
    let of_nobody = format!("Requested resource not found: Stream: {nobody} not found");
    let invalid = "ValidationException";
    let mut other_shard = house.asks(&arn, "LATEST", None).await;
    other_shard["ShardId"] = "shardId-00000000000000000000-00000000".into();
    for (operation, body, code, message) in [
        ("DescribeStream", json!({"StreamArn": nobody}), "ResourceNotFoundException", of_nobody.as_str()),
        ("DescribeStream", json!({"StreamArn": "x".repeat(40)}), invalid, "Invalid StreamArn"),
        (
            "DescribeStream",
            json!({"StreamArn": arn, "Limit": 101}),
            invalid,
            "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
        ),
        ("ListStreams", json!({"ExclusiveStartStreamArn": "x".repeat(40)}), invalid, "Invalid StreamArn"),
        (
            "GetShardIterator",
            other_shard,
            "ResourceNotFoundException",
            "Requested resource not found: Shard does not exist",
        ),
        (
            "GetShardIterator",
            house.asks(&arn, "AT_SEQUENCE_NUMBER", None).await,
            invalid,
            "One or more parameter values were invalid: SequenceNumber must be specified for ShardIteratorType AT_SEQUENCE_NUMBER",
        ),
        (
            "GetShardIterator",
            house.asks(&arn, "LATEST", Some(&"1".repeat(31))).await,
            invalid,
            "One or more parameter values were invalid: SequenceNumber must not be specified for ShardIteratorType LATEST",
        ),
        (
            "GetShardIterator",
            house.asks(&arn, "AT_SEQUENCE_NUMBER", Some(&"x".repeat(31))).await,
            invalid,
            &format!("One or more parameter values were invalid: Invalid SequenceNumber: {}", "x".repeat(31)),
        ),
        (
            "GetShardIterator",
            house.asks(&arn, "AT_SEQUENCE_NUMBER", Some(&"1".repeat(31))).await,
            invalid,
            &format!("SequenceNumber {} did not come from the stream {arn}", "1".repeat(31)),
        ),
        ("GetRecords", json!({"ShardIterator": "nonsense"}), invalid, "Invalid ShardIterator"),
        (
            "GetRecords",
            json!({"ShardIterator": "nonsense", "Limit": 1001}),
            invalid,
            "One or more parameter values were invalid: Limit should be less than or equal to 1000",
        ),
    ] {
        let refusal = house.refused("streams.dynamodb", operation, body).await;
        assert_eq!(refusal, (code.to_owned(), message.to_owned()));
    }
}
