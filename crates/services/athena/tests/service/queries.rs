//! Queries: started, looked at, listed; what is refused before one comes to be.

use std::collections::BTreeMap;

use api::{QueryExecutionState, StatementType};
use athena_api as api;

use crate::house::{House, NOW, location, reason, start, state, to};
use crate::s3::SmallS3;

#[tokio::test]
async fn succeed_and_are_described() {
    let house = House::new();
    let mut input = start("SELECT * FROM t");
    input.query_execution_context =
        Some(api::QueryExecutionContext { database: Some("d".into()), catalog: None });
    let id = house.start_with(input).await;
    let query = house.ended(&id).await;
    assert_eq!(state(&query), QueryExecutionState::Succeeded);
    assert_eq!(query.statement_type, Some(StatementType::Dml));
    assert_eq!(query.substatement_type.as_deref(), Some("SELECT"));
    assert_eq!(location(&query), format!("s3://results/out/{id}.csv"));
    assert_eq!(query.work_group.as_deref(), Some("primary"));
    let status = query.status.unwrap();
    assert_eq!(status.submission_date_time.unwrap().0, NOW);
    assert_eq!(status.completion_date_time.unwrap().0, NOW);
    let statistics = query.statistics.unwrap();
    assert_eq!(statistics.data_scanned_in_bytes, Some(100));
    assert_eq!(statistics.total_execution_time_in_millis, Some(0));
    assert!(!statistics.result_reuse_information.unwrap().reused_previous_result);
    let version = query.engine_version.unwrap();
    assert_eq!(version.effective_engine_version.as_deref(), Some("Athena engine version 3"));
    let asked = house.engine.last.lock().unwrap().clone().unwrap();
    assert_eq!((asked.catalog.as_str(), asked.database.as_deref()), ("AwsDataCatalog", Some("d")));
    assert_eq!(asked.data_location, format!("s3://results/out/tables/{id}"));
}

#[tokio::test]
async fn run_measured_times_and_rows() {
    let house = House::new();
    let id = house.start("SELECT * FROM gate").await;
    assert_eq!(state(&house.look(&id).await), QueryExecutionState::Running);
    house.clock.advance(70);
    let running = house.look(&id).await.statistics.unwrap();
    assert_eq!(running.engine_execution_time_in_millis, Some(70));
    house.engine.gate.set();
    house.ended(&id).await;
    let input = api::GetQueryRuntimeStatisticsInput { query_execution_id: id };
    let output = house.call::<api::GetQueryRuntimeStatistics>(input).await.unwrap();
    let measured = output.query_runtime_statistics.unwrap();
    let timeline = measured.timeline.unwrap();
    assert_eq!(timeline.engine_execution_time_in_millis, Some(70));
    assert_eq!(timeline.total_execution_time_in_millis, Some(70));
    let rows = measured.rows.unwrap();
    assert_eq!((rows.output_rows, rows.output_bytes, rows.input_bytes), (Some(1), Some(14), Some(0)));
}

#[tokio::test]
async fn fail_in_the_engine_with_its_error() {
    let house = House::new();
    let query = house.run("SELECT * FROM nothing").await;
    assert_eq!(state(&query), QueryExecutionState::Failed);
    let text = "TABLE_NOT_FOUND: line 1:15: Table 'x' does not exist";
    assert_eq!(reason(&query), text);
    let error = query.status.unwrap().athena_error.unwrap();
    assert_eq!((error.error_category, error.error_type, error.retryable), (Some(2), Some(1301), Some(false)));
    assert_eq!(error.error_message.as_deref(), Some(text));
    assert_eq!(house.s3.keys(), Vec::<String>::new());
    let failed = house.invalid::<api::GetQueryResults>(crate::house::results(
        query.query_execution_id.as_deref().unwrap(),
        None,
        None,
    ));
    assert_eq!(failed.await, "Query did not finish successfully. Final query state: FAILED");
}

