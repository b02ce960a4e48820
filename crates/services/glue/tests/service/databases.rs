//! Databases: made, shown.

use glue_api as api;
use kernel::Timestamp;

use crate::house::{House, NOW, database, fault};

async fn get(house: &House, name: &str) -> api::Database {
    let input = api::GetDatabaseInput { name: name.into(), ..Default::default() };
    house.call::<api::GetDatabase>(input).await.unwrap().database.unwrap()
}

#[tokio::test]
async fn are_made_once_and_shown_by_any_case_of_their_name() {
    let house = House::new();
    house.create_database("Lake").await;
    let shown = get(&house, "LAKE").await;
    assert_eq!(shown.name, "lake");
    assert_eq!(shown.catalog_id.as_deref(), Some("000000000000"));
    assert_eq!(shown.create_time, Some(Timestamp(NOW)));
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
