//! Event source mappings: their life and states, what is refused, where they begin, and that they go on
//! where they were.

use http::Method;
use serde_json::{Value, json};

use crate::house::{House, NOW, ROLE};
use crate::oracle::has_python;
use crate::stream::STREAM;

#[tokio::test]
async fn a_mapping_says_what_aws_says() {
    let house = House::new();
    house.create("f").await;
    let (status, made) = house.try_map(json!({"StartingPosition": "LATEST"})).await;
    let id = made["UUID"].as_str().unwrap().to_owned();
    let expected = json!({
        "BatchSize": 100, "BisectBatchOnFunctionError": false, "DestinationConfig": {"OnFailure": {}},
        "EventSourceArn": STREAM,
        "EventSourceMappingArn": format!("arn:aws:lambda:us-east-1:000000000000:event-source-mapping:{id}"),
        "FunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:f", "FunctionResponseTypes": [],
        "LastModified": 1_800_000_000.0, "LastProcessingResult": "No records processed",
        "MaximumBatchingWindowInSeconds": 0, "MaximumRecordAgeInSeconds": -1, "MaximumRetryAttempts": -1,
        "ParallelizationFactor": 1, "StartingPosition": "LATEST", "State": "Creating",
        "StateTransitionReason": "User action", "TumblingWindowInSeconds": 0, "UUID": id,
    });
    let mut made = made;
    made["LastModified"] = json!(made["LastModified"].as_f64().unwrap());
    assert_eq!((status, made), (202, expected));

    let state = async || house.mapping(&id).await["State"].clone();
    assert_eq!(state().await, "Creating");
    house.clock.advance(2000);
    assert_eq!(state().await, "Enabled");
    for (change, during, after) in [
        (json!({"Enabled": false}), "Disabling", "Disabled"),
        (json!({"Enabled": true, "BatchSize": 7}), "Enabling", "Enabled"),
        (json!({"MaximumRetryAttempts": 3}), "Updating", "Enabled"),
    ] {
        let (status, body) = house.update_mapping(&id, change).await;
        assert_eq!((status, &body["State"]), (202, &json!(during)));
        house.clock.advance(2000);
        assert_eq!(state().await, after);
    }
    let last = house.mapping(&id).await;
    assert_eq!((&last["BatchSize"], &last["MaximumRetryAttempts"]), (&json!(7), &json!(3)));
    for (query, count) in [("", 1), ("?FunctionName=f", 1), ("?FunctionName=g", 0), ("?MaxItems=1", 1)] {
        let (_, list) = house.get(&format!("/event-source-mappings{query}")).await;
        assert_eq!(list["EventSourceMappings"].as_array().unwrap().len(), count, "{query}");
    }
    let path = format!("/event-source-mappings/{id}");
    let (status, body) = house.ask(Method::DELETE, &path, Value::Null).await;
    assert_eq!((status, &body["State"]), (202, &json!("Deleting")));
    let (status, body) = house.get(&path).await;
    assert_eq!((status, &body["message"]), (404, &json!("The resource you requested does not exist.")));
    assert_eq!((house.stored("mapping/"), house.stored("checkpoint/")), (vec![], vec![]));
}

