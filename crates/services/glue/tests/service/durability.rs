//! What was acknowledged is there after the power failed, and nothing is left of what was deleted.

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;

use glue_api as api;
use storage::{CrashDisk, Direction, Volume};

use crate::house::{House, partition, table_input};

/// All keys of the store.
fn keys(volume: &Volume) -> Vec<Vec<u8>> {
    let mut keys = Vec::new();
    let store = volume.key_value("glue").unwrap();
    let (from, to) = (Bound::Unbounded, Bound::Unbounded);
    let scanned = store.scan(from, to, Direction::Forward, &mut |key, _| {
        keys.push(key.to_vec());
        ControlFlow::Continue(())
    });
    scanned.unwrap();
    keys
}

async fn fill(house: &House) {
    house.create_table("cars", &[("number", "int")]).await;
    for hundred in 0..25 {
        let texts: Vec<String> = (0..100).map(|number| (hundred * 100 + number).to_string()).collect();
        let inputs = texts.iter().map(|text| partition(&[text]));
        let batch = api::BatchCreatePartitionInput {
            database_name: "lake".into(),
            table_name: "cars".into(),
            partition_input_list: inputs.collect(),
            ..Default::default()
        };
        house.call::<api::BatchCreatePartition>(batch).await.unwrap();
    }
    let update = api::UpdateTableInput {
        database_name: "lake".into(),
        table_input: Some(table_input("cars", &[("number", "int")])),
        ..Default::default()
    };
    house.call::<api::UpdateTable>(update).await.unwrap();
}

#[tokio::test]
async fn what_was_acknowledged_survives() {
    let disk = Arc::new(CrashDisk::default());
    {
        let house = House::on(Volume::on_disk(disk.clone()));
        house.create_table("cars", &[("year", "int")]).await;
        house.create_partitions(&[&["2024"], &["2025"]]).await;
    }
    let house = House::on(Volume::on_disk(Arc::new(disk.power_cut(7))));
    assert_eq!(house.table("cars").await.version_id.as_deref(), Some("0"));
    assert_eq!(house.partitions("year > 0").await, [["2024"], ["2025"]]);
    // Numbers go on: a new table has none of the old one's partitions.
    house.create_table("bikes", &[("year", "int")]).await;
    let bikes = api::GetPartitionsInput {
        database_name: "lake".into(),
        table_name: "bikes".into(),
        ..Default::default()
    };
    let found = house.call::<api::GetPartitions>(bikes).await.unwrap();
    assert_eq!(found.partitions, Some(Vec::new()));
}

#[tokio::test]
async fn nothing_is_left_of_a_deleted_database_whenever_the_power_fails() {
    let disk = Arc::new(CrashDisk::default());
    {
        let house = House::on(Volume::on_disk(disk.clone()));
        fill(&house).await;
        let delete = api::DeleteDatabaseInput { name: "lake".into(), ..Default::default() };
        house.call::<api::DeleteDatabase>(delete).await.unwrap();
    }
    let volume = Volume::on_disk(Arc::new(disk.power_cut(7)));
    let house = House::on(volume.clone());
    let none = house.call::<api::GetDatabases>(Default::default()).await.unwrap();
    assert_eq!(none.database_list, []);
    assert!(keys(&volume).len() > 2_500);
    house.glue.sweep().await.unwrap();
    // The next number is all that is kept.
    assert_eq!(keys(&volume), [b"n"]);
}

#[tokio::test]
async fn deleted_tables_are_swept_and_others_left_alone() {
    let volume = Volume::memory();
    let house = House::on(volume.clone());
    fill(&house).await;
    house.create_table("bikes", &[]).await;
    let before = keys(&volume).len();
    let delete =
        api::DeleteTableInput { database_name: "lake".into(), name: "cars".into(), ..Default::default() };
    house.call::<api::DeleteTable>(delete).await.unwrap();
    house.glue.sweep().await.unwrap();
    // The table, its version, its partitions and their count.
    assert_eq!(keys(&volume).len(), before - 2_503);
    let bikes = house
        .call::<api::GetTables>(api::GetTablesInput { database_name: "lake".into(), ..Default::default() });
    assert_eq!(bikes.await.unwrap().table_list.unwrap().len(), 1);
}
