//! A stream tells exactly what became of the table, whenever the power goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use storage::{CrashDisk, Fault, Volume};

use super::house::House;

/// The items of the table, by key.
async fn items(house: &House) -> BTreeMap<String, Value> {
    let answer = house.ok("dynamodb", "Scan", json!({"TableName": "tab"})).await;
    let items = answer["Items"].as_array().unwrap();
    items.iter().map(|item| (item["k"]["S"].as_str().unwrap().to_owned(), item.clone())).collect()
}

/// What the table must hold by what its stream says.
async fn replayed(house: &House, arn: &str) -> BTreeMap<String, Value> {
    let mut items = BTreeMap::new();
    for record in house.records(arn).await {
        let key = record["dynamodb"]["Keys"]["k"]["S"].as_str().unwrap().to_owned();
        let before = match record["dynamodb"].get("NewImage") {
            Some(new) => items.insert(key, new.clone()),
            None => items.remove(&key),
        };
        assert_eq!(before.as_ref(), record["dynamodb"].get("OldImage"), "{record}");
        assert_eq!(before.is_none(), record["eventName"] == "INSERT");
    }
    items
}

/// Writes of every kind, until one fails.
async fn write(house: &House) -> bool {
    for round in 0..6_u32 {
        let item = |key: u32| json!({"k": {"S": key.to_string()}, "v": {"N": (round / 2).to_string()}});
        let add = json!({"TableName": "tab", "Key": {"k": {"S": "1"}}, "UpdateExpression": "ADD c :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}}});
        let batch = json!({"RequestItems": {"tab": [
            {"PutRequest": {"Item": item(2)}},
            {"PutRequest": {"Item": item(3)}},
            {"DeleteRequest": {"Key": {"k": {"S": "4"}}}},
        ]}});
        for (operation, body) in [
            ("PutItem", json!({"TableName": "tab", "Item": item(4)})),
            ("UpdateItem", add),
            ("BatchWriteItem", batch),
            ("DeleteItem", json!({"TableName": "tab", "Key": {"k": {"S": (round % 4).to_string()}}})),
        ] {
            if house.ask("dynamodb", operation, &body).await.0 != 200 {
                return false;
            }
        }
    }
    true
}

#[tokio::test]
async fn items_and_records_are_there_together_or_not_at_all() {
    for at in 1..400 {
        let disk = CrashDisk::default();
        let house = House::on(Volume::on_disk(Arc::new(disk.clone())));
        house.table(json!({"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"})).await;
        let arn = house.stream_arn().await;
        disk.plan(disk.operations() + at, Fault::PowerCut);
        let finished = write(&house).await;
        let cut = disk.power_cut(at);
        drop(house);
        let house = House::on(Volume::on_disk(Arc::new(cut)));
        let (items, replayed) = (items(&house).await, replayed(&house, &arn).await);
        assert_eq!(items, replayed, "{at}");
        if finished {
            assert!(at > 10 && !items.is_empty(), "the power was cut in the middle of the work");
            return;
        }
    }
    panic!("the power was cut whatever the operation");
}
