//! Tables: made, shown, listed by pattern, deleted.

use glue_api as api;
use kernel::Timestamp;

use crate::house::{House, NOW, detail, fault, strings, table};

fn get(name: &str) -> api::GetTableInput {
    api::GetTableInput { database_name: "lake".into(), name: name.into(), ..Default::default() }
}

fn list(expression: &str) -> api::GetTablesInput {
    api::GetTablesInput {
        database_name: "lake".into(),
        expression: Some(expression.into()),
        ..Default::default()
    }
}

fn names(output: &api::GetTablesOutput) -> Vec<&str> {
    output.table_list.iter().flatten().map(|table| table.name.as_str()).collect()
}

#[tokio::test]
async fn are_made_once_and_shown_as_aws_shows_them() {
    let house = House::new();
    house.create_table("Cars", &[("Year", "int")]).await;
    let shown = house.table("CARS").await;
    assert_eq!((shown.name.as_str(), shown.database_name.as_deref()), ("cars", Some("lake")));
    assert_eq!(shown.version_id.as_deref(), Some("0"));
    assert_eq!(shown.created_by.as_deref(), Some("arn:aws:iam::000000000000:root"));
    assert_eq!((shown.create_time, shown.update_time), (Some(Timestamp(NOW)), Some(Timestamp(NOW))));
    assert_eq!((shown.retention, shown.is_registered_with_lake_formation), (Some(0), Some(false)));
    let storage = shown.storage_descriptor.unwrap();
    assert_eq!((storage.compressed, storage.number_of_buckets), (Some(false), Some(0)));
    // Names of columns keep their case.
    assert_eq!(shown.partition_keys.unwrap()[0].name, "Year");
    assert_eq!(
        house.refused::<api::CreateTable>(table("CARS", &[])).await,
        fault("AlreadyExistsException", "Table already exists.")
    );
    assert_eq!(
        house.refused::<api::GetTable>(get("bikes")).await,
        fault("EntityNotFoundException", "Entity Not Found")
    );
}

#[tokio::test]
async fn are_listed_by_pattern_and_by_page() {
    let house = House::new();
    for name in ["cars", "bikes", "car_parts"] {
        house.create_table(name, &[]).await;
    }
    let all = house.call::<api::GetTables>(list("")).await.unwrap();
    assert_eq!((names(&all), &all.next_token), (vec!["bikes", "car_parts", "cars"], &None));
    for (pattern, expected) in
        [("car*", vec!["car_parts", "cars"]), ("*ike*", vec!["bikes"]), ("c.*s", vec!["car_parts", "cars"])]
    {
        assert_eq!(names(&house.call::<api::GetTables>(list(pattern)).await.unwrap()), expected);
    }
    let first = house.call::<api::GetTables>(api::GetTablesInput { max_results: Some(1), ..list("car*") });
    let first = first.await.unwrap();
    assert_eq!(names(&first), ["car_parts"]);
    let next = api::GetTablesInput { max_results: Some(1), next_token: first.next_token, ..list("car*") };
    let next = house.call::<api::GetTables>(next).await.unwrap();
    assert_eq!((names(&next), &next.next_token), (vec!["cars"], &None));
    assert_eq!(
        house.refused::<api::GetTables>(list("(")).await,
        fault("InvalidInputException", "Expression ( is not a valid pattern.")
    );
}

#[tokio::test]
async fn show_only_what_is_asked_for() {
    let house = House::new();
    house.create_table("cars", &[]).await;
    let attributes = |wanted: &[api::TableAttributes]| api::GetTablesInput {
        attributes_to_get: Some(wanted.to_vec()),
        ..list("")
    };
    let output = house.call::<api::GetTables>(attributes(&[api::TableAttributes::Name])).await.unwrap();
    assert_eq!(output.table_list, Some(vec![api::Table { name: "cars".into(), ..Default::default() }]));
    let refused = house.refused::<api::GetTables>(attributes(&[api::TableAttributes::TableType])).await;
    assert_eq!(refused, fault("InvalidInputException", "AttributesToGet must include NAME."));
}

#[tokio::test]
async fn are_deleted_alone_and_together() {
    let house = House::new();
    for name in ["a", "b", "c"] {
        house.create_table(name, &[]).await;
    }
    let delete =
        || api::DeleteTableInput { database_name: "lake".into(), name: "A".into(), ..Default::default() };
    house.call::<api::DeleteTable>(delete()).await.unwrap();
    assert_eq!(
        house.refused::<api::DeleteTable>(delete()).await,
        fault("EntityNotFoundException", "Table a not found.")
    );
    let batch = api::BatchDeleteTableInput {
        database_name: "lake".into(),
        tables_to_delete: strings(&["b", "a", "C"]),
        ..Default::default()
    };
    let errors = house.call::<api::BatchDeleteTable>(batch).await.unwrap().errors.unwrap();
    let expected = api::TableError {
        table_name: Some("a".into()),
        error_detail: detail("EntityNotFoundException", "Table a not found."),
    };
    assert_eq!(errors, [expected]);
    assert!(names(&house.call::<api::GetTables>(list("")).await.unwrap()).is_empty());
}

#[tokio::test]
async fn have_indexes_on_their_keys() {
    let house = House::new();
    house.create_table("cars", &[("year", "int"), ("month", "int")]).await;
    let index = |name: &str, keys: &[&str]| api::CreatePartitionIndexInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        partition_index: api::PartitionIndex { index_name: name.into(), keys: strings(keys) },
        ..Default::default()
    };
    house.call::<api::CreatePartitionIndex>(index("i", &["Year"])).await.unwrap();
    let refused = house.refused::<api::CreatePartitionIndex>(index("j", &["year"])).await;
    assert_eq!(refused.0, "AlreadyExistsException");
    let refused = house.refused::<api::CreatePartitionIndex>(index("j", &["day"])).await;
    assert_eq!(refused, fault("InvalidInputException", "day is not a partition key of the table"));
    let get = || api::GetPartitionIndexesInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        ..Default::default()
    };
    let found = house.call::<api::GetPartitionIndexes>(get()).await.unwrap();
    let found = found.partition_index_descriptor_list.unwrap();
    assert_eq!((found.len(), found[0].index_status), (1, api::PartitionIndexStatus::Active));
    assert_eq!((found[0].keys[0].name.as_str(), found[0].keys[0].r#type.as_str()), ("year", "int"));
    let delete = || api::DeletePartitionIndexInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        index_name: "i".into(),
        ..Default::default()
    };
    house.call::<api::DeletePartitionIndex>(delete()).await.unwrap();
    assert_eq!(house.refused::<api::DeletePartitionIndex>(delete()).await.0, "EntityNotFoundException");
}

#[tokio::test]
async fn what_is_not_built_is_refused() {
    let house = House::new();
    house.create_database("lake").await;
    let mut wrong = vec![api::CreateTableInput { transaction_id: Some("1".into()), ..table("t", &[]) }];
    wrong.push(api::CreateTableInput { table_input: None, ..table("t", &[]) });
    wrong.push(api::CreateTableInput {
        open_table_format_input: Some(wire::Document("{}".into())),
        ..table("t", &[])
    });
    let mut view = table("t", &[]);
    view.table_input.as_mut().unwrap().view_definition = Some(wire::Document("{}".into()));
    wrong.push(view);
    for input in wrong {
        let shown = format!("{input:?}");
        assert_eq!(house.refused::<api::CreateTable>(input).await.0, "InvalidInputException", "{shown}");
    }
    assert_eq!(house.refused::<api::GetTable>(get("t")).await.0, "EntityNotFoundException");
}
