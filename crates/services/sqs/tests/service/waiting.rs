//! Long polling: who waits is woken, one for each message.
//!
//! On one thread, a task that was spawned has come to its wait when the test goes on after a yield.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sqs_api as api;
use tokio::task::JoinSet;

use crate::house::{House, receive};

/// Who is not woken looks after a second; who is, is faster.
const WOKEN: Duration = Duration::from_millis(800);

fn waiting(url: &str, seconds: i32) -> api::ReceiveMessageInput {
    api::ReceiveMessageInput {
        wait_time_seconds: Some(seconds),
        max_number_of_messages: Some(1),
        ..receive(url)
    }
}

/// Lets so many clients wait for a message each.
async fn waiters(
    house: &Arc<House>,
    url: &str,
    count: usize,
) -> JoinSet<Result<Vec<api::Message>, wire::Fault>> {
    let mut waiters = JoinSet::new();
    for _ in 0..count {
        let (house, url) = (house.clone(), url.to_owned());
        waiters.spawn(async move {
            let received = house.call::<api::ReceiveMessage>(waiting(&url, 20)).await?;
            Ok(received.messages.unwrap_or_default())
        });
    }
    tokio::task::yield_now().await;
    waiters
}

#[tokio::test]
async fn a_message_wakes_one_who_waits() {
    let house = Arc::new(House::new());
    let url = house.queue("a", &[]).await;
    let began = Instant::now();
    let waiters = waiters(&house, &url, 3).await;
    for body in ["a", "b", "c"] {
        house.send(&url, body).await;
    }
    let mut bodies: Vec<String> = Vec::new();
    for messages in waiters.join_all().await {
        bodies.extend(messages.unwrap().into_iter().map(|message| message.body.unwrap()));
    }
    bodies.sort();
    assert_eq!(bodies, ["a", "b", "c"]);
    assert!(began.elapsed() < WOKEN, "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_group_that_opens_wakes_one_who_waits() {
    let house = Arc::new(House::new());
    let url = house.queue("a.fifo", &[("FifoQueue", "true"), ("ContentBasedDeduplication", "true")]).await;
    house.send_in(&url, "g", "1").await;
    let first = house.receive(&url).await.remove(0);
    house.send_in(&url, "g", "2").await;
    let began = Instant::now();
    let mut waiters = waiters(&house, &url, 1).await;
    house.delete(&url, &first).await.unwrap();
    let messages = waiters.join_next().await.unwrap().unwrap().unwrap();
    assert_eq!(messages[0].body.as_deref(), Some("2"));
    assert!(began.elapsed() < WOKEN, "{:?}", began.elapsed());
}

#[tokio::test]
async fn nothing_comes_back_after_the_wait_and_not_before() {
    let house = House::new();
    let url = house.queue("a", &[("ReceiveMessageWaitTimeSeconds", "1")]).await;
    for (input, seconds) in [(waiting(&url, 2), 2), (receive(&url), 1), (waiting(&url, 0), 0)] {
        let began = Instant::now();
        assert_eq!(house.call::<api::ReceiveMessage>(input).await.unwrap().messages, None);
        assert_eq!(began.elapsed().as_secs(), seconds);
    }
}

#[tokio::test]
async fn a_clock_that_is_moved_is_seen_within_a_second() {
    let house = Arc::new(House::new());
    let url = house.queue("a", &[("DelaySeconds", "600")]).await;
    house.send(&url, "later").await;
    let began = Instant::now();
    let mut waiters = waiters(&house, &url, 1).await;
    house.wait(600);
    assert_eq!(waiters.join_next().await.unwrap().unwrap().unwrap().len(), 1);
    assert!(began.elapsed() <= Duration::from_secs(3), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_deleted_queue_lets_its_waiters_go() {
    let house = Arc::new(House::new());
    let url = house.queue("a", &[]).await;
    let began = Instant::now();
    let mut waiters = waiters(&house, &url, 2).await;
    house.call::<api::DeleteQueue>(api::DeleteQueueInput { queue_url: url }).await.unwrap();
    while let Some(ended) = waiters.join_next().await {
        assert_eq!(ended.unwrap().unwrap_err().code, "QueueDoesNotExist");
    }
    assert!(began.elapsed() < WOKEN, "{:?}", began.elapsed());
}
