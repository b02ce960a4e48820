//! Results that serve again.

use std::sync::atomic::Ordering;

use athena_api as api;

use crate::house::{House, location, rows, start};

fn reusing(text: &str, minutes: Option<i32>) -> api::StartQueryExecutionInput {
    let by_age = api::ResultReuseByAgeConfiguration { enabled: true, max_age_in_minutes: minutes };
    let reuse = api::ResultReuseConfiguration { result_reuse_by_age_configuration: Some(by_age) };
    api::StartQueryExecutionInput { result_reuse_configuration: Some(reuse), ..start(text) }
}

/// Whether an earlier result served.
async fn reused(house: &House, input: api::StartQueryExecutionInput) -> bool {
    let id = house.start_with(input).await;
    let statistics = house.ended(&id).await.statistics.unwrap();
    statistics.result_reuse_information.unwrap().reused_previous_result
}

#[tokio::test]
async fn a_result_serves_again_for_the_same_query() {
    let house = House::new();
    let first = house.run("SELECT * FROM t").await;
    let again = house.start_with(reusing("SELECT * FROM t", None)).await;
    let query = house.ended(&again).await;
    assert_eq!(location(&query), location(&first));
    let statistics = query.statistics.unwrap();
    assert!(statistics.result_reuse_information.unwrap().reused_previous_result);
    assert_eq!(statistics.data_scanned_in_bytes, Some(0));
    assert_eq!(house.engine.runs.load(Ordering::Relaxed), 1);
    assert_eq!(rows(&house.page(&again, None, None).await).len(), 3);
}

#[tokio::test]
async fn what_is_another_query_or_too_old_is_computed() {
    let house = House::new();
    house.succeed("SELECT * FROM t").await;
    assert!(!reused(&house, reusing("SELECT  * FROM t", None)).await);
    let mut elsewhere = reusing("SELECT * FROM t", None);
    elsewhere.query_execution_context =
        Some(api::QueryExecutionContext { database: Some("other".into()), catalog: None });
    assert!(!reused(&house, elsewhere).await);
    let mut other = reusing("SELECT * FROM t", None);
    other.execution_parameters = Some(vec!["1".into()]);
    assert!(!reused(&house, other).await);
    house.clock.advance(5 * 60_000);
    assert!(reused(&house, reusing("SELECT * FROM t", Some(5))).await);
    house.clock.advance(1);
    assert!(!reused(&house, reusing("SELECT * FROM t", Some(5))).await);
    assert!(!reused(&house, start("SELECT * FROM t")).await);
    assert!(!reused(&house, reusing("SHOW TABLES", None)).await);
    assert!(!reused(&house, reusing("SHOW TABLES", None)).await);
}

#[tokio::test]
async fn a_result_that_is_gone_does_not_serve() {
    let house = House::new();
    let id = house.succeed("SELECT * FROM t").await;
    house.s3.state.lock().unwrap().objects.remove(&format!("out/{id}.csv"));
    assert!(!reused(&house, reusing("SELECT * FROM t", None)).await);
    assert!(reused(&house, reusing("SELECT * FROM t", None)).await);
}

#[tokio::test]
async fn a_result_serves_nobody_else() {
    let house = House::new();
    house.succeed("SELECT * FROM t").await;
    let house = house.with_role("analyst");
    assert!(!reused(&house, reusing("SELECT * FROM t", None)).await);
    assert!(reused(&house, reusing("SELECT * FROM t", None)).await);
    house.rights.denied.lock().unwrap().push("s3:GetObject");
    assert!(!reused(&house, reusing("SELECT * FROM t", None)).await);
}
