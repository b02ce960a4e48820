//! FIFO queues: order, groups, duplicates, repeated receives.

use sqs_api as api;

use crate::house::{House, attribute, message, receive};

const FIFO: (&str, &str) = ("FifoQueue", "true");
const CONTENT: (&str, &str) = ("ContentBasedDeduplication", "true");

#[tokio::test]
async fn groups_are_in_order_and_locked_while_in_flight() {
    let house = House::new();
    let url = house.queue("a.fifo", &[FIFO, CONTENT]).await;
    let mut numbers = Vec::new();
    for (group, body) in [("g", "g1"), ("h", "h1"), ("g", "g2"), ("g", "g3")] {
        numbers.push(house.send_in(&url, group, body).await);
    }
    assert!(numbers.is_sorted() && numbers.iter().all(|number| number.len() == 20), "{numbers:?}");
    let one = api::ReceiveMessageInput { max_number_of_messages: Some(2), ..receive(&url) };
    let first = house.call::<api::ReceiveMessage>(one).await.unwrap().messages.unwrap();
    let bodies: Vec<_> = first.iter().map(|message| message.body.as_deref().unwrap()).collect();
    assert_eq!(bodies, ["g1", "g2"]);
    assert_eq!(attribute(&first[0], "SequenceNumber"), numbers[0]);
    assert_eq!(attribute(&first[0], "MessageGroupId"), "g");
    assert_eq!(attribute(&first[0], "MessageDeduplicationId").len(), 64);
    assert_eq!(house.bodies(&url).await, ["h1"]);
    house.delete(&url, &first[0]).await.unwrap();
    assert_eq!(house.bodies(&url).await, [""; 0]);
    house.delete(&url, &first[1]).await.unwrap();
    assert_eq!(house.bodies(&url).await, ["g3"]);
    house.wait(30);
    assert_eq!(house.bodies(&url).await, ["h1", "g3"]);
}

#[tokio::test]
async fn a_message_that_comes_back_comes_before_the_rest_of_its_group() {
    let house = House::new();
    let url = house.queue("a.fifo", &[FIFO, CONTENT]).await;
    house.send_in(&url, "g", "1").await;
    house.send_in(&url, "g", "2").await;
    let both = house.receive(&url).await;
    assert_eq!(both.len(), 2);
    house.hide(&url, &both[0], 0).await.unwrap();
    assert_eq!(house.bodies(&url).await, [""; 0]);
    house.hide(&url, &both[1], 0).await.unwrap();
    assert_eq!(house.bodies(&url).await, ["1", "2"]);
}

#[tokio::test]
async fn an_expired_receipt_deletes_nothing() {
    let house = House::new();
    let url = house.queue("a.fifo", &[FIFO, CONTENT]).await;
    house.send_in(&url, "g", "1").await;
    let old = house.receive(&url).await.remove(0);
    house.wait(30);
    let fault = house.delete(&url, &old).await.unwrap_err();
    let text = format!(
        "Value {} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.",
        old.receipt_handle.as_deref().unwrap()
    );
    assert_eq!((fault.code.as_ref(), fault.message), ("InvalidParameterValueException", text));
    let new = house.receive(&url).await.remove(0);
    assert!(house.delete(&url, &old).await.is_err());
    house.delete(&url, &new).await.unwrap();
    assert_eq!(house.counts(&url).await, ["0", "0", "0"]);
}

fn with_id(url: &str, group: &str, id: &str, body: &str) -> api::SendMessageInput {
    api::SendMessageInput {
        message_group_id: Some(group.into()),
        message_deduplication_id: Some(id.into()),
        ..message(url, body)
    }
}

#[tokio::test]
async fn duplicates_are_taken_for_five_minutes_even_when_the_first_is_gone() {
    let house = House::new();
    let url = house.queue("a.fifo", &[FIFO]).await;
    let first = house.call::<api::SendMessage>(with_id(&url, "g", "i", "one")).await.unwrap();
    let received = house.receive(&url).await.remove(0);
    house.delete(&url, &received).await.unwrap();
    house.wait(299);
    let second = house.call::<api::SendMessage>(with_id(&url, "h", "i", "two")).await.unwrap();
    assert_eq!((second.message_id, second.sequence_number), (first.message_id, first.sequence_number));
    assert_eq!(house.bodies(&url).await, [""; 0]);
    house.sqs.sweep().await.unwrap();
    let third = house.call::<api::SendMessage>(with_id(&url, "h", "i", "two")).await.unwrap();
    assert_eq!(house.counts(&url).await, ["0", "0", "0"]);
    house.wait(1);
    house.sqs.sweep().await.unwrap();
    let last = house.call::<api::SendMessage>(with_id(&url, "g", "i", "three")).await.unwrap();
    assert_ne!(last.message_id, third.message_id);
    assert_eq!(house.bodies(&url).await, ["three"]);
}

