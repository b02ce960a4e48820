//! Databases: made, shown, listed, changed, deleted with all that is in them.

use glue_api as api;
use kernel::Timestamp;

use crate::house::{House, NOW, database, fault, table};

async fn get(house: &House, name: &str) -> api::Database {
    let input = api::GetDatabaseInput { name: name.into(), ..Default::default() };
    house.call::<api::GetDatabase>(input).await.unwrap().database.unwrap()
}

fn delete(name: &str) -> api::DeleteDatabaseInput {
    api::DeleteDatabaseInput { name: name.into(), ..Default::default() }
}

#[tokio::test]
async fn are_made_once_and_shown_by_any_case_of_their_name() {
    let house = House::new();
    house.create_database("Lake").await;
    let shown = get(&house, "LAKE").await;
    assert_eq!(shown.name, "lake");
    assert_eq!(shown.catalog_id.as_deref(), Some("000000000000"));
    assert_eq!(shown.create_time, Some(Timestamp(NOW)));
    let everybody = &shown.create_table_default_permissions.unwrap()[0];
    assert_eq!(everybody.permissions, Some(vec![api::Permission::All]));
    assert_eq!(
        house.refused::<api::CreateDatabase>(database("lAKE")).await,
        fault("AlreadyExistsException", "Database already exists.")
    );
    let input = api::GetDatabaseInput { name: "Pond".into(), ..Default::default() };
    assert_eq!(
        house.refused::<api::GetDatabase>(input).await,
        fault("EntityNotFoundException", "Database pond not found.")
    );
}

#[tokio::test]
async fn are_listed_in_order_by_page() {
    let house = House::new();
    for name in ["c", "a", "b"] {
        house.create_database(name).await;
    }
    let page = |next_token| api::GetDatabasesInput { max_results: Some(2), next_token, ..Default::default() };
    let first = house.call::<api::GetDatabases>(page(None)).await.unwrap();
    let names = |page: &api::GetDatabasesOutput| -> Vec<String> {
        page.database_list.iter().map(|database| database.name.clone()).collect()
    };
    assert_eq!((names(&first), first.next_token.is_some()), (vec!["a".into(), "b".into()], true));
    let second = house.call::<api::GetDatabases>(page(first.next_token)).await.unwrap();
    assert_eq!((names(&second), second.next_token), (vec!["c".into()], None));
    let names_alone = api::GetDatabasesInput {
        attributes_to_get: Some(vec![api::DatabaseAttributes::Name]),
        ..Default::default()
    };
    let listed = house.call::<api::GetDatabases>(names_alone).await.unwrap().database_list;
    assert_eq!(listed[0], api::Database { name: "a".into(), ..Default::default() });
    assert_eq!(
        house.refused::<api::GetDatabases>(page(Some("xyz".into()))).await,
        fault("InvalidInputException", "Invalid continuation token.")
    );
}

#[tokio::test]
async fn are_changed_but_for_their_name() {
    let house = House::new();
    house.create_database("lake").await;
    let database_input = api::DatabaseInput {
        name: "Lake".into(),
        description: Some("shallow".into()),
        parameters: Some([("k".into(), "v".into())].into()),
        ..Default::default()
    };
    let update = api::UpdateDatabaseInput { name: "LAKE".into(), database_input, ..Default::default() };
    house.call::<api::UpdateDatabase>(update.clone()).await.unwrap();
    let shown = get(&house, "lake").await;
    assert_eq!((shown.name.as_str(), shown.description.as_deref()), ("lake", Some("shallow")));
    assert!(shown.create_table_default_permissions.is_some());
    let mut renamed = update.clone();
    renamed.database_input.name = "pond".into();
    assert_eq!(
        house.refused::<api::UpdateDatabase>(renamed).await,
        fault("InvalidInputException", "Database cannot be renamed")
    );
    let missing = api::UpdateDatabaseInput { name: "pond".into(), ..update };
    assert_eq!(
        house.refused::<api::UpdateDatabase>(missing).await,
        fault("EntityNotFoundException", "Database pond not found.")
    );
}

#[tokio::test]
async fn deleted_ones_take_everything_with_them() {
    let house = House::new();
    house.create_table("cars", &[("year", "int")]).await;
    house.create_partitions(&[&["2024"]]).await;
    house.call::<api::DeleteDatabase>(delete("Lake")).await.unwrap();
    assert_eq!(
        house.refused::<api::DeleteDatabase>(delete("lake")).await,
        fault("EntityNotFoundException", "Database lake not found.")
    );
    house.create_table("cars", &[("year", "int")]).await;
    assert!(house.partitions("").await.is_empty());
    house.create_partitions(&[&["2025"]]).await;
    house.glue.sweep().await.unwrap();
    assert_eq!(house.partitions("").await, [["2025"]]);
}

#[tokio::test]
async fn only_ones_of_the_own_catalogue_are_there() {
    let house = House::new();
    let mut foreign = database("lake");
    foreign.catalog_id = Some("123456789012".into());
    assert_eq!(house.refused::<api::CreateDatabase>(foreign).await.0, "InvalidInputException");
    let mut own = database("lake");
    own.catalog_id = Some("000000000000".into());
    house.call::<api::CreateDatabase>(own).await.unwrap();
    let mut federated = database("pond");
    federated.database_input.federated_database = Some(wire::Document("{}".into()));
    assert_eq!(house.refused::<api::CreateDatabase>(federated).await.0, "InvalidInputException");
    let mut nowhere = table("cars", &[]);
    nowhere.database_name = "pond".into();
    assert_eq!(
        house.refused::<api::CreateTable>(nowhere).await,
        fault("EntityNotFoundException", "Database pond not found.")
    );
}
