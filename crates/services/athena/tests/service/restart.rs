//! What is there after the process died, and what is forgotten.

use std::sync::Arc;

use api::QueryExecutionState;
use athena_api as api;
use storage::{CrashDisk, Volume};

use crate::house::{DAY, House, NOW, reason, rows, start, state};
use crate::s3::SmallS3;

#[tokio::test]
async fn what_was_acknowledged_survives_and_what_ran_has_failed() {
    let disk = Arc::new(CrashDisk::default());
    let s3 = Arc::<SmallS3>::default();
    let token = start("SELECT * FROM t");
    let (done, running) = {
        let house = House::on(Volume::on_disk(disk.clone()), NOW, s3.clone());
        let done = house.start_with(token.clone()).await;
        house.ended(&done).await;
        (done, house.start("SELECT * FROM gate").await)
    };
    let house = House::on(Volume::on_disk(Arc::new(disk.power_cut(7))), NOW + 5, s3);
    house.athena.resume().await.unwrap();
    let query = house.look(&running).await;
    assert_eq!(state(&query), QueryExecutionState::Failed);
    assert_eq!(reason(&query), "The query did not end before the server did; run it again");
    let error = query.status.unwrap().athena_error.unwrap();
    assert_eq!((error.error_category, error.retryable), (Some(1), Some(true)));
    // Results are paged from their object.
    assert_eq!(rows(&house.page(&done, Some(2), None).await)[1][0].as_deref(), Some("1"));
    // A token still means the query that it meant.
    assert_eq!(house.start_with(token).await, done);
    // Nothing is left to be ended.
    house.athena.resume().await.unwrap();
    assert_eq!(state(&house.look(&running).await), QueryExecutionState::Failed);
}

#[tokio::test]
async fn what_runs_already_when_the_house_goes_on_is_left_alone() {
    let house = House::new();
    let done = house.succeed("SELECT * FROM t").await;
    let running = house.start("SELECT * FROM gate").await;
    house.athena.resume().await.unwrap();
    assert_eq!(state(&house.look(&running).await), QueryExecutionState::Running);
    house.engine.gate.set();
    assert_eq!(state(&house.ended(&running).await), QueryExecutionState::Succeeded);
    assert_eq!(state(&house.look(&done).await), QueryExecutionState::Succeeded);
}

#[tokio::test]
async fn a_house_that_never_had_a_query_opens_nothing() {
    let disk = Arc::new(CrashDisk::default());
    let volume = Volume::on_disk(disk);
    let house = House::on(volume.clone(), NOW, Arc::default());
    house.athena.resume().await.unwrap();
    house.athena.sweep().await.unwrap();
    assert!(!volume.has_key_value("athena").unwrap());
}

#[tokio::test]
async fn queries_are_forgotten_after_45_days() {
    let house = House::new();
    let old = start("SELECT * FROM t");
    let first = house.start_with(old.clone()).await;
    house.ended(&first).await;
    let waiting = house.start("SELECT * FROM gate").await;
    house.clock.advance(45 * DAY);
    let young = house.succeed("SELECT * FROM t").await;
    house.athena.sweep().await.unwrap();
    assert_eq!(state(&house.look(&first).await), QueryExecutionState::Succeeded);
    house.clock.advance(1);
    house.athena.sweep().await.unwrap();
    let gone = api::GetQueryExecutionInput { query_execution_id: first.clone() };
    let text = format!("QueryExecution {first} was not found");
    assert_eq!(house.invalid::<api::GetQueryExecution>(gone).await, text);
    // One that has not ended is not forgotten.
    house.engine.gate.set();
    assert_eq!(state(&house.ended(&waiting).await), QueryExecutionState::Succeeded);
    let list = house.call::<api::ListQueryExecutions>(Default::default()).await.unwrap();
    assert_eq!(list.query_execution_ids.unwrap(), [young, waiting]);
    // Its token is free again.
    assert_ne!(house.start_with(old).await, first);
}
