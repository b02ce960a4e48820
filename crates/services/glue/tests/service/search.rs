//! Searching tables by words, properties and times.

use glue_api as api;

use crate::house::{House, NOW, database, table};

async fn house() -> House {
    let house = House::new();
    for (of, name, description) in [
        ("lake", "customer-link", "All customers"),
        ("lake", "xxlinkyy", "nothing"),
        ("pond", "fish", "Links"),
    ] {
        // It may be there already.
        let _ = house.call::<api::CreateDatabase>(database(of)).await;
        let mut input = table(name, &[("year", "int")]);
        input.database_name = of.into();
        input.table_input.as_mut().unwrap().description = Some(description.into());
        house.call::<api::CreateTable>(input).await.unwrap();
        house.clock.advance(10_000);
    }
    house
}

async fn names(house: &House, input: api::SearchTablesInput) -> Vec<String> {
    let output = house.call::<api::SearchTables>(input).await.unwrap();
    output.table_list.unwrap().into_iter().map(|table| table.name).collect()
}

fn filter(key: &str, value: &str, comparator: Option<api::Comparator>) -> api::SearchTablesInput {
    let filter = api::PropertyPredicate { key: Some(key.into()), value: Some(value.into()), comparator };
    api::SearchTablesInput { filters: Some(vec![filter]), ..Default::default() }
}

#[tokio::test]
async fn finds_by_text_by_word_and_by_time() {
    let house = house().await;
    let text = |text: &str| api::SearchTablesInput { search_text: Some(text.into()), ..Default::default() };
    assert_eq!(names(&house, text("link")).await, ["customer-link", "xxlinkyy", "fish"]);
    assert_eq!(names(&house, text("\"fish\"")).await, ["fish"]);
    assert!(names(&house, text("\"fis\"")).await.is_empty());
    assert_eq!(names(&house, filter("Name", "link", None)).await, ["customer-link"]);
    assert_eq!(names(&house, filter("DatabaseName", "pond", None)).await, ["fish"]);
    let first = ((NOW + 5_000) / 1000).to_string();
    let later = filter("CreateTime", &first, Some(api::Comparator::GreaterThan));
    assert_eq!(names(&house, later).await, ["xxlinkyy", "fish"]);
    let refused = house.refused::<api::SearchTables>(filter("CreateTime", "noon", None)).await;
    assert_eq!(refused.0, "InvalidInputException");
}

#[tokio::test]
async fn sorts_and_pages() {
    let house = house().await;
    let criterion = api::SortCriterion { field_name: Some("Name".into()), sort: Some(api::Sort::Desc) };
    let input = |next_token| api::SearchTablesInput {
        sort_criteria: Some(vec![criterion.clone()]),
        max_results: Some(2),
        next_token,
        ..Default::default()
    };
    let first = house.call::<api::SearchTables>(input(None)).await.unwrap();
    let found: Vec<_> = first.table_list.unwrap().into_iter().map(|table| table.name).collect();
    assert_eq!(found, ["xxlinkyy", "fish"]);
    assert_eq!(names(&house, input(first.next_token)).await, ["customer-link"]);
    let unsorted =
        |next_token| api::SearchTablesInput { max_results: Some(2), next_token, ..Default::default() };
    let first = house.call::<api::SearchTables>(unsorted(None)).await.unwrap();
    assert_eq!(first.table_list.unwrap().len(), 2);
    let last = house.call::<api::SearchTables>(unsorted(first.next_token)).await.unwrap();
    assert_eq!((last.table_list.unwrap().len(), last.next_token), (1, None));
}