#[tokio::test]
async fn duplicates_within_a_batch_and_within_groups() {
    let house = House::new();
    let scope = ("DeduplicationScope", "messageGroup");
    let limit = ("FifoThroughputLimit", "perMessageGroupId");
    let url = house.queue("a.fifo", &[FIFO, CONTENT, scope, limit]).await;
    let entry = |id: &str, group: &str| api::SendMessageBatchRequestEntry {
        id: id.into(),
        message_body: "same".into(),
        message_group_id: Some(group.into()),
        ..Default::default()
    };
    let entries = vec![entry("a", "g"), entry("b", "g"), entry("c", "h")];
    let input = api::SendMessageBatchInput { queue_url: url.clone(), entries };
    let sent = house.call::<api::SendMessageBatch>(input).await.unwrap().successful;
    assert_eq!(sent[0].message_id, sent[1].message_id);
    assert_ne!(sent[0].message_id, sent[2].message_id);
    assert_eq!(house.receive(&url).await.len(), 2);
}

#[tokio::test]
async fn what_is_missing_or_not_for_fifo_is_refused() {
    let house = House::new();
    let url = house.queue("a.fifo", &[FIFO]).await;
    let refused = house.refused::<api::SendMessage>(message(&url, "x")).await;
    assert_eq!(refused.1, "The request must contain the parameter MessageGroupId.");
    let input = api::SendMessageInput { message_group_id: Some("g".into()), ..message(&url, "x") };
    let refused = house.refused::<api::SendMessage>(input).await;
    assert_eq!(
        refused.1,
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
    );
    let input = api::SendMessageInput { delay_seconds: Some(2), ..with_id(&url, "g", "i", "x") };
    let refused = house.refused::<api::SendMessage>(input).await;
    assert_eq!(
        refused.1,
        "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type."
    );
    let entries = vec![api::SendMessageBatchRequestEntry {
        id: "a".into(),
        message_body: "x".into(),
        ..Default::default()
    }];
    let input = api::SendMessageBatchInput { queue_url: url.clone(), entries };
    assert_eq!(house.refused::<api::SendMessageBatch>(input).await.0, "InvalidParameterValueException");
    let refused = house.refused::<api::SendMessage>(with_id(&url, "g g", "i", "x")).await;
    assert!(
        refused.1.contains("MessageGroupId can only include alphanumeric and punctuation characters."),
        "{}",
        refused.1
    );
}

#[tokio::test]
async fn an_attempt_that_is_repeated_gets_the_same_messages() {
    let house = House::new();
    let url = house.queue("a.fifo", &[FIFO, CONTENT]).await;
    for body in ["1", "2"] {
        house.send_in(&url, "g", body).await;
    }
    let input = api::ReceiveMessageInput { receive_request_attempt_id: Some("t".into()), ..receive(&url) };
    let first = house.call::<api::ReceiveMessage>(input.clone()).await.unwrap().messages.unwrap();
    house.wait(20);
    let second = house.call::<api::ReceiveMessage>(input.clone()).await.unwrap().messages.unwrap();
    assert_eq!((first.len(), &first), (2, &second));
    // The second hid them anew.
    house.wait(20);
    house.delete(&url, &first[0]).await.unwrap();
    assert_eq!(house.call::<api::ReceiveMessage>(input).await.unwrap().messages, None);
}

#[tokio::test]
async fn the_order_outlives_concurrent_senders() {
    let house = std::sync::Arc::new(House::new());
    let url = house.queue("a.fifo", &[FIFO, CONTENT]).await;
    let mut senders = tokio::task::JoinSet::new();
    for sender in 0..8 {
        let (house, url) = (house.clone(), url.clone());
        senders.spawn(async move {
            for count in 0..10 {
                house.send_in(&url, "g", &format!("{sender}:{count}")).await;
            }
        });
    }
    senders.join_all().await;
    let (mut numbers, mut next) = (Vec::new(), [0; 8]);
    loop {
        let received = house.receive(&url).await;
        if received.is_empty() {
            break;
        }
        for message in received {
            numbers.push(attribute(&message, "SequenceNumber").to_owned());
            let (sender, count) = message.body.as_deref().unwrap().split_once(':').unwrap();
            let sender: usize = sender.parse().unwrap();
            assert_eq!(count.parse::<i32>().unwrap(), next[sender]);
            next[sender] += 1;
            house.delete(&url, &message).await.unwrap();
        }
    }
    assert!(numbers.is_sorted() && numbers.len() == 80, "{numbers:?}");
}
