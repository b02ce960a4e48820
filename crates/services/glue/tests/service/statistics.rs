//! Statistics of columns of tables and partitions: kept, shown, gone with what they are of.

use glue_api as api;
use kernel::Timestamp;

use crate::house::{House, detail, fault, strings};

fn statistics(column: &str, distinct: i64) -> api::ColumnStatistics {
    let numbers = api::LongColumnStatisticsData {
        number_of_nulls: 0,
        number_of_distinct_values: distinct,
        ..Default::default()
    };
    api::ColumnStatistics {
        column_name: column.into(),
        column_type: "bigint".into(),
        analyzed_time: Timestamp(1_000),
        statistics_data: api::ColumnStatisticsData {
            r#type: api::ColumnStatisticsType::Long,
            boolean_column_statistics_data: None,
            date_column_statistics_data: None,
            decimal_column_statistics_data: None,
            double_column_statistics_data: None,
            long_column_statistics_data: Some(numbers),
            string_column_statistics_data: None,
            binary_column_statistics_data: None,
        },
    }
}

async fn house() -> House {
    let house = House::new();
    house.create_table("cars", &[("year", "int")]).await;
    house.create_partitions(&[&["2024"], &["2025"]]).await;
    house
}

fn of_partition(year: &str, columns: &[&str]) -> api::GetColumnStatisticsForPartitionInput {
    api::GetColumnStatisticsForPartitionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        partition_values: strings(&[year]),
        column_names: strings(columns),
        ..Default::default()
    }
}

async fn put(house: &House, year: &str, statistics: Vec<api::ColumnStatistics>) {
    let input = api::UpdateColumnStatisticsForPartitionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        partition_values: strings(&[year]),
        column_statistics_list: statistics,
        ..Default::default()
    };
    let output = house.call::<api::UpdateColumnStatisticsForPartition>(input).await.unwrap();
    assert_eq!(output.errors, Some(Vec::new()));
}

#[tokio::test]
async fn of_tables_are_set_shown_and_deleted() {
    let house = house().await;
    let update = api::UpdateColumnStatisticsForTableInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        column_statistics_list: vec![statistics("speed", 5), statistics("weight", 1)],
        ..Default::default()
    };
    let errors = house.call::<api::UpdateColumnStatisticsForTable>(update).await.unwrap().errors.unwrap();
    assert_eq!((errors.len(), &errors[0].column_statistics), (1, &Some(statistics("weight", 1))));
    let get = || api::GetColumnStatisticsForTableInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        column_names: strings(&["Speed", "year"]),
        ..Default::default()
    };
    let found = house.call::<api::GetColumnStatisticsForTable>(get()).await.unwrap();
    assert_eq!(found.column_statistics_list, Some(vec![statistics("speed", 5)]));
    let missing = api::ColumnError {
        column_name: Some("year".into()),
        error: detail("EntityNotFoundException", "Column statistics not found for column year."),
    };
    assert_eq!(found.errors, Some(vec![missing]));
    let delete = || api::DeleteColumnStatisticsForTableInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        column_name: "speed".into(),
        ..Default::default()
    };
    house.call::<api::DeleteColumnStatisticsForTable>(delete()).await.unwrap();
    let refused = house.refused::<api::DeleteColumnStatisticsForTable>(delete()).await;
    assert_eq!(refused.0, "EntityNotFoundException");
}

#[tokio::test]
async fn of_partitions_go_with_them() {
    let house = house().await;
    put(&house, "2024", vec![statistics("speed", 4)]).await;
    put(&house, "2025", vec![statistics("speed", 5)]).await;
    let get = |year| house.call::<api::GetColumnStatisticsForPartition>(of_partition(year, &["speed"]));
    assert_eq!(get("2025").await.unwrap().column_statistics_list, Some(vec![statistics("speed", 5)]));
    let delete = api::DeletePartitionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        partition_values: strings(&["2024"]),
        ..Default::default()
    };
    house.call::<api::DeletePartition>(delete).await.unwrap();
    assert_eq!(
        house.refused::<api::GetColumnStatisticsForPartition>(of_partition("2024", &["speed"])).await,
        fault("EntityNotFoundException", "Cannot find partition.")
    );
    house.create_partitions(&[&["2024"]]).await;
    assert_eq!(get("2024").await.unwrap().column_statistics_list, Some(Vec::new()));
    assert_eq!(get("2025").await.unwrap().column_statistics_list.unwrap().len(), 1);
}
