//! Tables and unfinished work after a power cut.

use std::sync::Arc;

use storage::{CrashDisk, Volume};

use super::house::{House, definitions, index};

#[tokio::test]
async fn tables_are_there_after_a_power_cut() {
    let disk = CrashDisk::default();
    let before = {
        let house = House::on(Volume::on_disk(Arc::new(disk.clone())));
        house.table("tab", &["a:S"], &["a:HASH"]).await;
        house.table("gone", &["a:S"], &["a:HASH"]).await;
        house.ok("DeleteTable", r#"{"TableName":"gone"}"#).await;
        let tag = r#"{"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/tab","Tags":[{"Key":"k","Value":"v"}]}"#;
        house.ok("TagResource", tag).await;
        house.put("tab", r#"{"a":{"S":"x"}}"#).await;
        house.describe("tab").await
    };
    let house = House::on(Volume::on_disk(Arc::new(disk.power_cut(3))));
    assert_eq!(house.describe("tab").await, before);
    assert_eq!(house.ok("ListTables", "{}").await, r#"{"TableNames":["tab"]}"#);
    // Numbers of tables are not given twice: the new table does not find the rows of the old.
    house.table("next", &["a:S"], &["a:HASH"]).await;
    assert!(house.describe("next").await.contains(r#""ItemCount":0"#));
}

#[tokio::test]
async fn filling_and_removing_go_on_after_a_power_cut_at_any_operation() {
    for at in 1..200 {
        let disk = CrashDisk::default();
        let house = House::on(Volume::on_disk(Arc::new(disk.clone())));
        house.table("tab", &["a:S"], &["a:HASH"]).await;
        house.table("old", &["a:S"], &["a:HASH"]).await;
        for table in ["tab", "old"] {
            for batch in (0..600).step_by(25) {
                let puts: Vec<String> = (batch..batch + 25)
                    .map(|number| {
                        format!(r#"{{"PutRequest":{{"Item":{{"a":{{"S":"{number}"}},"b":{{"S":"x"}}}}}}}}"#)
                    })
                    .collect();
                let body = format!(r#"{{"RequestItems":{{"{table}":[{}]}}}}"#, puts.join(","));
                house.ok("BatchWriteItem", &body).await;
            }
        }
        disk.plan(disk.operations() + at, storage::Fault::PowerCut);
        let create = format!(
            r#"{{"TableName":"tab","AttributeDefinitions":{},"GlobalSecondaryIndexUpdates":[{{"Create":{}}}]}}"#,
            definitions(&["b:S"]),
            index("new", &["b:HASH"])
        );
        let (made, _) = house.ask("UpdateTable", &create).await;
        let (deleted, _) = house.ask("DeleteTable", r#"{"TableName":"old"}"#).await;
        let finished = house.service.sweep().await.is_ok() && (made, deleted) == (200, 200);
        let cut = disk.power_cut(at);
        drop(house);
        let house = House::on(Volume::on_disk(Arc::new(cut)));
        let tables = house.ok("ListTables", "{}").await;
        house.service.sweep().await.unwrap();
        let described = house.describe("tab").await;
        if made == 200 {
            assert!(described.contains(r#""ItemCount":600,"IndexArn""#), "{at}: {described}");
        }
        if described.contains(r#""IndexName":"new""#) {
            assert!(described.contains(r#""IndexStatus":"ACTIVE""#), "{at}: {described}");
            assert_eq!(described.matches(r#""ItemCount":600"#).count(), 2, "{at}: {described}");
        }
        if deleted == 200 {
            assert_eq!(tables, r#"{"TableNames":["tab"]}"#, "{at}");
        }
        if finished {
            assert!(at > 10, "the power was cut in the middle of the work");
            return;
        }
    }
    panic!("the power was cut whatever the operation");
}