#[tokio::test]
async fn fail_where_their_result_cannot_be_written() {
    let house = House::new();
    house.s3.state.lock().unwrap().refuses = true;
    let query = house.run("SELECT * FROM t").await;
    assert_eq!(state(&query), QueryExecutionState::Failed);
    assert!(reason(&query).starts_with("Access denied when writing output to url: s3://results/out/"));
}

#[tokio::test]
async fn are_refused_before_they_come_to_be() {
    let house = House::new();
    let refused = |change: fn(&mut api::StartQueryExecutionInput)| {
        let mut input = start("SELECT * FROM t");
        change(&mut input);
        house.invalid::<api::StartQueryExecution>(input)
    };
    assert_eq!(
        refused(|input| input.result_configuration = None).await,
        "No output location provided. An output location is required either through the Workgroup result \
         configuration setting or as an API input."
    );
    assert_eq!(
        refused(|input| input.result_configuration = Some(to("results/out"))).await,
        "outputLocation is not a valid S3 path."
    );
    assert_eq!(
        refused(|input| input.result_configuration = Some(to("s3://other/out"))).await,
        "Unable to verify/create output bucket other"
    );
    assert_eq!(refused(|input| input.work_group = Some("none".into())).await, "WorkGroup is not found.");
    assert_eq!(
        refused(|input| input.client_request_token = None).await,
        "clientRequestToken is null or empty"
    );
    assert_eq!(
        refused(|input| input.query_string = "SELEC 1".into()).await,
        "line 1:1: mismatched input 'SELEC'"
    );
    let long = refused(|input| input.query_string = format!("SELECT '{}'", "ü".repeat(131_072)));
    assert_eq!(long.await, "A query has at most 262144 bytes.");
    let encrypted = refused(|input| {
        let encryption = api::EncryptionConfiguration {
            encryption_option: api::EncryptionOption::SseKms,
            kms_key: Some("k".into()),
        };
        input.result_configuration.as_mut().unwrap().encryption_configuration = Some(encryption);
    });
    assert!(encrypted.await.contains("SSE_KMS is not supported by Pumphouse"));
    let list = api::ListQueryExecutionsInput::default();
    let listed = house.call::<api::ListQueryExecutions>(list).await.unwrap();
    assert_eq!(listed.query_execution_ids, Some(vec![]));
}

#[tokio::test]
async fn of_one_token_are_one() {
    let house = House::new();
    let input = start("SELECT * FROM t");
    let first = house.start_with(input.clone()).await;
    house.ended(&first).await;
    let mut again = input.clone();
    again.execution_parameters = Some(vec!["1".into()]);
    assert_eq!(house.start_with(again).await, first);
    let mut other = input.clone();
    other.query_string = "SELECT 2".into();
    let text = "Idempotent parameters do not match";
    assert_eq!(house.invalid::<api::StartQueryExecution>(other).await, text);
    let mut elsewhere = input;
    elsewhere.result_configuration = Some(to("s3://results/other"));
    assert_eq!(house.invalid::<api::StartQueryExecution>(elsewhere).await, text);
    assert_eq!(house.engine.runs.load(std::sync::atomic::Ordering::Relaxed), 1);
}

#[tokio::test]
async fn of_one_token_at_once_are_one() {
    let house = House::new();
    let input = start("SELECT * FROM t");
    let starts = (0..8).map(|_| house.call::<api::StartQueryExecution>(input.clone()));
    let mut ids = Vec::new();
    for start in starts {
        ids.push(start.await.unwrap().query_execution_id);
    }
    let (one, two) = tokio::join!(
        house.call::<api::StartQueryExecution>(input.clone()),
        house.call::<api::StartQueryExecution>(input.clone())
    );
    ids.extend([one.unwrap().query_execution_id, two.unwrap().query_execution_id]);
    ids.dedup();
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn are_listed_newest_first_and_by_page() {
    let house = House::new();
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(house.succeed("SELECT * FROM t").await);
        house.clock.advance(1);
    }
    ids.reverse();
    let list = |max_results, next_token| {
        house.call::<api::ListQueryExecutions>(api::ListQueryExecutionsInput {
            max_results,
            next_token,
            work_group: None,
        })
    };
    let all = list(None, None).await.unwrap();
    assert_eq!((all.query_execution_ids.unwrap(), all.next_token), (ids.clone(), None));
    let first = list(Some(2), None).await.unwrap();
    assert_eq!(first.query_execution_ids.unwrap(), ids[..2]);
    let second = list(Some(2), first.next_token).await.unwrap();
    assert_eq!((second.query_execution_ids.unwrap(), second.next_token), (ids[2..].to_vec(), None));
}

