//! Asynchronous invocations: acknowledged once stored, and given to the function whatever is killed.

use bytes::Bytes;
use dispatch::{Call, Principal};
use http::Method;
use kernel::{Place, RequestId};
use lambda_api::{InvocationType, Invoke, InvokeInput};
use serde_json::{Value, json};

use crate::house::{House, refusal};
use crate::oracle::{PATIENCE, has_python};

const EVENT: &[(&str, &str)] = &[("x-amz-invocation-type", "Event")];

/// Waits until no event is stored.
async fn all_forgotten(house: &House) {
    let empty = async {
        while !house.stored("event/").is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, empty).await.unwrap();
}

#[tokio::test]
async fn an_event_is_taken_worked_and_forgotten() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let answer = house.invoke("f/invocations", EVENT, r#"{"n":1}"#).await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (202, 0));
    assert_eq!(house.stored("event/").len(), 1, "it is stored before it is acknowledged");
    let asked = house.oracle.asked().await;
    assert_eq!(asked.told["event"], json!({"n": 1}));
    assert_eq!(asked.told["id"], answer.headers["x-amzn-requestid"].to_str().unwrap());
    asked.done().await;
    all_forgotten(&house).await;
}

#[test]
fn an_event_survives_a_crash() {
    if !has_python() {
        return;
    }
    let runtime =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let first = runtime();
    let (house, told) = first.block_on(async {
        let house = House::new();
        house.create("f").await;
        assert_eq!(house.invoke("f/invocations", EVENT, "[7]").await.status, 202);
        let asked = house.oracle.asked().await;
        (house, asked.told)
    });
    drop(first);
    runtime().block_on(async {
        let house = house.after_crash();
        house.lambda.resume().await.unwrap();
        let asked = house.oracle.asked().await;
        assert_eq!((&asked.told["event"], &asked.told["id"]), (&json!([7]), &told["id"]));
        asked.done().await;
        all_forgotten(&house).await;
    });
}

#[tokio::test]
async fn neither_failure_nor_an_orderly_end_loses_an_event() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.invoke("f/invocations", EVENT, "1").await;
    house.oracle.asked().await.fail().await;
    // It waits for its second try; the server ends meanwhile.
    let house = house.again().await;
    house.lambda.resume().await.unwrap();
    let asked = house.oracle.asked().await;
    assert_eq!(asked.told["event"], json!(1));
    // The server ends while the function works.
    let house = house.again().await;
    drop(asked);
    house.lambda.resume().await.unwrap();
    house.oracle.asked().await.done().await;
    all_forgotten(&house).await;
}

#[tokio::test]
async fn an_event_waits_for_a_function_that_cannot_run_but_not_for_one_that_is_gone() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.create("g").await;
    let path = "/2017-10-31/functions/f/concurrency";
    house.ask_at(Method::PUT, path, json!({"ReservedConcurrentExecutions": 0})).await;
    house.invoke("f/invocations", EVENT, "1").await;
    house.invoke("g/invocations", EVENT, "2").await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.told["event"], json!(2));
    let house = house.again().await;
    drop(asked);
    assert_eq!(house.stored("event/").len(), 2);
    assert_eq!(house.ask(Method::DELETE, "/functions/g", Value::Null).await.0, 204);
    assert_eq!(house.ask_at(Method::DELETE, path, Value::Null).await.0, 204);
    house.lambda.resume().await.unwrap();
    let asked = house.oracle.asked().await;
    assert_eq!(asked.told["event"], json!(1));
    asked.done().await;
    all_forgotten(&house).await;
}

#[tokio::test]
async fn a_failed_event_is_tried_after_a_minute_and_after_two_more_and_then_given_up() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.invoke("f/invocations", EVENT, "1").await;
    house.oracle.asked().await.fail().await;
    house
        .until_stored("event/", |events| events.iter().any(|(_, text)| text.contains("\"Failures\":1")))
        .await;
    house.clock.advance(59_999);
    // What is due is handed out together, so the first one would be asked about too.
    house.invoke("f/invocations", EVENT, "2").await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.told["event"], json!(2));
    asked.done().await;
    house.until_stored("event/", |events| events.len() == 1).await;
    assert!(house.oracle.is_quiet().await);
    house.clock.advance(1);
    let asked = house.oracle.asked().await;
    assert_eq!(asked.told["event"], json!(1));
    // How often it was tried outlives the server.
    asked.fail().await;
    house
        .until_stored("event/", |events| events.iter().any(|(_, text)| text.contains("\"Failures\":2")))
        .await;
    let house = house.again().await;
    house.lambda.resume().await.unwrap();
    house.clock.advance(120_000);
    house.oracle.asked().await.fail().await;
    all_forgotten(&house).await;
}

#[tokio::test]
async fn a_deleted_function_takes_its_events_along() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.invoke("f/invocations", EVENT, "1").await;
    house.oracle.asked().await.fail().await;
    house.until_stored("event/", |events| events.iter().any(|(_, text)| text.contains("Failures"))).await;
    house.invoke("f/invocations", EVENT, "2").await;
    let working = house.oracle.asked().await;
    assert_eq!(house.ask(Method::DELETE, "/functions/f", Value::Null).await.0, 204);
    assert_eq!(house.stored("event/"), []);
    house.create("f").await;
    working.fail().await;
    house.clock.advance(600_000);
    house.invoke("f/invocations", EVENT, "3").await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.told["event"], json!(3));
    asked.done().await;
    all_forgotten(&house).await;
    assert!(house.oracle.is_quiet().await);
}

#[tokio::test]
async fn nothing_is_opened_where_nothing_is_queued() {
    let house = House::new();
    house.lambda.resume().await.unwrap();
    assert!(!house.volume.has_key_value("lambda").unwrap());
}

#[tokio::test]
async fn calls_from_inside_with_one_id_are_two_events() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.permit("f", "s3.amazonaws.com").await;
    let principal = Principal::Service("s3.amazonaws.com");
    let call = Call::inside("s3", principal, Place::default(), RequestId("same".into()));
    for payload in ["1", "2"] {
        let input = InvokeInput {
            function_name: "f".into(),
            invocation_type: Some(InvocationType::Event),
            log_type: None,
            client_context: None,
            durable_execution_name: None,
            payload: Some(Bytes::from_static(payload.as_bytes())),
            qualifier: None,
            tenant_id: None,
        };
        let output = house.dispatch.call::<Invoke>(&call, input).await.unwrap();
        assert_eq!(output.status_code, Some(202));
    }
    let asked = [house.oracle.asked().await, house.oracle.asked().await];
    assert_ne!(asked[0].told["id"], asked[1].told["id"]);
    let mut events = [asked[0].told["event"].as_i64(), asked[1].told["event"].as_i64()];
    events.sort_unstable();
    assert_eq!(events, [Some(1), Some(2)]);
}

#[tokio::test]
async fn an_event_too_large_is_refused() {
    let house = House::new();
    house.create("f").await;
    let large = format!("\"{}\"", "x".repeat(1 << 20));
    let answer = house.invoke("f/invocations", EVENT, &large).await;
    let text = "1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)";
    assert_eq!(refusal(&answer), ("RequestTooLargeException".to_owned(), text.to_owned()));
    assert_eq!(house.stored("event/"), []);
}
