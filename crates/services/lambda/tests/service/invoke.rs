//! Invocations: answers, errors, logs, names; what ends a warm process and what does not.

use std::sync::atomic::Ordering;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::{Value, json};
use wire::Answer;

use crate::house::{House, refusal};
use crate::oracle::has_python;

fn text(answer: &Answer) -> &str {
    std::str::from_utf8(&answer.body).unwrap()
}

/// Invokes `f`, has it answer null, and gives what it told.
async fn told(house: &House) -> Value {
    let answered = async {
        let asked = house.oracle.asked().await;
        let told = asked.told.clone();
        asked.done().await;
        told
    };
    let (answer, told) = tokio::join!(house.invoke("f/invocations", &[], "{}"), answered);
    assert_eq!((answer.status.as_u16(), text(&answer)), (200, "null"));
    told
}

#[tokio::test]
async fn the_answer_is_the_functions_own() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let answered = async {
        let asked = house.oracle.asked().await;
        let told = asked.told.clone();
        asked.reply(json!({"answer": {"n": 1}, "print": "seen"})).await;
        told
    };
    let path = "f/invocations?Qualifier=$LATEST";
    let (answer, told) =
        tokio::join!(house.invoke(path, &[("x-amz-log-type", "Tail")], r#"{"a":"ü"}"#), answered);
    assert_eq!((answer.status.as_u16(), text(&answer)), (200, r#"{"n": 1}"#));
    assert_eq!(answer.headers["x-amz-executed-version"], "$LATEST");
    assert!(!answer.headers.contains_key("x-amz-function-error"));
    let log = STANDARD.decode(&answer.headers["x-amz-log-result"]).unwrap();
    let log = String::from_utf8(log).unwrap();
    let id = answer.headers["x-amzn-requestid"].to_str().unwrap();
    assert!(
        log.contains(&format!("START RequestId: {id} Version: $LATEST\nseen\nEND RequestId: {id}\n")),
        "{log}"
    );
    assert_eq!(told["event"], json!({"a": "ü"}));
    assert_eq!((&told["id"], &told["endpoint"]), (&json!(id), &json!("http://127.0.0.1:1")));
    assert_eq!(told["arn"], "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST");
}

#[tokio::test]
async fn an_error_is_unhandled_and_an_empty_payload_an_object() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let answered = async {
        let asked = house.oracle.asked().await;
        assert_eq!(asked.told["event"], json!({}));
        asked.fail().await;
    };
    let (answer, ()) = tokio::join!(house.invoke("f/invocations", &[], ""), answered);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["x-amz-function-error"], "Unhandled");
    let error: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((&error["errorType"], &error["errorMessage"]), (&json!("ValueError"), &json!("told to")));
}

#[tokio::test]
async fn what_is_refused_runs_nothing() {
    let house = House::new();
    house.create("f").await;
    let refused = async |path: &str, headers: &[(&str, &str)], payload: &str| {
        let answer = house.invoke(path, headers, payload).await;
        let (code, text) = refusal(&answer);
        (answer.status.as_u16(), code, text)
    };
    let (status, code, text) = refused("f/invocations", &[], "{no").await;
    assert_eq!((status, code.as_str()), (400, "InvalidRequestContentException"));
    assert!(
        text.starts_with("Could not parse request body into json: Could not parse payload into json: "),
        "{text}"
    );
    let not_found = "Function not found: arn:aws:lambda:us-east-1:000000000000:function:";
    for (path, name) in
        [("g/invocations", "g"), ("f:7/invocations", "f:7"), ("f/invocations?Qualifier=live", "f:live")]
    {
        let expected = (404, "ResourceNotFoundException".to_owned(), format!("{not_found}{name}"));
        assert_eq!(refused(path, &[], "{}").await, expected);
    }
    let (status, _, text) = refused("f:1/invocations?Qualifier=2", &[], "{}").await;
    let mismatch = "The derived qualifier from the function name does not match the specified qualifier.";
    assert_eq!((status, text.as_str()), (400, mismatch));
    let large = format!("\"{}\"", "x".repeat(6 << 20));
    let (status, code, text) = refused("f/invocations", &[], &large).await;
    assert_eq!((status, code.as_str()), (413, "RequestTooLargeException"));
    assert_eq!(
        text,
        "6291458 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)"
    );
    let dry = house.invoke("f/invocations", &[("x-amz-invocation-type", "DryRun")], "{}").await;
    assert_eq!((dry.status.as_u16(), dry.body.len()), (204, 0));
    let path = "/2017-10-31/functions/f/concurrency";
    house.ask_at(Method::PUT, path, json!({"ReservedConcurrentExecutions": 0})).await;
    let throttled = house.invoke("f/invocations", &[], "{}").await;
    let body: Value = serde_json::from_slice(&throttled.body).unwrap();
    assert_eq!((throttled.status.as_u16(), &body["message"]), (429, &json!("Rate Exceeded.")));
    assert_eq!(body["Reason"], "ReservedFunctionConcurrentInvocationLimitExceeded");
    assert!(house.oracle.is_quiet().await);
}

#[tokio::test]
async fn a_warm_process_needs_neither_disk_nor_credentials() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let first = told(&house).await;
    let given = house.sts.given.load(Ordering::Relaxed);
    let blobs = house.volume.blobs("lambda").unwrap();
    for blob in blobs.list().unwrap() {
        blobs.delete(&blob).unwrap();
    }
    assert_eq!(told(&house).await["pid"], first["pid"]);
    // Nor do changes end it that it could not notice.
    let path = "/2017-10-31/functions/f/concurrency";
    house.ask_at(Method::PUT, path, json!({"ReservedConcurrentExecutions": 1})).await;
    assert_eq!(told(&house).await["pid"], first["pid"]);
    assert_eq!(house.sts.given.load(Ordering::Relaxed), given);
}

