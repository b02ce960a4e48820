//! Queries that are ended: by their caller, by a limit.

use std::sync::atomic::Ordering;

use api::QueryExecutionState;
use athena_api as api;

use crate::house::{House, reason, results, start, state};

async fn stop(house: &House, id: &str) {
    let input = api::StopQueryExecutionInput { query_execution_id: id.into() };
    house.call::<api::StopQueryExecution>(input).await.unwrap();
}

#[tokio::test]
async fn a_running_query_is_cancelled_at_once_and_its_work_ends() {
    let house = House::new();
    let id = house.start("SELECT * FROM gate").await;
    assert_eq!(state(&house.look(&id).await), QueryExecutionState::Running);
    stop(&house, &id).await;
    let query = house.look(&id).await;
    assert_eq!((state(&query), reason(&query)), (QueryExecutionState::Cancelled, "Query cancelled by user"));
    assert!(query.status.unwrap().athena_error.is_none());
    let gone = house.invalid::<api::GetQueryResults>(results(&id, None, None)).await;
    assert_eq!(gone, "Could not find results");
    // What it held is free again.
    for _ in 0..5 {
        house.succeed("SELECT * FROM t").await;
    }
    assert_eq!(house.engine.stopped.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_queued_query_is_cancelled_and_never_runs() {
    let house = House::new();
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(house.start("SELECT * FROM gate").await);
    }
    assert_eq!(state(&house.look(&ids[4]).await), QueryExecutionState::Queued);
    stop(&house, &ids[4]).await;
    house.engine.gate.set();
    for id in &ids[..4] {
        assert_eq!(state(&house.ended(id).await), QueryExecutionState::Succeeded);
    }
    assert_eq!(state(&house.look(&ids[4]).await), QueryExecutionState::Cancelled);
    assert_eq!(house.engine.runs.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn one_that_has_ended_stays_as_it_is() {
    let house = House::new();
    let id = house.succeed("SELECT * FROM t").await;
    stop(&house, &id).await;
    assert_eq!(state(&house.look(&id).await), QueryExecutionState::Succeeded);
    let none = api::StopQueryExecutionInput { query_execution_id: "none".into() };
    assert_eq!(house.invalid::<api::StopQueryExecution>(none).await, "QueryExecution none was not found");
}

#[tokio::test]
async fn a_large_result_that_is_not_wanted_any_more_leaves_no_parts() {
    let house = House::new();
    let id = house.start("SELECT * FROM endless").await;
    // Rows come until it is stopped; by then parts were written.
    while house.s3.state.lock().unwrap().parts == 0 {
        tokio::task::yield_now().await;
    }
    stop(&house, &id).await;
    house.succeed("SELECT * FROM t").await;
    while !house.s3.state.lock().unwrap().uploads.is_empty() {
        tokio::task::yield_now().await;
    }
    assert!(house.s3.text(&format!("out/{id}.csv")).is_none());
}

#[tokio::test]
async fn one_that_scans_more_than_its_workgroup_allows_is_cancelled() {
    let house = House::new();
    let configuration = api::WorkGroupConfiguration {
        bytes_scanned_cutoff_per_query: Some(10_000_000),
        enforce_work_group_configuration: Some(false),
        ..Default::default()
    };
    let input = api::CreateWorkGroupInput {
        name: "thrifty".into(),
        configuration: Some(configuration),
        description: None,
        tags: None,
    };
    house.call::<api::CreateWorkGroup>(input).await.unwrap();
    let run = async |text: &str| {
        let mut input = start(text);
        input.work_group = Some("thrifty".into());
        let id = house.start_with(input).await;
        house.ended(&id).await
    };
    let within = run("SELECT * FROM scanned 10000000").await;
    assert_eq!(state(&within), QueryExecutionState::Succeeded);
    let beyond = run("SELECT * FROM scanned 10000001").await;
    let text = "Bytes scanned limit was exceeded";
    assert_eq!((state(&beyond), reason(&beyond)), (QueryExecutionState::Cancelled, text));
    assert_eq!(beyond.statistics.unwrap().data_scanned_in_bytes, Some(10_000_001));
}

#[tokio::test]
async fn a_shutdown_ends_all_and_admits_none() {
    let house = House::new();
    let id = house.start("SELECT * FROM gate").await;
    house.athena.shutdown().await;
    let query = house.look(&id).await;
    assert_eq!(state(&query), QueryExecutionState::Failed);
    assert_eq!(reason(&query), "The server was shut down; run the query again");
    let (code, _) = house.refused::<api::StartQueryExecution>(start("SELECT * FROM t")).await;
    assert_eq!(code, "ServiceUnavailableException");
}
