//! Versions of tables: each change makes one.

use glue_api as api;

use crate::house::{House, detail, fault, strings, table_input};

fn update(description: &str) -> api::UpdateTableInput {
    let table_input =
        api::TableInput { description: Some(description.into()), ..table_input("Cars", &[("year", "int")]) };
    api::UpdateTableInput {
        database_name: "lake".into(),
        table_input: Some(table_input),
        ..Default::default()
    }
}

fn list() -> api::GetTableVersionsInput {
    api::GetTableVersionsInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        ..Default::default()
    }
}

fn shown(output: api::GetTableVersionsOutput) -> Vec<(String, Option<String>)> {
    let versions = output.table_versions.unwrap().into_iter();
    versions.map(|version| (version.version_id.unwrap(), version.table.unwrap().description)).collect()
}

fn get(version: Option<&str>) -> api::GetTableVersionInput {
    api::GetTableVersionInput {
        database_name: "lake".into(),
        table_name: "CARS".into(),
        version_id: version.map(str::to_owned),
        ..Default::default()
    }
}

async fn house() -> House {
    let house = House::new();
    house.create_table("cars", &[("year", "int")]).await;
    house
}

#[tokio::test]
async fn are_kept_unless_told_not_to() {
    let house = house().await;
    house.clock.advance(1000);
    house.call::<api::UpdateTable>(update("one")).await.unwrap();
    let skipping = api::UpdateTableInput { skip_archive: Some(true), ..update("two") };
    house.call::<api::UpdateTable>(skipping).await.unwrap();
    house.call::<api::UpdateTable>(update("three")).await.unwrap();
    let current = house.table("cars").await;
    assert_eq!(current.version_id.as_deref(), Some("3"));
    assert_ne!(current.update_time, current.create_time);
    let version = |id: &str, text: Option<&str>| (id.to_owned(), text.map(str::to_owned));
    let all = shown(house.call::<api::GetTableVersions>(list()).await.unwrap());
    assert_eq!(all, [version("3", Some("three")), version("2", Some("two")), version("0", None)]);
    for (id, text) in [(None, Some("three")), (Some("3"), Some("three")), (Some("0"), None)] {
        let output = house.call::<api::GetTableVersion>(get(id)).await.unwrap().table_version.unwrap();
        assert_eq!(output.table.unwrap().description.as_deref(), text);
    }
    for id in ["1", "9", "x"] {
        assert_eq!(
            house.refused::<api::GetTableVersion>(get(Some(id))).await,
            fault("EntityNotFoundException", "Version not found.")
        );
    }
}

#[tokio::test]
async fn come_by_page() {
    let house = house().await;
    for text in ["one", "two", "three"] {
        house.call::<api::UpdateTable>(update(text)).await.unwrap();
    }
    let (mut ids, mut next_token) = (Vec::new(), None);
    loop {
        let page = api::GetTableVersionsInput { max_results: Some(1), next_token, ..list() };
        let output = house.call::<api::GetTableVersions>(page).await.unwrap();
        next_token = output.next_token.clone();
        ids.extend(shown(output).into_iter().map(|(id, _)| id));
        if next_token.is_none() {
            break;
        }
    }
    assert_eq!(ids, ["3", "2", "1", "0"]);
}

#[tokio::test]
async fn of_others_are_not_overwritten() {
    let house = house().await;
    let at = |version: &str| api::UpdateTableInput { version_id: Some(version.into()), ..update("mine") };
    house.call::<api::UpdateTable>(at("0")).await.unwrap();
    assert_eq!(
        house.refused::<api::UpdateTable>(at("0")).await,
        fault("ConcurrentModificationException", "Update table failed due to concurrent modifications.")
    );
    house.call::<api::UpdateTable>(at("1")).await.unwrap();
    assert_eq!(house.table("cars").await.version_id.as_deref(), Some("2"));
}

#[tokio::test]
async fn are_deleted_alone_and_together_but_the_current_one() {
    let house = house().await;
    for text in ["one", "two", "three"] {
        house.call::<api::UpdateTable>(update(text)).await.unwrap();
    }
    let one = |version: &str| api::DeleteTableVersionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        version_id: version.into(),
        ..Default::default()
    };
    house.call::<api::DeleteTableVersion>(one("1")).await.unwrap();
    assert_eq!(house.refused::<api::DeleteTableVersion>(one("1")).await.0, "EntityNotFoundException");
    assert_eq!(house.refused::<api::DeleteTableVersion>(one("3")).await.0, "InvalidInputException");
    let batch = api::BatchDeleteTableVersionInput {
        database_name: "lake".into(),
        table_name: "cars".into(),
        version_ids: strings(&["0", "1", "2"]),
        ..Default::default()
    };
    let errors = house.call::<api::BatchDeleteTableVersion>(batch).await.unwrap().errors.unwrap();
    let expected = api::TableVersionError {
        table_name: Some("cars".into()),
        version_id: Some("1".into()),
        error_detail: detail("EntityNotFoundException", "Version not found."),
    };
    assert_eq!(errors, [expected]);
    assert_eq!(shown(house.call::<api::GetTableVersions>(list()).await.unwrap()).len(), 1);
}
