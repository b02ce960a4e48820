//! Queries that want everything.

use std::time::Duration;

use dispatch::Stop;
use sql::{Fact, Limits};

use crate::house::House;

/// A cross join that nobody waits for: 10^15 rows.
const ENDLESS: &str = "WITH t AS (SELECT n FROM UNNEST(sequence(1, 1000)) AS u (n))
    SELECT count(*) FROM t a, t b, t c, t d, t e WHERE a.n + b.n + c.n + d.n + e.n < 0";

#[tokio::test]
async fn a_cross_join_of_everything_is_cancelled() {
    let house = House::new().await;
    let stop = Stop::default();
    let mut query = house.query(ENDLESS);
    query.stop = Some(stop.watch());
    let mut answer = house.sql.run(query).await.unwrap();
    stop.set();
    let ended = tokio::time::timeout(Duration::from_secs(20), answer.batches.next()).await.expect("it ends");
    assert_eq!(ended.unwrap().unwrap_err().fact, Fact::Cancelled);
    // The next one has its turn.
    assert_eq!(house.rows("SELECT 1").await, ["1"]);
}

#[tokio::test]
async fn a_recursion_without_an_end_is_cancelled() {
    let house = House::new().await;
    let stop = Stop::default();
    let endless = "WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n FROM t) SELECT n FROM t WHERE n < 0";
    let mut query = house.query(endless);
    query.stop = Some(stop.watch());
    let mut answer = house.sql.run(query).await.unwrap();
    stop.set();
    let ended = tokio::time::timeout(Duration::from_secs(20), answer.batches.next()).await.expect("it ends");
    assert_eq!(ended.unwrap().unwrap_err().fact, Fact::Cancelled);
}

#[tokio::test]
async fn a_recursion_that_doubles_meets_the_bound_of_memory() {
    let house = House::with(Limits { threads: 2, memory_bytes_max: 8 << 20, ..Limits::default() }).await;
    let doubling = "WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT a.n + x FROM t a, (VALUES 1, 2) b (x))
        SELECT count(*) FROM t";
    assert!(house.refused(doubling).await.starts_with("EXCEEDED_MEMORY_LIMIT"));
    assert_eq!(house.rows("SELECT 1").await, ["1"]);
}

#[tokio::test]
async fn it_meets_its_time_out() {
    let house =
        House::with(Limits { threads: 2, time_max: Duration::from_millis(300), ..Limits::default() }).await;
    assert!(house.refused(ENDLESS).await.starts_with("EXCEEDED_TIME_LIMIT"));
}

#[tokio::test]
async fn memory_is_bounded() {
    let house = House::with(Limits { threads: 2, memory_bytes_max: 8 << 20, ..Limits::default() }).await;
    let greedy = "WITH t AS (SELECT n FROM UNNEST(sequence(1, 2000)) AS u (n))
        SELECT count(*) FROM (SELECT a.n * 10000 + b.n AS k, count(*) FROM t a, t b GROUP BY 1)";
    assert!(house.refused(greedy).await.starts_with("EXCEEDED_MEMORY_LIMIT"));
    assert_eq!(house.rows("SELECT 1").await, ["1"]);
}

#[tokio::test]
async fn a_panic_ends_its_own_query() {
    let house = House::new().await;
    house.s3.put("cursed", "t/x.json", "{\"a\":1}");
    house
        .rows(
            "CREATE EXTERNAL TABLE t (a int) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
             LOCATION 's3://cursed/t/'",
        )
        .await;
    assert!(house.refused("SELECT * FROM t").await.starts_with("GENERIC_INTERNAL_ERROR"));
    assert!(house.refused("SELECT count(*) FROM t a JOIN t b ON a.a = b.a").await.starts_with("GENERIC_"));
    assert_eq!(house.rows("SELECT 1").await, ["1"]);
}

#[tokio::test]
async fn deep_nesting_is_refused_and_not_an_end_of_everything() {
    let house = House::new().await;
    let deep = format!("SELECT {}1{}", "(".repeat(5_000), ")".repeat(5_000));
    assert!(house.refused(&deep).await.starts_with("SYNTAX_ERROR"));
    let long = vec!["1"; 3_000].join(" + ");
    // Whatever the answer is, there is one.
    let _ = house.ask(&format!("SELECT {long}")).await;
    assert_eq!(house.rows("SELECT 1").await, ["1"]);
}
