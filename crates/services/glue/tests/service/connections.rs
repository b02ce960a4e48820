//! Connections: kept and shown, never opened.

use glue_api as api;

use crate::house::{House, fault, strings};

fn connection(name: &str) -> api::ConnectionInput {
    let properties = [("JDBC_CONNECTION_URL", "jdbc:x"), ("USERNAME", "u"), ("PASSWORD", "secret")];
    api::ConnectionInput {
        name: name.into(),
        description: None,
        connection_type: api::ConnectionType::Jdbc,
        match_criteria: None,
        connection_properties: properties.map(|(key, value)| (key.into(), value.into())).into(),
        spark_properties: None,
        athena_properties: None,
        python_properties: None,
        physical_connection_requirements: None,
        authentication_configuration: None,
        validate_credentials: None,
        validate_for_compute_environments: None,
    }
}

fn create(name: &str) -> api::CreateConnectionInput {
    api::CreateConnectionInput { catalog_id: None, connection_input: connection(name), tags: None }
}

fn get(name: &str) -> api::GetConnectionInput {
    api::GetConnectionInput { name: name.into(), ..Default::default() }
}

#[tokio::test]
async fn are_made_shown_and_changed() {
    let house = House::new();
    let made = house.call::<api::CreateConnection>(create("Db")).await.unwrap();
    assert_eq!(made.create_connection_status, Some(api::ConnectionStatus::Ready));
    assert_eq!(
        house.refused::<api::CreateConnection>(create("Db")).await,
        fault("AlreadyExistsException", "Connection already exists.")
    );
    let shown = house.call::<api::GetConnection>(get("Db")).await.unwrap().connection.unwrap();
    assert_eq!(shown.connection_properties.unwrap()["PASSWORD"], "secret");
    let hidden = api::GetConnectionInput { hide_password: Some(true), ..get("Db") };
    let hidden = house.call::<api::GetConnection>(hidden).await.unwrap().connection.unwrap();
    assert!(!hidden.connection_properties.unwrap().contains_key("PASSWORD"));
    let changed = api::ConnectionInput { description: Some("new".into()), ..connection("Other") };
    let update =
        api::UpdateConnectionInput { catalog_id: None, name: "Db".into(), connection_input: changed };
    house.call::<api::UpdateConnection>(update).await.unwrap();
    let shown = house.call::<api::GetConnection>(get("Db")).await.unwrap().connection.unwrap();
    assert_eq!((shown.name.as_deref(), shown.description.as_deref()), (Some("Db"), Some("new")));
    assert_eq!(
        house.refused::<api::GetConnection>(get("db")).await,
        fault("EntityNotFoundException", "Connection db not found.")
    );
    let mut opened = create("x");
    opened.connection_input.validate_credentials = Some(true);
    assert_eq!(house.refused::<api::CreateConnection>(opened).await.0, "InvalidInputException");
}

#[tokio::test]
async fn are_listed_and_deleted_together() {
    let house = House::new();
    for name in ["a", "b", "c"] {
        house.call::<api::CreateConnection>(create(name)).await.unwrap();
    }
    let page = api::GetConnectionsInput { max_results: Some(2), ..Default::default() };
    let listed = house.call::<api::GetConnections>(page).await.unwrap();
    assert_eq!((listed.connection_list.unwrap().len(), listed.next_token.is_some()), (2, true));
    let kafka =
        api::GetConnectionsFilter { connection_type: Some(api::ConnectionType::Kafka), ..Default::default() };
    let none = api::GetConnectionsInput { filter: Some(kafka), ..Default::default() };
    assert_eq!(house.call::<api::GetConnections>(none).await.unwrap().connection_list, Some(Vec::new()));
    let delete = || api::DeleteConnectionInput { connection_name: "a".into(), ..Default::default() };
    house.call::<api::DeleteConnection>(delete()).await.unwrap();
    assert_eq!(house.refused::<api::DeleteConnection>(delete()).await.0, "EntityNotFoundException");
    let batch =
        api::BatchDeleteConnectionInput { connection_name_list: strings(&["a", "b"]), ..Default::default() };
    let output = house.call::<api::BatchDeleteConnection>(batch).await.unwrap();
    assert_eq!(output.succeeded, Some(strings(&["b"])));
    let errors = output.errors.unwrap();
    assert_eq!(errors["a"].error_message.as_deref(), Some("Connection a not found."));
}
