//! Mappings of queues, and queues that are told of failures.

use http::Method;
use serde_json::{Value, json};

use crate::house::House;
use crate::oracle::{Asked, has_python};
use crate::queue::QUEUE;

/// A house with a function and a mapping of the queue to it; the mapping's id.
async fn mapped(change: Value) -> (House, String) {
    let house = House::new();
    house.create("f").await;
    let (status, body) = try_map(&house, change).await;
    assert_eq!(status, 202, "{body}");
    (house, body["UUID"].as_str().unwrap().to_owned())
}

async fn try_map(house: &House, change: Value) -> (u16, Value) {
    let mut input = json!({"EventSourceArn": QUEUE, "FunctionName": "f"});
    for (name, value) in change.as_object().unwrap() {
        input[name] = value.clone();
    }
    house.ask(Method::POST, "/event-source-mappings", input).await
}

fn bodies(asked: &Asked) -> Vec<&str> {
    let records = asked.told["event"]["Records"].as_array().unwrap();
    records.iter().map(|record| record["body"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn messages_are_handed_over_and_deleted_when_they_are_taken() {
    if !has_python() {
        return;
    }
    let (house, id) = mapped(json!({"BatchSize": 2})).await;
    let described = house.mapping(&id).await;
    assert_eq!((&described["BatchSize"], &described["EventSourceArn"]), (&json!(2), &json!(QUEUE)));
    for absent in ["StartingPosition", "MaximumRetryAttempts", "ParallelizationFactor", "DestinationConfig"] {
        assert_eq!(described.get(absent), None, "{absent}");
    }
    house.queue.put(&["a", "b", "c"]);
    let (first, second) = (house.oracle.asked().await, house.oracle.asked().await);
    let mut all = [bodies(&first), bodies(&second)].concat();
    all.sort_unstable();
    assert_eq!(all, ["a", "b", "c"]);
    let record = &first.told["event"]["Records"][0];
    assert_eq!((&record["eventSource"], &record["eventSourceARN"]), (&json!("aws:sqs"), &json!(QUEUE)));
    assert_eq!(record["attributes"]["ApproximateReceiveCount"], "1");
    first.done().await;
    second.done().await;
    assert_eq!(house.queue.until_deleted(3).await, ["m0", "m1", "m2"]);
    house.until_result(&id, "OK").await;
}

#[tokio::test]
async fn what_the_function_fails_at_stays_in_the_queue() {
    if !has_python() {
        return;
    }
    let (house, id) = mapped(json!({})).await;
    house.queue.put(&["a"]);
    house.oracle.asked().await.fail().await;
    house.until_result(&id, "PROBLEM: Function call failed").await;
    assert_eq!(*house.queue.deleted.borrow(), [""; 0]);
    house.queue.show();
    house.oracle.asked().await.done().await;
    assert_eq!(house.queue.until_deleted(1).await, ["m0"]);
}

#[tokio::test]
async fn a_report_says_which_messages_stay() {
    if !has_python() {
        return;
    }
    let (house, id) = mapped(json!({"FunctionResponseTypes": ["ReportBatchItemFailures"]})).await;
    house.queue.put(&["a", "b", "c"]);
    let asked = house.oracle.asked().await;
    assert_eq!(bodies(&asked), ["a", "b", "c"]);
    asked.reply(json!({"answer": {"batchItemFailures": [{"itemIdentifier": "m1"}]}})).await;
    assert_eq!(house.queue.until_deleted(2).await, ["m0", "m2"]);
    house.until_result(&id, "PROBLEM: Function call failed").await;
    house.queue.show();
    let asked = house.oracle.asked().await;
    assert_eq!(bodies(&asked), ["b"]);
    asked.reply(json!({"answer": {"batchItemFailures": []}})).await;
    assert_eq!(house.queue.until_deleted(3).await.len(), 3);
}

#[tokio::test]
async fn what_a_filter_does_not_let_through_is_deleted() {
    if !has_python() {
        return;
    }
    let filter = json!({"Filters": [{"Pattern": r#"{"body":{"city":["Oslo"]}}"#}]});
    let (house, _) = mapped(json!({"FilterCriteria": filter})).await;
    house.queue.put(&[r#"{"city":"Rome"}"#, r#"{"city":"Oslo"}"#, "no JSON"]);
    let asked = house.oracle.asked().await;
    assert_eq!(bodies(&asked), [r#"{"city":"Oslo"}"#]);
    assert_eq!(house.queue.until_deleted(2).await, ["m0", "m2"]);
    asked.done().await;
    assert_eq!(house.queue.until_deleted(3).await.len(), 3);
}

#[tokio::test]
async fn so_many_batches_are_at_work_at_once() {
    if !has_python() {
        return;
    }
    let change = json!({"BatchSize": 1, "ScalingConfig": {"MaximumConcurrency": 2}});
    let (house, id) = mapped(change).await;
    assert_eq!(house.mapping(&id).await["ScalingConfig"], json!({"MaximumConcurrency": 2}));
    house.queue.put(&["a", "b", "c"]);
    let (first, second) = (house.oracle.asked().await, house.oracle.asked().await);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(house.oracle.is_quiet().await);
    first.done().await;
    house.oracle.asked().await.done().await;
    second.done().await;
    assert_eq!(house.queue.until_deleted(3).await.len(), 3);
}

#[tokio::test]
async fn a_mapping_that_is_switched_off_receives_nothing_and_goes_on_later() {
    if !has_python() {
        return;
    }
    let (house, id) = mapped(json!({"Enabled": false})).await;
    house.queue.put(&["a"]);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(house.oracle.is_quiet().await);
    assert_eq!(house.update_mapping(&id, json!({"Enabled": true, "BatchSize": 5})).await.0, 202);
    let asked = house.oracle.asked().await;
    assert_eq!(bodies(&asked), ["a"]);
    asked.done().await;
    house.queue.until_deleted(1).await;
    assert_eq!(house.ask(Method::DELETE, &format!("/event-source-mappings/{id}"), Value::Null).await.0, 202);
}

#[tokio::test]
async fn what_a_queue_cannot_be_mapped_with_is_refused() {
    let house = House::new();
    house.create("f").await;
    let arn = |name: &str| format!("arn:aws:sqs:us-east-1:000000000000:{name}");
    for (change, text) in [
        (json!({"StartingPosition": "LATEST"}), "StartingPosition is not valid for SQS event sources."),
        (
            json!({"BatchSize": 11}),
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
        ),
        (
            json!({"EventSourceArn": arn("q.fifo"), "MaximumBatchingWindowInSeconds": 1}),
            "Batching window is not supported for FIFO queues.",
        ),
        (json!({"MaximumRetryAttempts": 1}), "Unsupported parameters for event source type: SQS"),
        (
            json!({"EventSourceArn": arn("hasty")}),
            "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds",
        ),
        (
            json!({"EventSourceArn": arn("gone")}),
            "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error \
             Message: The specified queue does not exist.",
        ),
    ] {
        let (status, body) = try_map(&house, change).await;
        assert_eq!((status, &body["message"]), (400, &json!(text)));
    }
    let (status, body) = house.try_map(json!({"ScalingConfig": {"MaximumConcurrency": 2}})).await;
    assert_eq!((status, &body["message"]), (400, &json!("ScalingConfig is for queues only.")));
}

const EVENT: &[(&str, &str)] = &[("x-amz-invocation-type", "Event")];

#[tokio::test]
async fn events_that_are_given_up_are_told_to_a_queue_and_buried_in_one() {
    if !has_python() {
        return;
    }
    let house = House::new();
    let (status, body) = house.try_create("f", json!({"DeadLetterConfig": {"TargetArn": QUEUE}})).await;
    assert_eq!((status, &body["DeadLetterConfig"]["TargetArn"]), (201, &json!(QUEUE)));
    let to = json!({"Destination": QUEUE});
    let change = json!({"MaximumRetryAttempts": 0, "DestinationConfig": {"OnSuccess": to, "OnFailure": to}});
    let path = "/2019-09-25/functions/f/event-invoke-config";
    assert_eq!(house.ask_at(Method::PUT, path, change).await.0, 200);
    house.invoke("f/invocations", EVENT, r#"{"n":1}"#).await;
    house.oracle.asked().await.done().await;
    let told: Value = serde_json::from_str(&house.queue.until_sent().await.message_body).unwrap();
    assert_eq!(
        (&told["requestContext"]["condition"], &told["requestPayload"]),
        (&json!("Success"), &json!({"n": 1}))
    );
    house.invoke("f/invocations", EVENT, r#"{"n":2}"#).await;
    house.oracle.asked().await.fail().await;
    let told: Value = serde_json::from_str(&house.queue.until_sent().await.message_body).unwrap();
    assert_eq!(told["requestContext"]["condition"], "RetriesExhausted");
    let buried = house.queue.until_sent().await;
    assert_eq!(buried.message_body, r#"{"n":2}"#);
    let attributes = buried.message_attributes.unwrap();
    let text = |name: &str| attributes[name].string_value.clone().unwrap();
    assert_eq!((text("ErrorCode"), text("ErrorMessage")), ("200".to_owned(), "told to".to_owned()));
    assert_eq!(attributes["ErrorCode"].data_type, "Number");
    assert!(!text("RequestID").is_empty());
    house.until_stored("event/", <[_]>::is_empty).await;
}

#[tokio::test]
async fn batches_of_a_stream_that_are_given_up_are_told_to_a_queue() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["0", "1", "2"]);
    let failure = json!({"OnFailure": {"Destination": QUEUE}});
    let change = json!({"BatchSize": 2, "MaximumRetryAttempts": 1, "DestinationConfig": failure});
    let id = house.map(change).await;
    assert_eq!(house.mapping(&id).await["DestinationConfig"]["OnFailure"]["Destination"], QUEUE);
    house.oracle.asked().await.fail().await;
    house.oracle.asked().await.fail().await;
    let told: Value = serde_json::from_str(&house.queue.until_sent().await.message_body).unwrap();
    assert_eq!(told["requestContext"]["condition"], "RetryAttemptsExhausted");
    assert_eq!(told["requestContext"]["approximateInvokeCount"], 2);
    let batch = &told["KinesisBatchInfo"];
    assert_eq!((&batch["shardId"], &batch["batchSize"]), (&json!("a"), &json!(2)));
    assert_ne!(batch["startSequenceNumber"], batch["endSequenceNumber"]);
    assert!(told.get("Records").is_none(), "what is in the records is not told");
    assert_eq!(house.oracle.asked().await.data(), ["2"]);
}
