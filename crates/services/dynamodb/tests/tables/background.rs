//! What happens to rows when nobody looks: expiry, counts, removal, filling while others write.

use std::ops::ControlFlow;
use std::sync::Arc;

use dynamodb_api::{
    AttributeDefinition, BillingMode, Item, KeySchemaElement, KeyType, Projection, ProjectionType,
    ScalarAttributeType,
};
use dynamodb_service::engine::items::Write;
use dynamodb_service::engine::key::IndexId;
use dynamodb_service::engine::{
    Engine, EngineError, Errand, StoredIndex, StoredTable, StoredThroughput, Table,
};
use kernel::{ManualClock, Place, SeededRandom, Timestamp};
use storage::Volume;

use super::house::{House, START, definitions, index};

/// Keys of the store that belong to a table: all but the catalog.
fn rows(volume: &Volume) -> usize {
    let mut count = 0;
    let store = volume.key_value("dynamodb").unwrap();
    store
        .scan_prefix(&[], &mut |key, _| {
            count += usize::from(!key.starts_with(&[0; 4]));
            ControlFlow::Continue(())
        })
        .unwrap();
    count
}

#[tokio::test]
async fn items_are_deleted_when_their_time_has_passed() {
    let house = House::new();
    house.table("tab", &["a:S"], &["a:HASH"]).await;
    let enable = r#"{"TableName":"tab","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"t"}}"#;
    house.ok("UpdateTimeToLive", enable).await;
    for number in 0..400 {
        let time = START + if number < 300 { 10 } else { 1000 };
        house.put("tab", &format!(r#"{{"a":{{"S":"{number}"}},"t":{{"N":"{time}"}}}}"#)).await;
    }
    house.put("tab", &format!(r#"{{"a":{{"S":"text"}},"t":{{"S":"{START}"}}}}"#)).await;
    house.put("tab", r#"{"a":{"S":"long ago"},"t":{"N":"1"}}"#).await;
    house.service.sweep().await.unwrap();
    assert!(house.describe("tab").await.contains(r#""ItemCount":402"#));
    house.clock.advance(20_000);
    house.service.sweep().await.unwrap();
    assert!(house.describe("tab").await.contains(r#""ItemCount":102"#));
}

#[tokio::test]
async fn large_tables_answer_their_last_count() {
    let house = House::new();
    house.table("tab", &["a:S"], &["a:HASH"]).await;
    let fill = async |from: usize, to: usize| {
        for batch in (from..to).step_by(25) {
            let puts: Vec<String> = (batch..batch + 25)
                .map(|number| format!(r#"{{"PutRequest":{{"Item":{{"a":{{"S":"{number:04}"}}}}}}}}"#))
                .collect();
            house
                .ok("BatchWriteItem", &format!(r#"{{"RequestItems":{{"tab":[{}]}}}}"#, puts.join(",")))
                .await;
        }
    };
    fill(0, 2000).await;
    assert!(house.describe("tab").await.contains(r#""TableSizeBytes":10000,"ItemCount":2000"#));
    fill(2000, 2500).await;
    // The first look begins the count; it is done when it has been given its turns.
    house.describe("tab").await;
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert!(house.describe("tab").await.contains(r#""TableSizeBytes":12500,"ItemCount":2500"#));
    fill(2500, 2600).await;
    assert!(house.describe("tab").await.contains(r#""ItemCount":2500"#));
    house.clock.advance(60_000);
    house.describe("tab").await;
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert!(house.describe("tab").await.contains(r#""ItemCount":2600"#));
}

#[tokio::test]
async fn the_rows_of_a_deleted_table_go_and_its_name_is_free() {
    let volume = Volume::memory();
    let house = House::on(volume.clone());
    house.table("tab", &["a:S"], &["a:HASH"]).await;
    house.table("kept", &["a:S"], &["a:HASH"]).await;
    for number in 0..600 {
        house.put("tab", &format!(r#"{{"a":{{"S":"{number}"}}}}"#)).await;
    }
    house.put("kept", r#"{"a":{"S":"x"}}"#).await;
    house.ok("DeleteTable", r#"{"TableName":"tab"}"#).await;
    house.table("tab", &["a:S"], &["a:HASH"]).await;
    house.put("tab", r#"{"a":{"S":"new"}}"#).await;
    house.service.sweep().await.unwrap();
    assert_eq!(rows(&volume), 2);
    assert!(house.describe("tab").await.contains(r#""ItemCount":1"#));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_index_holds_what_was_written_while_it_was_filled() {
    let house = Arc::new(House::new());
    house.table("tab", &["a:S"], &["a:HASH"]).await;
    for number in 0..1000 {
        house.put("tab", &format!(r#"{{"a":{{"S":"{number}"}},"b":{{"S":"old"}}}}"#)).await;
    }
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let house = Arc::clone(&house);
            tokio::spawn(async move {
                for number in (writer..1000).step_by(4) {
                    let key = format!(r#""a":{{"S":"{number}"}}"#);
                    match number % 3 {
                        0 => house.put("tab", &format!(r#"{{{key},"b":{{"S":"new"}}}}"#)).await,
                        1 => drop(
                            house
                                .ok("DeleteItem", &format!(r#"{{"TableName":"tab","Key":{{{key}}}}}"#))
                                .await,
                        ),
                        _ => {}
                    }
                }
            })
        })
        .collect();
    let create = format!(
        r#"{{"TableName":"tab","AttributeDefinitions":{},"GlobalSecondaryIndexUpdates":[{{"Create":{}}}]}}"#,
        definitions(&["b:S"]),
        index("new", &["b:HASH", "a:RANGE"]).replace(r#""ALL""#, r#""KEYS_ONLY""#)
    );
    let create = create.replace(
        r#"{"AttributeName":"b","AttributeType":"S"}"#,
        r#"{"AttributeName":"b","AttributeType":"S"},{"AttributeName":"a","AttributeType":"S"}"#,
    );
    house.ok("UpdateTable", &create).await;
    for writer in writers {
        writer.await.unwrap();
    }
    house.service.sweep().await.unwrap();
    house.pass();
    let count = async |value: &str| {
        let query = format!(
            r#"{{"TableName":"tab","IndexName":"new","Select":"COUNT","KeyConditionExpression":"b = :b","ExpressionAttributeValues":{{":b":{{"S":"{value}"}}}}}}"#
        );
        house.ok("Query", &query).await
    };
    assert_eq!(count("new").await, r#"{"Count":334,"ScannedCount":334}"#);
    assert_eq!(count("old").await, r#"{"Count":333,"ScannedCount":333}"#);
}

#[tokio::test]
async fn an_index_is_not_filled_while_a_request_still_knows_the_table_without_it() {
    let clock = ManualClock::at(Timestamp(START * 1000));
    let engine = Engine::new(Volume::memory(), clock.clone(), Arc::new(SeededRandom::new(1)));
    let place = Place::default();
    engine.create(plain(&place)).await.unwrap();
    clock.advance(1000);
    let old = engine.table(&place, "tab").unwrap();
    let item = |key: &str| Item::from([("a".to_owned(), key.into()), ("b".to_owned(), "x".into())]);
    engine.write(Write::put(Arc::clone(&old), &item("before")).unwrap()).await.unwrap();
    let add = |table: &Table, stored: &mut StoredTable, now| {
        let key = vec![KeySchemaElement { attribute_name: "b".into(), key_type: KeyType::Hash }];
        stored.attribute_definitions.push(definition("b"));
        stored.indexes.push(StoredIndex {
            number: 1,
            name: "new".into(),
            global: true,
            created: now,
            changed: None,
            filling: true,
            key_schema: key,
            projection: Projection { projection_type: Some(ProjectionType::All), non_key_attributes: None },
            throughput: StoredThroughput::default(),
            on_demand_throughput: None,
        });
        assert!(table.indexes.is_empty());
        Ok::<_, EngineError>(vec![Errand::Fill(IndexId(1))])
    };
    let new = engine.change(&place, "tab", add).await.unwrap();
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
    assert!(engine.find(&place, "tab").unwrap().indexes[0].filling);
    engine.write(Write::put(old, &item("after")).unwrap()).await.unwrap();
    engine.sweep().await.unwrap();
    assert!(!engine.find(&place, "tab").unwrap().indexes[0].filling);
    assert_eq!(engine.count(new.id, IndexId(1)).unwrap().items, 2);
}

fn plain(place: &Place) -> StoredTable {
    StoredTable {
        version: StoredTable::VERSION,
        number: 0,
        id: "i".into(),
        account: place.account.to_string(),
        region: place.region.to_string(),
        name: "tab".into(),
        created: Timestamp(START * 1000),
        changed: None,
        attribute_definitions: vec![definition("a")],
        key_schema: vec![KeySchemaElement { attribute_name: "a".into(), key_type: KeyType::Hash }],
        indexes: vec![],
        last_index_number: 1,
        billing_mode: BillingMode::PayPerRequest,
        per_request_since: None,
        throughput: StoredThroughput::default(),
        on_demand_throughput: None,
        deletion_protection: false,
        expiry_attribute: None,
        tags: Default::default(),
    }
}

fn definition(name: &str) -> AttributeDefinition {
    AttributeDefinition { attribute_name: name.into(), attribute_type: ScalarAttributeType::S }
}