#[tokio::test]
async fn new_credentials_come_before_the_old_ones_end() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let first = told(&house).await;
    house.clock.advance(2_599_000);
    assert_eq!(told(&house).await["key"], first["key"]);
    house.clock.advance(2_000);
    let second = told(&house).await;
    assert!(second["key"] != first["key"] && second["pid"] != first["pid"]);
    assert_eq!(told(&house).await["pid"], second["pid"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_first_invocations_at_once_do_not_disturb_each_other() {
    if !has_python() {
        return;
    }
    let house = House::new();
    for name in ["f", "g"] {
        house.create(name).await;
    }
    let answered = async {
        let asked = [house.oracle.asked().await, house.oracle.asked().await];
        for asked in asked {
            let arn = asked.told["arn"].clone();
            asked.reply(json!({"answer": arn})).await;
        }
    };
    let (f, g, ()) = tokio::join!(
        house.invoke("f/invocations", &[], "1"),
        house.invoke("g/invocations", &[], "2"),
        answered
    );
    for (answer, name) in [(f, "f"), (g, "g")] {
        assert_eq!(text(&answer), format!("\"arn:aws:lambda:us-east-1:000000000000:function:{name}\""));
    }
}

#[tokio::test]
async fn a_function_may_change_and_go_while_it_runs() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let changing = async {
        let asked = house.oracle.asked().await;
        let (status, _) = house.ask(Method::PUT, "/functions/f/configuration", json!({"Timeout": 30})).await;
        assert_eq!(status, 200);
        let pid = asked.told["pid"].clone();
        asked.reply(json!({"answer": 1})).await;
        pid
    };
    let (answer, first) = tokio::join!(house.invoke("f/invocations", &[], "{}"), changing);
    assert_eq!(text(&answer), "1");
    assert_ne!(told(&house).await["pid"], first);
    let deleting = async {
        let asked = house.oracle.asked().await;
        assert_eq!(house.ask(Method::DELETE, "/functions/f", Value::Null).await.0, 204);
        asked.reply(json!({"answer": 2})).await;
    };
    let (answer, ()) = tokio::join!(house.invoke("f/invocations", &[], "{}"), deleting);
    assert_eq!(text(&answer), "2");
    assert_eq!(house.invoke("f/invocations", &[], "{}").await.status, 404);
}
