//! Named queries: made, described, listed, changed, deleted.

use athena_api as api;

use crate::house::House;

fn create(name: &str) -> api::CreateNamedQueryInput {
    api::CreateNamedQueryInput {
        name: name.into(),
        description: Some("d".into()),
        database: "lake".into(),
        query_string: "SELECT 1".into(),
        client_request_token: None,
        work_group: None,
    }
}

async fn made(house: &House, input: api::CreateNamedQueryInput) -> String {
    house.call::<api::CreateNamedQuery>(input).await.unwrap().named_query_id.unwrap()
}

async fn get(house: &House, id: &str) -> api::NamedQuery {
    let input = api::GetNamedQueryInput { named_query_id: id.into() };
    house.call::<api::GetNamedQuery>(input).await.unwrap().named_query.unwrap()
}

#[tokio::test]
async fn live() {
    let house = House::new();
    let id = made(&house, create("a")).await;
    let query = get(&house, &id).await;
    assert_eq!((query.name.as_str(), query.database.as_str()), ("a", "lake"));
    assert_eq!(query.work_group.as_deref(), Some("primary"));
    let change = api::UpdateNamedQueryInput {
        named_query_id: id.clone(),
        name: "b".into(),
        description: None,
        query_string: "SELECT 2".into(),
    };
    house.call::<api::UpdateNamedQuery>(change).await.unwrap();
    let query = get(&house, &id).await;
    assert_eq!((query.name.as_str(), query.query_string.as_str()), ("b", "SELECT 2"));
    assert_eq!(query.description, None);
    house
        .call::<api::DeleteNamedQuery>(api::DeleteNamedQueryInput { named_query_id: id.clone() })
        .await
        .unwrap();
    let gone = api::GetNamedQueryInput { named_query_id: id.clone() };
    let text = format!("NamedQuery {id} was not found");
    assert_eq!(house.invalid::<api::GetNamedQuery>(gone).await, text);
    let again = api::DeleteNamedQueryInput { named_query_id: id };
    assert_eq!(house.invalid::<api::DeleteNamedQuery>(again).await, text);
}

#[tokio::test]
async fn of_one_token_are_one() {
    let house = House::new();
    let with_token = |name: &str| api::CreateNamedQueryInput {
        client_request_token: Some("t".repeat(32)),
        ..create(name)
    };
    let id = made(&house, with_token("a")).await;
    assert_eq!(made(&house, with_token("a")).await, id);
    let other = house.invalid::<api::CreateNamedQuery>(with_token("b")).await;
    assert_eq!(other, "Idempotent parameters do not match");
    house
        .call::<api::DeleteNamedQuery>(api::DeleteNamedQueryInput { named_query_id: id.clone() })
        .await
        .unwrap();
    assert_ne!(made(&house, with_token("b")).await, id);
}

#[tokio::test]
async fn are_listed_by_page_and_had_in_batches() {
    let house = House::new();
    let mut ids = Vec::new();
    for name in ["a", "b", "c"] {
        ids.push(made(&house, create(name)).await);
    }
    ids.sort();
    let list = |max_results, next_token| {
        let input = api::ListNamedQueriesInput { max_results, next_token, work_group: None };
        house.call::<api::ListNamedQueries>(input)
    };
    let first = list(Some(2), None).await.unwrap();
    assert_eq!(first.named_query_ids.unwrap(), ids[..2]);
    let second = list(Some(2), first.next_token).await.unwrap();
    assert_eq!((second.named_query_ids.unwrap(), second.next_token), (ids[2..].to_vec(), None));
    let named_query_ids = vec![ids[0].clone(), "none".into()];
    let batch = api::BatchGetNamedQueryInput { named_query_ids };
    let output = house.call::<api::BatchGetNamedQuery>(batch).await.unwrap();
    assert_eq!(output.named_queries.unwrap()[0].named_query_id.as_ref(), Some(&ids[0]));
    let missing = output.unprocessed_named_query_ids.unwrap();
    assert_eq!(missing[0].error_message.as_deref(), Some("NamedQuery none was not found"));
    let elsewhere = api::CreateNamedQueryInput { work_group: Some("none".into()), ..create("a") };
    assert_eq!(house.invalid::<api::CreateNamedQuery>(elsewhere).await, "WorkGroup is not found.");
}
