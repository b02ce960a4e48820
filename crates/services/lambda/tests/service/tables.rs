//! Event source mappings of tables' streams: the event, where they begin, and that they go on.

use serde_json::{Value, json};

use crate::house::House;
use crate::oracle::{Asked, PATIENCE, has_python};
use crate::table::{TABLE, number};

/// Maps the table's stream to the function `f`, from its beginning, with `change`d members.
async fn map(house: &House, change: Value) -> String {
    let mut input = json!({"EventSourceArn": TABLE});
    for (name, value) in change.as_object().unwrap() {
        input[name] = value.clone();
    }
    house.map(input).await
}

/// The keys of the items that changed.
fn keys(asked: &Asked) -> Vec<&str> {
    let records = asked.told["event"]["Records"].as_array().unwrap();
    records.iter().map(|record| record["dynamodb"]["Keys"]["Id"]["S"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn changes_arrive_in_batches_in_order_as_lambda_lays_them() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.table.put("a", &["0", "1", "2"]);
    let id = map(&house, json!({"BatchSize": 2, "ParallelizationFactor": 10})).await;
    assert_eq!(house.mapping(&id).await["ParallelizationFactor"], 10);
    let asked = house.oracle.asked().await;
    assert_eq!(
        asked.told["event"]["Records"][1],
        json!({
            "eventID": "event-1", "eventName": "INSERT", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
            "awsRegion": "us-east-1",
            "dynamodb": {
                "ApproximateCreationDateTime": 1_800_000_000.0, "Keys": {"Id": {"S": "1"}},
                "NewImage": {"Id": {"S": "1"}}, "SequenceNumber": number(1), "SizeBytes": 8,
                "StreamViewType": "NEW_AND_OLD_IMAGES",
            },
            "eventSourceARN": TABLE,
        })
    );
    assert_eq!(keys(&asked), ["0", "1"]);
    asked.fail().await;
    let asked = house.oracle.asked().await;
    assert_eq!(keys(&asked), ["0", "1"], "a batch that fails holds up its shard");
    asked.done().await;
    let asked = house.oracle.asked().await;
    assert_eq!(keys(&asked), ["2"]);
    // The third is under way as the server ends: it comes again.
    let house = house.again().await;
    drop(asked);
    house.lambda.resume().await.unwrap();
    house.table.put("a", &["3"]);
    let mut found = Vec::new();
    while found.len() < 2 {
        let asked = house.oracle.asked().await;
        found.extend(keys(&asked).into_iter().map(str::to_owned));
        asked.done().await;
    }
    assert_eq!(found, ["2", "3"]);
    let Some(dispatch::Principal::Session { role, session, .. }) = house.table.asked_as() else { panic!() };
    assert_eq!((role.as_str(), session.as_str()), ("open", "f_"));
}

#[tokio::test]
async fn latest_begins_when_the_mapping_is_made_even_if_nothing_came_before_a_restart() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.table.put("a", &["old", "older"]);
    map(&house, json!({"StartingPosition": "LATEST"})).await;
    house.table.put("a", &["0"]);
    let asked = house.oracle.asked().await;
    assert_eq!(keys(&asked), ["0"], "to the record, within a second");
    // It is not noted as done, and the iterators of the beginning are gone.
    house.clock.advance(5000);
    house.table.put("a", &["1"]);
    let house = house.again().await;
    drop(asked);
    house.lambda.resume().await.unwrap();
    let asked = house.oracle.asked().await;
    assert_eq!(keys(&asked), ["old", "older", "0", "1"], "what is of the same second may come");
}

#[tokio::test]
async fn after_a_restart_latest_passes_over_what_is_from_seconds_before() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.table.put("a", &["old"]);
    house.clock.advance(1000);
    map(&house, json!({"StartingPosition": "LATEST", "Enabled": false})).await;
    house.table.put("a", &["0"]);
    let house = house.again().await;
    house.lambda.resume().await.unwrap();
    let id = house.get("/event-source-mappings").await.1["EventSourceMappings"][0]["UUID"].clone();
    house.update_mapping(id.as_str().unwrap(), json!({"Enabled": true})).await;
    assert_eq!(keys(&house.oracle.asked().await), ["0"]);
}

#[tokio::test]
async fn a_child_is_followed_after_its_parent_and_lost_records_hold_nothing_up() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.table.put("a", &["0", "1"]);
    map(&house, json!({})).await;
    let asked = house.oracle.asked().await;
    assert_eq!(keys(&asked), ["0", "1"]);
    house.table.roll("a", "b");
    house.table.put("b", &["2"]);
    asked.done().await;
    let asked = house.oracle.asked().await;
    assert_eq!(keys(&asked), ["2"]);
    asked.done().await;
    house.until_stored("checkpoint/", |stored| stored.len() == 2).await;
    house.lambda.shutdown().await;
    house.table.put("b", &["lost", "lost", "3"]);
    house.table.trim(3);
    let house = house.again().await;
    house.lambda.resume().await.unwrap();
    assert_eq!(keys(&house.oracle.asked().await), ["3"]);
}

#[tokio::test]
async fn what_is_refused_is_refused_in_awss_words() {
    let house = House::new();
    house.create("f").await;
    let role = "arn:aws:iam::000000000000:role/blind";
    assert_eq!(house.try_create("blind", json!({"Role": role})).await.0, 201);
    let blind = format!(
        "Cannot access stream {TABLE}. Please ensure the role can perform the GetRecords, GetShardIterator, \
         DescribeStream, and ListStreams Actions on your stream in IAM."
    );
    let gone = TABLE.replace("table/t", "table/gone");
    for (change, text) in [
        (json!({"FunctionName": "blind"}), blind),
        (json!({"EventSourceArn": gone}), format!("Stream not found: {gone}")),
        (
            json!({"StartingPosition": "AT_TIMESTAMP", "StartingPositionTimestamp": 5}),
            "Unsupported starting position for Amazon DynamoDB Streams: AT_TIMESTAMP.".to_owned(),
        ),
        (
            json!({"EventSourceArn": "arn:aws:dynamodb:us-east-1:000000000000:table/t"}),
            "the event source arn:aws:dynamodb:us-east-1:000000000000:table/t is not built in Pumphouse; \
             docs/guide/coverage.md says what is"
                .to_owned(),
        ),
    ] {
        let mut input = json!({"EventSourceArn": TABLE});
        for (name, value) in change.as_object().unwrap() {
            input[name] = value.clone();
        }
        let (status, body) = house.try_map(input).await;
        assert_eq!((status, &body["message"]), (400, &json!(text)));
    }
}

#[tokio::test]
async fn an_idle_stream_is_not_asked_again_and_again() {
    let house = House::new();
    house.create("f").await;
    let mut reads = house.table.reads.subscribe();
    map(&house, json!({})).await;
    tokio::time::timeout(PATIENCE, reads.wait_for(|count| *count == 1)).await.unwrap().unwrap();
    // Notices wake it, once each.
    house.table.put("a", &[]);
    tokio::time::timeout(PATIENCE, reads.wait_for(|count| *count == 2)).await.unwrap().unwrap();
}
