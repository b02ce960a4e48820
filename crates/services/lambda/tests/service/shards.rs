//! The stream's own moods: throttling, iterators that end, shards that split, streams made again.

use serde_json::json;

use crate::house::House;
use crate::oracle::has_python;

/// Takes batches until all of `expected` have come, each once and in order; all of one shard.
async fn expect(house: &House, expected: &[&str]) {
    let mut found = Vec::new();
    while found.len() < expected.len() {
        let asked = house.oracle.asked().await;
        found.extend(asked.data());
        asked.done().await;
    }
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_throttled_read_is_no_problem_and_an_expired_iterator_no_loss() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.fail_next("ProvisionedThroughputExceededException");
    let id = house.map(json!({})).await;
    let mut reads = house.kinesis.reads.subscribe();
    reads.wait_for(|count| *count >= 2).await.unwrap();
    assert_eq!(house.mapping(&id).await["LastProcessingResult"], "No records processed");
    house.kinesis.put("a", &["0"]);
    expect(&house, &["0"]).await;
    house.kinesis.fail_next("ExpiredIteratorException");
    house.kinesis.put("a", &["1"]);
    expect(&house, &["1"]).await;
    house.kinesis.fail_next("InternalFailure");
    house.kinesis.put("a", &["2"]);
    expect(&house, &["2"]).await;
}

#[tokio::test]
async fn a_stream_made_again_is_read_from_its_beginning() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.map(json!({"StartingPosition": "LATEST"})).await;
    house.kinesis.put("a", &["0", "1"]);
    expect(&house, &["0", "1"]).await;
    house.kinesis.make(&["a"]);
    house.kinesis.put("a", &["2"]);
    expect(&house, &["2"]).await;
    // Gone, then there again with other shards.
    house.kinesis.make(&[]);
    house.kinesis.wake();
    house.kinesis.listed().await;
    house.kinesis.make(&["b"]);
    house.kinesis.put("b", &["3"]);
    expect(&house, &["3"]).await;
}

#[tokio::test]
async fn a_child_is_followed_after_its_parent() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["0", "1"]);
    house.kinesis.split("a", "b");
    house.kinesis.put("b", &["2"]);
    house.kinesis.split("b", "c");
    house.kinesis.put("c", &["3"]);
    house.map(json!({"BatchSize": 1})).await;
    expect(&house, &["0", "1", "2", "3"]).await;
    house.kinesis.put("c", &["4"]);
    let asked = house.oracle.asked().await;
    let house = house.again().await;
    drop(asked);
    house.lambda.resume().await.unwrap();
    expect(&house, &["4"]).await;
}

#[tokio::test]
async fn shards_do_not_wait_for_each_other() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.make(&["a", "b"]);
    house.map(json!({"BatchSize": 1})).await;
    house.kinesis.put("a", &["a0", "a1"]);
    let held = house.oracle.asked().await;
    assert_eq!(held.data(), ["a0"]);
    house.kinesis.put("b", &["b0", "b1"]);
    expect(&house, &["b0", "b1"]).await;
    held.done().await;
    expect(&house, &["a1"]).await;
}
