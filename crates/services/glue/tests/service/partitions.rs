//! Partitions: made, found by their values, changed, deleted, alone and together.

use glue_api as api;
use kernel::Timestamp;

use crate::house::{House, NOW, detail, fault, partition, strings, values_of};

const KEYS: &[(&str, &str)] = &[("country", "string"), ("year", "int")];

async fn house() -> House {
    let house = House::new();
    house.create_table("cars", KEYS).await;
    house
}

fn create(values: &[&str]) -> api::CreatePartitionInput {
    api::CreatePartitionInput {
        database_name: "Lake".into(),
        table_name: "Cars".into(),
        partition_input: partition(values),
        ..Default::default()
    }
}

fn get(values: &[&str]) -> api::GetPartitionInput {
    api::GetPartitionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        partition_values: strings(values),
        ..Default::default()
    }
}

fn update(before: &[&str], after: &[&str]) -> api::UpdatePartitionInput {
    api::UpdatePartitionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        partition_value_list: strings(before),
        partition_input: partition(after),
        ..Default::default()
    }
}

fn missing() -> (String, String) {
    fault("EntityNotFoundException", "Cannot find partition.")
}

fn there() -> (String, String) {
    fault("AlreadyExistsException", "Partition already exists.")
}

#[tokio::test]
async fn are_made_once_with_a_value_for_each_key() {
    let house = house().await;
    house.call::<api::CreatePartition>(create(&["at", "2024"])).await.unwrap();
    let shown = house.call::<api::GetPartition>(get(&["at", "2024"])).await.unwrap().partition.unwrap();
    assert_eq!(shown.values, Some(strings(&["at", "2024"])));
    assert_eq!((shown.database_name.as_deref(), shown.table_name.as_deref()), (Some("lake"), Some("cars")));
    assert_eq!(shown.creation_time, Some(Timestamp(NOW)));
    let location = shown.storage_descriptor.unwrap().location;
    assert_eq!(location.as_deref(), Some("s3://lake/cars/at/2024/"));
    assert_eq!(house.refused::<api::CreatePartition>(create(&["at", "2024"])).await, there());
    for wrong in [&["at"][..], &["at", "2024", "1"], &[]] {
        assert_eq!(
            house.refused::<api::CreatePartition>(create(wrong)).await,
            fault(
                "InvalidInputException",
                "The number of partition keys do not match the number of partition values"
            )
        );
    }
    assert_eq!(house.refused::<api::GetPartition>(get(&["AT", "2024"])).await, missing());
    assert_eq!(house.refused::<api::GetPartition>(get(&["at"])).await, missing());
    let nowhere = api::CreatePartitionInput { table_name: "bikes".into(), ..create(&["at", "2024"]) };
    assert_eq!(
        house.refused::<api::CreatePartition>(nowhere).await,
        fault("EntityNotFoundException", "Table bikes not found.")
    );
}

#[tokio::test]
async fn are_made_together_but_those_that_are_there() {
    let house = house().await;
    house.create_partitions(&[&["at", "2024"]]).await;
    let batch = api::BatchCreatePartitionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        partition_input_list: vec![
            partition(&["at", "2024"]),
            partition(&["de"]),
            partition(&["de", "2024"]),
        ],
        ..Default::default()
    };
    let errors = house.call::<api::BatchCreatePartition>(batch).await.unwrap().errors.unwrap();
    assert_eq!(errors.len(), 2);
    assert_eq!(errors[0].partition_values, Some(strings(&["at", "2024"])));
    assert_eq!(errors[0].error_detail, detail("AlreadyExistsException", "Partition already exists."));
    assert_eq!(errors[1].error_detail.clone().unwrap().error_code.as_deref(), Some("InvalidInputException"));
    assert_eq!(house.partitions("").await, [["at", "2024"], ["de", "2024"]]);
}

#[tokio::test]
async fn are_found_together() {
    let house = house().await;
    house.create_partitions(&[&["at", "2024"], &["de", "2024"]]).await;
    let wanted = |values: &[&str]| api::PartitionValueList { values: strings(values) };
    let batch = api::BatchGetPartitionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        partitions_to_get: vec![wanted(&["de", "2024"]), wanted(&["fr", "2024"])],
        ..Default::default()
    };
    let found = house.call::<api::BatchGetPartition>(batch).await.unwrap();
    assert_eq!(values_of(found.partitions), [["de", "2024"]]);
    assert_eq!(found.unprocessed_keys, Some(Vec::new()));
}

#[tokio::test]
async fn are_changed_and_moved() {
    let house = house().await;
    house.create_partitions(&[&["at", "2024"], &["de", "2024"]]).await;
    let mut change = update(&["at", "2024"], &["at", "2024"]);
    change.partition_input.parameters = Some([("rows".into(), "7".into())].into());
    house.call::<api::UpdatePartition>(change).await.unwrap();
    let shown = house.call::<api::GetPartition>(get(&["at", "2024"])).await.unwrap().partition.unwrap();
    assert_eq!(shown.parameters.unwrap()["rows"], "7");
    house.call::<api::UpdatePartition>(update(&["at", "2024"], &["at", "2025"])).await.unwrap();
    assert_eq!(house.partitions("").await, [["at", "2025"], ["de", "2024"]]);
    assert_eq!(
        house.refused::<api::UpdatePartition>(update(&["at", "2025"], &["de", "2024"])).await,
        there()
    );
    assert_eq!(
        house.refused::<api::UpdatePartition>(update(&["at", "2024"], &["at", "2026"])).await,
        missing()
    );
    let entry = |before: &[&str], after: &[&str]| api::BatchUpdatePartitionRequestEntry {
        partition_value_list: strings(before),
        partition_input: partition(after),
    };
    let batch = api::BatchUpdatePartitionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        entries: vec![entry(&["x", "1"], &["x", "2"]), entry(&["de", "2024"], &["de", "2023"])],
        ..Default::default()
    };
    let errors = house.call::<api::BatchUpdatePartition>(batch).await.unwrap().errors.unwrap();
    assert_eq!(errors[0].partition_value_list, Some(strings(&["x", "1"])));
    assert_eq!(errors[0].error_detail, detail("EntityNotFoundException", "Cannot find partition."));
    assert_eq!(
        (errors.len(), house.partitions("").await),
        (1, vec![strings(&["at", "2025"]), strings(&["de", "2023"])])
    );
}

#[tokio::test]
async fn are_deleted_alone_and_together() {
    let house = house().await;
    house.create_partitions(&[&["at", "2024"], &["at", "2025"], &["de", "2024"]]).await;
    let one = || api::DeletePartitionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        partition_values: strings(&["at", "2024"]),
        ..Default::default()
    };
    house.call::<api::DeletePartition>(one()).await.unwrap();
    assert_eq!(house.refused::<api::DeletePartition>(one()).await, missing());
    let wanted = |values: &[&str]| api::PartitionValueList { values: strings(values) };
    let batch = api::BatchDeletePartitionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        partitions_to_delete: vec![wanted(&["at", "2024"]), wanted(&["de", "2024"])],
        ..Default::default()
    };
    let errors = house.call::<api::BatchDeletePartition>(batch).await.unwrap().errors.unwrap();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].error_detail, detail("EntityNotFoundException", "Cannot find partition."));
    assert_eq!(house.partitions("").await, [["at", "2025"]]);
}
