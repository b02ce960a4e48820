//! Batches: how they fill, and what becomes of those that fail.

use http::Method;
use serde_json::json;

use crate::house::House;
use crate::oracle::has_python;

#[tokio::test]
async fn a_batch_that_fails_is_tried_again_and_holds_up_its_shard() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["0", "1", "2"]);
    let id = house.map(json!({"BatchSize": 2})).await;
    for _ in 0..3 {
        let asked = house.oracle.asked().await;
        assert_eq!(asked.data(), ["0", "1"]);
        asked.fail().await;
    }
    let asked = house.oracle.asked().await;
    assert_eq!(house.mapping(&id).await["LastProcessingResult"], "PROBLEM: Function call failed");
    asked.done().await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["2"]);
    assert_eq!(house.mapping(&id).await["LastProcessingResult"], "OK");
}

#[tokio::test]
async fn a_batch_is_given_up_after_so_many_retries() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["0", "1", "2"]);
    house.map(json!({"BatchSize": 2, "MaximumRetryAttempts": 1})).await;
    for _ in 0..2 {
        let asked = house.oracle.asked().await;
        assert_eq!(asked.data(), ["0", "1"]);
        asked.fail().await;
    }
    assert_eq!(house.oracle.asked().await.data(), ["2"]);
}

#[tokio::test]
async fn splitting_finds_the_record_that_fails() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["0", "1", "bad", "3"]);
    house.map(json!({"BisectBatchOnFunctionError": true, "MaximumRetryAttempts": 0})).await;
    for (expected, fails) in [
        (&["0", "1", "bad", "3"][..], true),
        (&["0", "1"], false),
        (&["bad", "3"], true),
        (&["bad"], true),
        (&["3"], false),
    ] {
        let asked = house.oracle.asked().await;
        assert_eq!(asked.data(), expected);
        if fails {
            asked.fail().await;
        } else {
            asked.done().await;
        }
    }
    house.kinesis.put("a", &["4"]);
    assert_eq!(house.oracle.asked().await.data(), ["4"]);
}

#[tokio::test]
async fn a_report_of_failed_items_sets_where_to_go_on() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["0", "1", "2", "3"]);
    house.map(json!({"FunctionResponseTypes": ["ReportBatchItemFailures"]})).await;
    let report = |numbers: &[&str]| {
        let failures: Vec<_> = numbers.iter().map(|number| json!({"itemIdentifier": number})).collect();
        json!({"answer": {"batchItemFailures": failures}})
    };
    house.oracle.asked().await.reply(report(&["1000004", "1000002"])).await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["1", "2", "3"]);
    asked.reply(report(&["1000004"])).await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["3"]);
    // What is done is done for good: it does not come again after a restart.
    let house = house.again().await;
    drop(asked);
    house.lambda.resume().await.unwrap();
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["3"]);
    asked.reply(report(&[])).await;
    house.kinesis.put("a", &["4"]);
    assert_eq!(house.oracle.asked().await.data(), ["4"]);
}

#[tokio::test]
async fn what_was_never_run_counts_as_no_failure() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let path = "/2017-10-31/functions/f/concurrency";
    house.ask_at(Method::PUT, path, json!({"ReservedConcurrentExecutions": 0})).await;
    house.kinesis.put("a", &["0"]);
    let id = house.map(json!({"MaximumRetryAttempts": 0, "BisectBatchOnFunctionError": true})).await;
    house.until_result(&id, "PROBLEM: Rate Exceeded.").await;
    house.ask_at(Method::DELETE, path, serde_json::Value::Null).await;
    assert_eq!(house.oracle.asked().await.data(), ["0"]);
}

#[tokio::test]
async fn records_that_are_too_old_are_passed_over() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["old", "older"]);
    house.clock.advance(60_000);
    house.kinesis.put("a", &["young"]);
    house.clock.advance(1);
    house.map(json!({"MaximumRecordAgeInSeconds": 60})).await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["young"]);
    // It grows old while it fails.
    house.clock.advance(60_000);
    house.kinesis.put("a", &["new"]);
    asked.fail().await;
    assert_eq!(house.oracle.asked().await.data(), ["new"]);
}

#[tokio::test]
async fn a_window_waits_for_a_full_batch() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let mut reads = house.kinesis.reads.subscribe();
    house.map(json!({"BatchSize": 3, "MaximumBatchingWindowInSeconds": 300})).await;
    for (number, text) in ["0", "1"].into_iter().enumerate() {
        house.kinesis.put("a", &[text]);
        // It was read, and not handed over.
        let seen = reads.wait_for(|count| *count >= number as u64 + 2);
        tokio::time::timeout(crate::oracle::PATIENCE, seen).await.unwrap().unwrap();
    }
    assert!(house.oracle.is_quiet().await);
    house.kinesis.put("a", &["2", "3"]);
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["0", "1", "2"]);
}

#[tokio::test]
async fn a_window_ends() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["0"]);
    house.map(json!({"BatchSize": 3, "MaximumBatchingWindowInSeconds": 1})).await;
    assert_eq!(house.oracle.asked().await.data(), ["0"]);
}