#[tokio::test]
async fn what_is_refused_is_refused_in_awss_words() {
    let house = House::new();
    house.create("f").await;
    for role in ["blind", "half"] {
        let role_arn = format!("arn:aws:iam::000000000000:role/{role}");
        assert_eq!(house.try_create(role, json!({"Role": role_arn})).await.0, 201);
        let (status, body) = house.try_map(json!({"FunctionName": role})).await;
        let text = format!(
            "Cannot access stream {STREAM}. Please ensure the role can perform the GetRecords, GetShardIterator, \
             DescribeStream, ListShards, and ListStreams Actions on your stream in IAM."
        );
        assert_eq!((status, &body["message"]), (400, &json!(text)), "{role}");
    }
    let gone = STREAM.replace("stream/s", "stream/gone");
    let null = "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member \
                must not be null.";
    for (change, status, text) in [
        (json!({"EventSourceArn": gone}), 400, format!("Stream not found: {gone}")),
        (json!({"StartingPosition": null}), 400, null.to_owned()),
        (json!({"StartingPosition": "AT_TIMESTAMP"}), 400, "Need to specify a timestamp".to_owned()),
        (
            json!({"FunctionName": "g"}),
            404,
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:g".to_owned(),
        ),
        (json!({"EventSourceArn": null}), 400, "Unrecognized event source.".to_owned()),
    ] {
        let (found, body) = house.try_map(change.clone()).await;
        assert_eq!((found, &body["message"]), (status, &json!(text)), "{change}");
    }
    for change in [
        json!({"TumblingWindowInSeconds": 1}),
        json!({"DestinationConfig": {"OnFailure": {"Destination": "arn:aws:sns:us-east-1:000000000000:q.fifo"}}}),
        json!({"Tags": {"a": "b"}}),
    ] {
        let (status, body) = house.try_map(change.clone()).await;
        assert!(
            status == 400 && body["message"].as_str().unwrap().contains("is not built"),
            "{change}: {body}"
        );
    }
    let (one, two) =
        tokio::join!(house.try_map(json!({"Enabled": false})), house.try_map(json!({"Enabled": false})));
    let ((status, _), (_, made)) =
        if one.0 == 202 { (two.clone(), one.clone()) } else { (one.clone(), two.clone()) };
    let refused = if one.0 == 202 { two.1 } else { one.1 };
    let text = format!(
        "The event source arn (\" {STREAM} \") and function (\" f \") provided mapping already exists. Please update or \
         delete the existing mapping with UUID {}",
        made["UUID"].as_str().unwrap()
    );
    assert_eq!((status, &refused["message"]), (409, &json!(text)));
}

#[tokio::test]
async fn records_arrive_in_batches_in_order_as_lambda_lays_them() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["0", "1", "2"]);
    house.map(json!({"BatchSize": 2})).await;
    let asked = house.oracle.asked().await;
    assert_eq!(
        asked.told["event"]["Records"][1],
        json!({
            "kinesis": {
                "kinesisSchemaVersion": "1.0", "partitionKey": "key", "sequenceNumber": "1000002", "data": "MQ==",
                "approximateArrivalTimestamp": 1_800_000_000.0,
            },
            "eventSource": "aws:kinesis", "eventVersion": "1.0", "eventID": "a:1000002",
            "eventName": "aws:kinesis:record", "invokeIdentityArn": ROLE, "awsRegion": "us-east-1",
            "eventSourceARN": STREAM,
        })
    );
    assert_eq!(asked.data(), ["0", "1"]);
    asked.done().await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["2"]);
    house.kinesis.put("a", &["3", "4", "5", "6"]);
    assert!(house.oracle.is_quiet().await, "one batch of a shard at a time");
    asked.done().await;
    for expected in [["3", "4"], ["5", "6"]] {
        let asked = house.oracle.asked().await;
        assert_eq!(asked.data(), expected);
        asked.done().await;
    }
    let Some(dispatch::Principal::Session { role, session, .. }) = house.kinesis.asked_as() else { panic!() };
    assert_eq!((role.as_str(), session.as_str()), ("open", "f_"));
}

#[tokio::test]
async fn a_mapping_begins_where_it_is_told_to() {
    if !has_python() {
        return;
    }
    let house = House::new();
    for name in ["all", "new", "since"] {
        house.create(name).await;
    }
    house.kinesis.put("a", &["0"]);
    house.clock.advance(5000);
    house.kinesis.put("a", &["1"]);
    house.clock.advance(5000);
    let since = NOW / 1000 + 4;
    house.map(json!({"FunctionName": "new", "StartingPosition": "LATEST"})).await;
    house.map(json!({"FunctionName": "since", "StartingPosition": "AT_TIMESTAMP", "StartingPositionTimestamp": since})).await;
    let asked = house.oracle.asked().await;
    assert_eq!(
        (asked.data(), &asked.told["arn"]),
        (vec!["1".to_owned()], &json!("arn:aws:lambda:us-east-1:000000000000:function:since"))
    );
    asked.done().await;
    house.map(json!({"FunctionName": "all"})).await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["0", "1"]);
    asked.done().await;
    house.clock.advance(1);
    house.kinesis.put("a", &["2"]);
    for _ in 0..3 {
        let asked = house.oracle.asked().await;
        assert_eq!(asked.data(), ["2"], "{}", asked.told["arn"]);
        asked.done().await;
    }
}