#[tokio::test]
async fn are_had_in_batches() {
    let house = House::new();
    let id = house.succeed("SELECT * FROM t").await;
    let ids = vec![id.clone(), "none".into()];
    let input = api::BatchGetQueryExecutionInput { query_execution_ids: ids };
    let output = house.call::<api::BatchGetQueryExecution>(input).await.unwrap();
    assert_eq!(output.query_executions.unwrap()[0].query_execution_id, Some(id));
    let missing = output.unprocessed_query_execution_ids.unwrap();
    assert_eq!(missing[0].error_message.as_deref(), Some("QueryExecution none was not found"));
    let none = api::GetQueryExecutionInput { query_execution_id: "none".into() };
    assert_eq!(house.invalid::<api::GetQueryExecution>(none).await, "QueryExecution none was not found");
}

#[tokio::test]
async fn have_objects_named_by_what_they_are() {
    let house = House::new();
    for (text, name) in [
        ("EXPLAIN SELECT 1", "{}.txt"),
        ("SHOW TABLES", "{}.txt"),
        ("CREATE EXTERNAL TABLE x (a int)", "{}.txt"),
        ("INSERT INTO t VALUES (3, 'new', 0.1)", "{}"),
        ("CREATE TABLE x AS SELECT 1", "tables/{}"),
    ] {
        let query = house.run(text).await;
        let name = name.replace("{}", query.query_execution_id.as_deref().unwrap());
        assert_eq!(location(&query), format!("s3://results/out/{name}"), "{text}");
    }
}

#[tokio::test]
async fn beyond_the_quota_are_refused_and_the_others_wait_their_turn() {
    let house = House::new();
    let mut ids = Vec::new();
    for _ in 0..200 {
        ids.push(house.start("SELECT * FROM gate").await);
    }
    let (code, text) = house.refused::<api::StartQueryExecution>(start("SELECT * FROM gate")).await;
    assert_eq!(code, "TooManyRequestsException");
    assert!(text.starts_with("You have exceeded the limit for the number of queries"), "{text}");
    // Statements of the other kind have a quota of their own.
    let show = house.start("SHOW TABLES").await;
    assert_eq!(state(&house.look(&show).await), QueryExecutionState::Queued);
    let input = api::BatchGetQueryExecutionInput { query_execution_ids: ids[..50].to_vec() };
    let batch = house.call::<api::BatchGetQueryExecution>(input).await.unwrap().query_executions.unwrap();
    let mut states = BTreeMap::<&str, usize>::new();
    for query in &batch {
        *states.entry(state(query).as_str()).or_default() += 1;
    }
    assert_eq!(states, BTreeMap::from([("QUEUED", 46), ("RUNNING", 4)]));
    house.engine.gate.set();
    for id in &ids {
        assert_eq!(state(&house.ended(id).await), QueryExecutionState::Succeeded);
    }
    house.succeed("SELECT * FROM t").await;
}

#[tokio::test]
async fn write_as_their_caller() {
    let house =
        House::on(storage::Volume::memory(), NOW, std::sync::Arc::<SmallS3>::default()).with_role("analyst");
    house.succeed("SELECT * FROM t").await;
    assert_eq!(house.s3.state.lock().unwrap().writer.as_ref(), Some(&house.call.principal));
    assert_eq!(house.engine.last.lock().unwrap().as_ref().unwrap().principal, house.call.principal);
}
