//! Functions killed with SIGKILL in the middle of an event: the caller is told, queue and mapping try again.

use serde_json::{Value, json};

use crate::house::House;
use crate::oracle::{Asked, has_python};

const EVENT: &[(&str, &str)] = &[("x-amz-invocation-type", "Event")];

impl Asked {
    /// Kills the process of the function that asked.
    fn kill(&self) {
        let pid = self.told["pid"].as_i64().unwrap() as i32;
        rustix::process::kill_process(
            rustix::process::Pid::from_raw(pid).unwrap(),
            rustix::process::Signal::KILL,
        )
        .unwrap();
    }
}

#[tokio::test]
async fn the_caller_is_told() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let (answer, ()) =
        tokio::join!(house.invoke("f/invocations", &[], "1"), async { house.oracle.asked().await.kill() });
    assert_eq!(
        (answer.status.as_u16(), &answer.headers["x-amz-function-error"]),
        (200, &"Unhandled".parse().unwrap())
    );
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    let id = answer.headers["x-amzn-requestid"].to_str().unwrap();
    let text = format!("RequestId: {id} Error: Runtime exited with error: signal: killed");
    assert_eq!(body, json!({"errorType": "Runtime.ExitError", "errorMessage": text}));
    // The next event has a process of its own, and no one else's words.
    let (answer, ()) = tokio::join!(house.invoke("f/invocations", &[], "2"), async {
        house.oracle.asked().await.done().await
    });
    assert_eq!((answer.body, answer.headers.get("x-amz-function-error")), ("null".into(), None));
}

#[tokio::test]
async fn an_idle_process_that_is_killed_fails_no_event() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    for _ in 0..20 {
        let call = house.invoke("f/invocations", &[], "1");
        let (answer, told) = tokio::join!(call, async {
            let asked = house.oracle.asked().await;
            let told = asked.told.clone();
            asked.done().await;
            told
        });
        assert_eq!(answer.headers.get("x-amz-function-error"), None);
        let pid = rustix::process::Pid::from_raw(told["pid"].as_i64().unwrap() as i32).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        // Whoever is told first that it is gone may be the next call; until then it may be given an event.
        while rustix::process::test_kill_process(pid).is_ok() {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn the_queue_tries_again_after_a_minute() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.invoke("f/invocations", EVENT, "1").await;
    house.oracle.asked().await.kill();
    house
        .until_stored("event/", |events| events.iter().any(|(_, text)| text.contains("\"Failures\":1")))
        .await;
    house.clock.advance(60_000);
    let asked = house.oracle.asked().await;
    assert_eq!(asked.told["event"], json!(1));
    asked.done().await;
    house.until_stored("event/", <[_]>::is_empty).await;
}

#[tokio::test]
async fn the_mapping_tries_the_batch_again() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.kinesis.put("a", &["1", "2"]);
    let id = house.map(json!({})).await;
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["1", "2"]);
    asked.kill();
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), ["1", "2"]);
    assert!(house.stored("checkpoint/").is_empty());
    asked.done().await;
    house.until_result(&id, "OK").await;
    house.until_stored("checkpoint/", |checkpoints| checkpoints.len() == 1).await;
}