#[test]
fn a_mapping_goes_on_after_a_crash_where_it_was() {
    if !has_python() {
        return;
    }
    let runtime =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let first = runtime();
    let house = first.block_on(async {
        let house = House::new();
        house.create("f").await;
        house.kinesis.put("a", &["0", "1", "2"]);
        house.map(json!({"BatchSize": 1})).await;
        house.oracle.asked().await.done().await;
        // The second batch comes only after the first is noted; it is under way when all ends.
        assert_eq!(house.oracle.asked().await.data(), ["1"]);
        house
    });
    drop(first);
    runtime().block_on(async {
        let house = house.after_crash();
        house.lambda.resume().await.unwrap();
        house.lambda.resume().await.unwrap();
        for expected in ["1", "2"] {
            let asked = house.oracle.asked().await;
            assert_eq!(asked.data(), [expected]);
            assert!(house.oracle.is_quiet().await, "resuming twice is as good as once");
            asked.done().await;
        }
        assert_eq!(house.stored("checkpoint/").len(), 1);
    });
}

#[tokio::test]
async fn an_orderly_end_loses_no_batch_even_of_a_mapping_that_gives_up() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["0"]);
    house.map(json!({"MaximumRetryAttempts": 0})).await;
    let asked = house.oracle.asked().await;
    let house = house.again().await;
    drop(asked);
    assert_eq!(house.stored("checkpoint/"), []);
    house.lambda.resume().await.unwrap();
    assert_eq!(house.oracle.asked().await.data(), ["0"]);
}

#[tokio::test]
async fn a_change_waits_for_the_batch_under_way() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["0", "1", "2", "3"]);
    let id = house.map(json!({"BatchSize": 1})).await;
    let asked = house.oracle.asked().await;
    assert_eq!(house.update_mapping(&id, json!({"BatchSize": 2})).await.0, 202);
    assert_eq!(house.update_mapping(&id, json!({"BatchSize": 3})).await.0, 202);
    assert!(house.oracle.is_quiet().await);
    asked.done().await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["1", "2", "3"], "nothing twice, nothing missing, in the new size");

    assert_eq!(house.update_mapping(&id, json!({"Enabled": false})).await.1["State"], "Disabling");
    asked.done().await;
    house.kinesis.put("a", &["4"]);
    assert_eq!(house.update_mapping(&id, json!({"Enabled": true, "FunctionName": "f"})).await.0, 202);
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["4"]);

    // A mapping that is deleted leaves no checkpoint behind, whenever its batch ends.
    let (status, _) = house.ask(Method::DELETE, &format!("/event-source-mappings/{id}"), Value::Null).await;
    assert_eq!(status, 202);
    asked.done().await;
    house.map(json!({})).await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["0", "1", "2", "3", "4"]);
    assert_eq!(house.stored("checkpoint/"), []);
}

#[tokio::test]
async fn a_mapping_outlives_its_function() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let id = house.map(json!({"MaximumRetryAttempts": 0})).await;
    house.kinesis.put("a", &["0"]);
    house.oracle.asked().await.done().await;
    assert_eq!(house.ask(Method::DELETE, "/functions/f", Value::Null).await.0, 204);
    house.kinesis.put("a", &["1"]);
    house
        .until_result(&id, "PROBLEM: Function not found: arn:aws:lambda:us-east-1:000000000000:function:f")
        .await;
    house.create("f").await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["1"]);
    asked.done().await;
    house.until_result(&id, "OK").await;
}
