//! Dead-letter queues: who may be one, and what goes there.

use sqs_api as api;

use crate::house::{House, NOW, arn, attribute, create};

fn policy(target: &str, most: u32) -> String {
    format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":{most}}}"#, arn(target))
}

#[tokio::test]
async fn what_is_received_too_often_is_moved_as_it_is() {
    let house = House::new();
    let dead = house.queue("dead", &[]).await;
    let url = house.queue("a", &[("RedrivePolicy", &policy("dead", 2))]).await;
    let id = house.send(&url, "poison").await;
    house.send(&url, "fine").await;
    for _ in 0..2 {
        assert_eq!(house.receive(&url).await.len(), 2);
        house.wait(30);
    }
    house.send(&url, "new").await;
    assert_eq!(house.bodies(&url).await, ["new"]);
    assert_eq!(house.counts(&url).await, ["0", "1", "0"]);
    let moved = house.receive(&dead).await;
    assert_eq!(moved.len(), 2);
    assert_eq!(moved[0].message_id.as_ref(), Some(&id));
    assert_eq!(attribute(&moved[0], "ApproximateReceiveCount"), "3");
    assert_eq!(attribute(&moved[0], "SentTimestamp"), NOW.to_string());
    assert_eq!(attribute(&moved[0], "DeadLetterQueueSourceArn"), arn("a"));
}

#[tokio::test]
async fn a_fifo_group_goes_on_behind_what_is_given_up() {
    let house = House::new();
    let fifo = [("FifoQueue", "true"), ("ContentBasedDeduplication", "true")];
    let dead = house.queue("dead.fifo", &fifo).await;
    let redrive = policy("dead.fifo", 1);
    let url = house.queue("a.fifo", &[fifo[0], fifo[1], ("RedrivePolicy", &redrive)]).await;
    for body in ["1", "2"] {
        house.send_in(&url, "g", body).await;
    }
    let one = api::ReceiveMessageInput { max_number_of_messages: Some(1), ..crate::house::receive(&url) };
    let first = house.call::<api::ReceiveMessage>(one).await.unwrap().messages.unwrap();
    assert_eq!(first[0].body.as_deref(), Some("1"));
    house.wait(30);
    assert_eq!(house.bodies(&url).await, ["2"]);
    let moved = house.receive(&dead).await.remove(0);
    assert_eq!((moved.body.as_deref(), attribute(&moved, "MessageGroupId")), (Some("1"), "g"));
    assert_eq!(attribute(&moved, "SentTimestamp"), (NOW + 30_000).to_string());
}

#[tokio::test]
async fn messages_stay_where_the_dead_letter_queue_is_gone() {
    let house = House::new();
    let dead = house.queue("dead", &[]).await;
    let url = house.queue("a", &[("RedrivePolicy", &policy("dead", 1))]).await;
    house.call::<api::DeleteQueue>(api::DeleteQueueInput { queue_url: dead }).await.unwrap();
    house.send(&url, "x").await;
    for count in ["1", "2", "3"] {
        let received = house.receive(&url).await.remove(0);
        assert_eq!(attribute(&received, "ApproximateReceiveCount"), count);
        house.wait(30);
    }
}

#[tokio::test]
async fn a_policy_names_a_queue_that_is_there_and_allows_it() {
    let house = House::new();
    house.queue("d.fifo", &[("FifoQueue", "true")]).await;
    house.queue("closed", &[("RedriveAllowPolicy", r#"{"redrivePermission":"denyAll"}"#)]).await;
    let sources = format!(r#"{{"redrivePermission":"byQueue","sourceQueueArns":["{}"]}}"#, arn("b"));
    let choosy = house.queue("choosy", &[("RedriveAllowPolicy", &sources)]).await;
    for (target, reason) in [
        ("none", "Dead letter target does not exist."),
        ("d.fifo", "Dead-letter queue must be same type of queue as the source."),
        ("closed", "The dead letter target does not allow this queue"),
        ("choosy", "The dead letter target does not allow this queue"),
    ] {
        let policy = policy(target, 3);
        let (code, text) =
            house.refused::<api::CreateQueue>(create("a", &[("RedrivePolicy", &policy)])).await;
        assert_eq!(code, "InvalidParameterValueException");
        let start = format!("Value {policy} for parameter RedrivePolicy is invalid. Reason: {reason}");
        assert!(text.starts_with(&start), "{text}");
    }
    let url = house.queue("b", &[("RedrivePolicy", &policy("choosy", 3))]).await;
    let input = api::ListDeadLetterSourceQueuesInput {
        queue_url: choosy.clone(),
        next_token: None,
        max_results: None,
    };
    let listed = house.call::<api::ListDeadLetterSourceQueues>(input.clone()).await.unwrap();
    assert_eq!(listed.queue_urls, std::slice::from_ref(&url));
    house.set(&url, "RedrivePolicy", "").await.unwrap();
    let listed = house.call::<api::ListDeadLetterSourceQueues>(input).await.unwrap();
    assert_eq!(listed.queue_urls, [""; 0]);
}
