//! Streams come, end, are listed and go; and what is recorded is there after a power cut.

use std::sync::Arc;

use serde_json::{Value, json};
use storage::{CrashDisk, Volume};

use super::house::{House, START, TABLE};

const DAY: u64 = 24 * 3_600_000;

fn on() -> Value {
    json!({"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"})
}

fn off() -> Value {
    json!({"StreamEnabled": false})
}

async fn listed(house: &House) -> Vec<String> {
    let answer = house.ok("streams.dynamodb", "ListStreams", json!({"TableName": "tab"})).await;
    let streams = answer["Streams"].as_array().unwrap();
    streams.iter().map(|stream| stream["StreamArn"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_table_tells_of_its_stream() {
    let house = House::new();
    let made = house.table(on()).await["TableDescription"].clone();
    let label = "2025-11-20T14:46:40.000";
    assert_eq!(made["StreamSpecification"], on());
    assert_eq!(made["LatestStreamLabel"], label);
    assert_eq!(made["LatestStreamArn"], format!("{TABLE}/stream/{label}"));
    let stream = house.describe(&format!("{TABLE}/stream/{label}")).await;
    assert_eq!(stream["StreamStatus"], "ENABLED");
    assert_eq!((&stream["StreamLabel"], &stream["TableName"]), (&label.into(), &"tab".into()));
    assert_eq!(stream["StreamViewType"], "NEW_IMAGE");
    assert_eq!(stream["KeySchema"], json!([{"AttributeName": "k", "KeyType": "HASH"}]));
    assert_eq!(stream["CreationRequestDateTime"].as_f64(), Some(START as f64 / 1000.0));
    let shard = stream["Shards"][0]["ShardId"].as_str().unwrap();
    assert!(shard.starts_with("shardId-00000001763650000000-") && shard.len() == 37, "{shard}");
}

#[tokio::test]
async fn a_stream_that_ends_can_be_read_for_a_day() {
    let house = House::new();
    house.table(off()).await;
    let changed = house.update(on()).await["TableDescription"].clone();
    assert_eq!((&changed["TableStatus"], &changed["StreamSpecification"]), (&"UPDATING".into(), &on()));
    let first = house.stream_arn().await;
    house.put(json!({"k": {"S": "1"}})).await;
    let watching = house.iterator(&first, "TRIM_HORIZON", None).await;
    let ended = house.update(off()).await["TableDescription"].clone();
    assert!(ended.get("StreamSpecification").is_none());
    assert_eq!(ended["LatestStreamArn"], first);
    house.put(json!({"k": {"S": "2"}})).await;
    let answer = house.read(&watching).await;
    assert_eq!(answer["Records"].as_array().unwrap().len(), 1);
    assert!(answer.get("NextShardIterator").is_none(), "this was the last of it");
    let description = house.describe(&first).await;
    assert_eq!(description["StreamStatus"], "DISABLED");
    let range = &description["Shards"][0]["SequenceNumberRange"];
    assert_eq!(range["EndingSequenceNumber"], answer["Records"][0]["dynamodb"]["SequenceNumber"]);
    // In the same millisecond: its label is another all the same.
    house.update(on()).await;
    let second = house.stream_arn().await;
    assert_ne!(first, second);
    house.put(json!({"k": {"S": "3"}})).await;
    assert_eq!(house.records(&second).await.len(), 1);
    assert_eq!(listed(&house).await, [first.clone(), second.clone()]);
    house.clock.advance(DAY + 1);
    house.service.sweep().await.unwrap();
    assert_eq!(listed(&house).await, [second]);
    house.refused("streams.dynamodb", "DescribeStream", json!({"StreamArn": first})).await;
}

#[tokio::test]
async fn changes_of_the_specification_that_make_no_sense_are_refused() {
    let (house, _) = House::with_stream("KEYS_ONLY").await;
    let refused = async |members: Value| {
        let mut body = json!({"TableName": "tab"});
        body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        house.refused("dynamodb", "UpdateTable", body).await.1
    };
    let specified = |specification: Value| json!({"StreamSpecification": specification});
    let parameters = |text: &str| format!("One or more parameter values were invalid: {text}");
    let there = "Table already has an enabled stream: TableName: tab";
    assert_eq!(refused(specified(on())).await, there);
    assert_eq!(
        refused(specified(json!({"StreamEnabled": true}))).await,
        parameters("If stream is being enabled then UpdateViewType is required")
    );
    assert_eq!(
        refused(specified(json!({"StreamEnabled": false, "StreamViewType": "KEYS_ONLY"}))).await,
        parameters("If stream is being disabled, then UpdateViewType must not be specified")
    );
    assert_eq!(
        refused(json!({"StreamSpecification": off(), "BillingMode": "PROVISIONED",
            "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}))
        .await,
        parameters("You cannot modify stream status while updating table IOPS")
    );
    let delete = json!([{"Delete": {"IndexName": "idx"}}]);
    assert_eq!(
        refused(json!({"StreamSpecification": off(), "GlobalSecondaryIndexUpdates": delete})).await,
        parameters("You cannot create or delete index while changing stream status")
    );
    house.update(off()).await;
    assert_eq!(refused(specified(off())).await, "Table has no stream to disable: TableName: tab");
}

#[tokio::test]
async fn the_stream_of_a_deleted_table_stays_for_a_day() {
    let (house, first) = House::with_stream("KEYS_ONLY").await;
    house.put(json!({"k": {"S": "1"}})).await;
    house.ok("dynamodb", "DeleteTable", json!({"TableName": "tab"})).await;
    assert_eq!(house.describe(&first).await["StreamStatus"], "DISABLED");
    assert_eq!(house.records(&first).await.len(), 1);
    house.table(on()).await;
    let second = house.stream_arn().await;
    assert_ne!(first, second);
    house.put(json!({"k": {"S": "1"}})).await;
    assert_eq!((house.records(&first).await.len(), house.records(&second).await.len()), (1, 1));
    house.clock.advance(DAY + 1);
    house.service.sweep().await.unwrap();
    assert_eq!(listed(&house).await, [second]);
}

#[tokio::test]
async fn streams_are_listed_in_pages() {
    let house = House::new();
    house.table(on()).await;
    for _ in 0..2 {
        house.update(off()).await;
        house.update(on()).await;
    }
    let page = house.ok("streams.dynamodb", "ListStreams", json!({"Limit": 2})).await;
    assert_eq!(page["Streams"].as_array().unwrap().len(), 2);
    let last = &page["LastEvaluatedStreamArn"];
    assert_eq!(last, &page["Streams"][1]["StreamArn"]);
    let body = json!({"Limit": 2, "ExclusiveStartStreamArn": last});
    let rest = house.ok("streams.dynamodb", "ListStreams", body).await;
    assert_eq!(rest["Streams"].as_array().unwrap().len(), 1);
    assert_eq!(rest["Streams"][0]["StreamArn"], house.stream_arn().await);
    assert!(rest.get("LastEvaluatedStreamArn").is_none());
}

#[tokio::test]
async fn records_are_there_after_a_power_cut_and_numbers_go_on() {
    let disk = CrashDisk::default();
    let (arn, before) = {
        let house = House::on(Volume::on_disk(Arc::new(disk.clone())));
        house.table(on()).await;
        house.put(json!({"k": {"S": "1"}})).await;
        house.put(json!({"k": {"S": "2"}})).await;
        let arn = house.stream_arn().await;
        let records = house.records(&arn).await;
        (arn, records)
    };
    let house = House::on(Volume::on_disk(Arc::new(disk.power_cut(3))));
    assert_eq!(house.records(&arn).await, before);
    house.put(json!({"k": {"S": "3"}})).await;
    let after = house.records(&arn).await;
    assert_eq!((after.len(), &after[..2]), (3, &before[..]));
    let number = |record: &Value| record["dynamodb"]["SequenceNumber"].as_str().unwrap().to_owned();
    assert!(number(&after[2]) > number(&after[1]));
}
