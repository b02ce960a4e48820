//! What is recorded of which write.

use serde_json::{Value, json};

use super::house::{House, START};

fn item(value: &str) -> Value {
    json!({"k": {"S": "a"}, "v": {"S": value}})
}

fn key() -> Value {
    json!({"k": {"S": "a"}})
}

#[tokio::test]
async fn each_view_holds_its_images() {
    for (view, new, old) in [
        ("KEYS_ONLY", false, false),
        ("NEW_IMAGE", true, false),
        ("OLD_IMAGE", false, true),
        ("NEW_AND_OLD_IMAGES", true, true),
    ] {
        let (house, arn) = House::with_stream(view).await;
        house.clock.advance(1234);
        house.put(item("1")).await;
        let update = json!({"TableName": "tab", "Key": key(), "UpdateExpression": "SET v = :v",
            "ExpressionAttributeValues": {":v": {"S": "22"}}});
        house.ok("dynamodb", "UpdateItem", update).await;
        house.ok("dynamodb", "DeleteItem", json!({"TableName": "tab", "Key": key()})).await;
        let records = house.records(&arn).await;
        let names: Vec<&Value> = records.iter().map(|record| &record["eventName"]).collect();
        assert_eq!(names, ["INSERT", "MODIFY", "REMOVE"]);
        let image = |is: bool, value: &str| if is { item(value) } else { Value::Null };
        let images: Vec<[&Value; 2]> = records
            .iter()
            .map(|record| [&record["dynamodb"]["OldImage"], &record["dynamodb"]["NewImage"]])
            .collect();
        assert_eq!(images[0], [&Value::Null, &image(new, "1")], "{view}");
        assert_eq!(images[1], [&image(old, "1"), &image(new, "22")], "{view}");
        assert_eq!(images[2], [&image(old, "22"), &Value::Null], "{view}");
        let sizes: Vec<i64> =
            records.iter().map(|record| record["dynamodb"]["SizeBytes"].as_i64().unwrap()).collect();
        let (new, old) = (i64::from(new), i64::from(old));
        assert_eq!(sizes, [2 + 4 * new, 2 + 4 * old + 5 * new, 2 + 5 * old], "{view}");
        for record in &records {
            assert_eq!(record["dynamodb"]["Keys"], key());
            assert_eq!(record["dynamodb"]["StreamViewType"], view);
            // Whole seconds.
            assert_eq!(record["dynamodb"]["ApproximateCreationDateTime"].as_f64(), Some(1_763_650_001.0));
            assert_eq!(record["eventSource"], "aws:dynamodb");
            assert_eq!((&record["eventVersion"], &record["awsRegion"]), (&"1.1".into(), &"us-east-1".into()));
            assert!(record.get("userIdentity").is_none());
            let number = record["dynamodb"]["SequenceNumber"].as_str().unwrap();
            assert!((21..=40).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()));
        }
        let ids: Vec<&str> = records.iter().map(|record| record["eventID"].as_str().unwrap()).collect();
        assert!(ids.iter().all(|id| id.len() == 32) && ids[0] != ids[1] && ids[1] != ids[2]);
        assert_eq!(house.records(&arn).await, records, "they are the same each time");
    }
}

#[tokio::test]
async fn writes_that_change_nothing_or_fail_are_not_recorded() {
    let (house, arn) = House::with_stream("NEW_AND_OLD_IMAGES").await;
    house.ok("dynamodb", "DeleteItem", json!({"TableName": "tab", "Key": key()})).await;
    house.put(item("1")).await;
    house.put(item("1")).await;
    house.ok("dynamodb", "UpdateItem", json!({"TableName": "tab", "Key": key()})).await;
    let update = json!({"TableName": "tab", "Key": key(), "UpdateExpression": "SET v = :v",
        "ConditionExpression": "v = :v", "ExpressionAttributeValues": {":v": {"S": "1"}}});
    house.ok("dynamodb", "UpdateItem", update).await;
    let put =
        json!({"TableName": "tab", "Item": item("2"), "ConditionExpression": "attribute_not_exists(k)"});
    house.refused("dynamodb", "PutItem", put).await;
    assert_eq!(house.records(&arn).await.len(), 1);
}

#[tokio::test]
async fn batches_are_recorded_in_order_and_positions_grow() {
    let (house, arn) = House::with_stream("NEW_IMAGE").await;
    for round in 0..4 {
        let puts: Vec<Value> = (0..25)
            .map(|number| {
                json!({"PutRequest": {"Item": {"k": {"S": number.to_string()}, "n": {"N": round.to_string()}}}})
            })
            .collect();
        house.ok("dynamodb", "BatchWriteItem", json!({"RequestItems": {"tab": puts}})).await;
    }
    let records = house.records(&arn).await;
    let numbers: Vec<&str> =
        records.iter().map(|record| record["dynamodb"]["SequenceNumber"].as_str().unwrap()).collect();
    assert_eq!(numbers.len(), 100);
    assert!(numbers.is_sorted() && numbers.windows(2).all(|pair| pair[0] != pair[1]));
    for (place, record) in records.iter().enumerate() {
        assert_eq!(record["dynamodb"]["NewImage"]["n"]["N"], (place / 25).to_string());
        assert_eq!(record["eventName"], if place < 25 { "INSERT" } else { "MODIFY" });
    }
}

#[tokio::test]
async fn what_time_to_live_removes_says_so() {
    let (house, arn) = House::with_stream("OLD_IMAGE").await;
    let enable =
        json!({"TableName": "tab", "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "t"}});
    house.ok("dynamodb", "UpdateTimeToLive", enable).await;
    let time = (START / 1000 + 10).to_string();
    house.put(json!({"k": {"S": "a"}, "t": {"N": time}})).await;
    house.clock.advance(20_000);
    house.service.sweep().await.unwrap();
    let records = house.records(&arn).await;
    assert_eq!(records[1]["eventName"], "REMOVE");
    let identity = json!({"PrincipalId": "dynamodb.amazonaws.com", "Type": "Service"});
    assert_eq!(records[1]["userIdentity"], identity);
    assert_eq!(records[1]["dynamodb"]["OldImage"]["t"]["N"], time);
}

#[tokio::test]
async fn a_notice_says_that_there_are_new_records() {
    let (house, arn) = House::with_stream("KEYS_ONLY").await;
    let watch = house.dispatch.notices().watch(&arn);
    house.put(item("1")).await;
    assert!(watch.has_changed().unwrap());
}
