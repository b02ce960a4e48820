//! What happens to rows when nobody looks: expiry, counts, removal.

use std::ops::ControlFlow;

use storage::Volume;

use super::house::{House, START};

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
