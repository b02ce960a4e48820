//! Standard queues: sending, receiving, hiding, deleting.

use std::collections::BTreeMap;

use bytes::Bytes;
use sqs_api as api;

use crate::house::{House, NOW, attribute, message, receive};

#[tokio::test]
async fn a_message_is_hidden_when_received_and_gone_when_deleted() {
    let house = House::new();
    let url = house.queue("a", &[]).await;
    let id = house.send(&url, "hello").await;
    house.wait(1);
    let received = house.receive(&url).await.remove(0);
    assert_eq!((received.message_id.as_ref(), received.body.as_deref()), (Some(&id), Some("hello")));
    assert_eq!(received.md5_of_body.as_deref(), Some("5d41402abc4b2a76b9719d911017c592"));
    assert_eq!(attribute(&received, "SentTimestamp"), NOW.to_string());
    assert_eq!(attribute(&received, "ApproximateFirstReceiveTimestamp"), (NOW + 1000).to_string());
    assert_eq!(attribute(&received, "ApproximateReceiveCount"), "1");
    assert_eq!(attribute(&received, "SenderId"), "000000000000");
    assert_eq!(attribute(&received, "SequenceNumber"), "");
    assert_eq!(house.bodies(&url).await, [""; 0]);
    assert_eq!(house.counts(&url).await, ["0", "1", "0"]);
    house.wait(30);
    let again = house.receive(&url).await.remove(0);
    assert_eq!(attribute(&again, "ApproximateReceiveCount"), "2");
    assert_eq!(attribute(&again, "ApproximateFirstReceiveTimestamp"), (NOW + 1000).to_string());
    // Any receipt deletes, and once more changes nothing.
    house.delete(&url, &received).await.unwrap();
    house.delete(&url, &again).await.unwrap();
    house.wait(30);
    assert_eq!(house.bodies(&url).await, [""; 0]);
    assert_eq!(house.counts(&url).await, ["0", "0", "0"]);
}

#[tokio::test]
async fn delays_are_of_the_queue_or_of_the_message() {
    let house = House::new();
    let url = house.queue("a", &[("DelaySeconds", "10")]).await;
    house.send(&url, "later").await;
    let input = api::SendMessageInput { delay_seconds: Some(0), ..message(&url, "now") };
    house.call::<api::SendMessage>(input).await.unwrap();
    assert_eq!(house.counts(&url).await, ["1", "0", "1"]);
    assert_eq!(house.bodies(&url).await, ["now"]);
    house.wait(10);
    assert_eq!(house.bodies(&url).await, ["later"]);
}

#[tokio::test]
async fn visibility_is_changed_by_the_latest_receipt() {
    let house = House::new();
    let url = house.queue("a", &[]).await;
    house.send(&url, "x").await;
    let first = house.receive(&url).await.remove(0);
    house.hide(&url, &first, 100).await.unwrap();
    house.wait(99);
    assert_eq!(house.bodies(&url).await, [""; 0]);
    house.hide(&url, &first, 0).await.unwrap();
    let second = house.receive(&url).await.remove(0);
    assert_eq!(house.hide(&url, &first, 5).await.unwrap_err().code, "InvalidParameterValueException");
    let fault = house.hide(&url, &second, 43_201).await.unwrap_err();
    assert!(fault.message.contains("VisibilityTimeout must be an integer between 0 and 43200"), "{fault}");
    house.wait(1);
    let fault = house.hide(&url, &second, 43_200).await.unwrap_err();
    assert!(fault.message.starts_with("Total VisibilityTimeout"), "{fault}");
    house.wait(30);
    assert_eq!(house.hide(&url, &second, 5).await.unwrap_err().code, "MessageNotInflight");
    house.delete(&url, &second).await.unwrap();
    let fault = house.hide(&url, &second, 5).await.unwrap_err();
    assert!(
        fault
            .message
            .ends_with("Reason: Message does not exist or is not available for visibility timeout change."),
        "{fault}"
    );
}

#[tokio::test]
async fn what_is_kept_too_long_is_gone() {
    let house = House::new();
    let url = house.queue("a", &[("MessageRetentionPeriod", "60")]).await;
    house.send(&url, "old").await;
    house.wait(30);
    house.send(&url, "new").await;
    house.wait(30);
    assert_eq!(house.bodies(&url).await, ["new"]);
    house.wait(31);
    house.sqs.sweep().await.unwrap();
    assert_eq!(house.counts(&url).await, ["0", "0", "0"]);
}

fn text(value: &str) -> api::MessageAttributeValue {
    api::MessageAttributeValue {
        string_value: Some(value.into()),
        data_type: "String".into(),
        ..Default::default()
    }
}

#[tokio::test]
async fn attributes_travel_with_their_digest() {
    let house = House::new();
    let url = house.queue("a", &[]).await;
    let attributes = BTreeMap::from([
        ("General".to_owned(), text("Kenobi")),
        ("Hello".to_owned(), text("There")),
        ("Help.Me".to_owned(), text("Me")),
    ]);
    let trace = api::MessageSystemAttributeValue {
        string_value: Some("Root=1".into()),
        data_type: "String".into(),
        ..Default::default()
    };
    let input = api::SendMessageInput {
        message_attributes: Some(attributes.clone()),
        message_system_attributes: Some(BTreeMap::from([("AWSTraceHeader".to_owned(), trace)])),
        ..message(&url, "msg")
    };
    let sent = house.call::<api::SendMessage>(input).await.unwrap();
    assert_eq!(sent.md5_of_message_attributes.as_deref(), Some("4c360f3fdafd970e05fae2f149d997f5"));
    assert!(sent.md5_of_message_system_attributes.is_some());
    for (names, digest) in [
        (vec!["All"], Some("4c360f3fdafd970e05fae2f149d997f5")),
        (vec!["Hel.*", "General"], Some("fca026605781cb4126a1e9044df24232")),
        (vec!["Odd"], None),
    ] {
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let input = api::ReceiveMessageInput {
            message_attribute_names: Some(names.clone()),
            visibility_timeout: Some(0),
            ..receive(&url)
        };
        let received = house.call::<api::ReceiveMessage>(input).await.unwrap().messages.unwrap().remove(0);
        let all = received.message_attributes.clone().unwrap_or_default();
        assert_eq!(attribute(&received, "AWSTraceHeader"), "Root=1");
        if names == ["All"] {
            assert_eq!(all, attributes);
        }
        // `Hel.*` is the beginning `Hel`.
        let expected =
            if names[0] == "Hel.*" { received.md5_of_message_attributes.as_deref() } else { digest };
        assert_eq!(received.md5_of_message_attributes.as_deref(), expected, "{names:?}");
    }
    let binary = api::MessageAttributeValue {
        binary_value: Some(Bytes::from_static(b"\0\xff")),
        data_type: "Binary".into(),
        ..Default::default()
    };
    let input = api::SendMessageInput {
        message_attributes: Some(BTreeMap::from([("b".to_owned(), binary.clone())])),
        ..message(&url, "bytes")
    };
    house.call::<api::SendMessage>(input).await.unwrap();
    let received = house.receive(&url).await.remove(1);
    assert_eq!(received.message_attributes.unwrap()["b"], binary);
}

#[tokio::test]
async fn batches_fail_entry_by_entry() {
    let house = House::new();
    let url = house.queue("a", &[("MaximumMessageSize", "1024")]).await;
    let entry = |id: &str, body: String| api::SendMessageBatchRequestEntry {
        id: id.into(),
        message_body: body,
        ..Default::default()
    };
    let entries = vec![entry("a", "x".into()), entry("b", "y".repeat(1025)), entry("c", "z".into())];
    let input = api::SendMessageBatchInput { queue_url: url.clone(), entries };
    let output = house.call::<api::SendMessageBatch>(input).await.unwrap();
    let ids: Vec<_> = output.successful.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["a", "c"]);
    assert_eq!(
        (output.failed[0].id.as_str(), output.failed[0].code.as_str()),
        ("b", "InvalidParameterValue")
    );
    let received = house.receive(&url).await;
    assert_eq!(received.len(), 2);
    let handle = |index: usize| received[index].receipt_handle.clone().unwrap();
    let change = |id: &str, receipt_handle: String, seconds| api::ChangeMessageVisibilityBatchRequestEntry {
        id: id.into(),
        receipt_handle,
        visibility_timeout: Some(seconds),
    };
    let entries =
        vec![change("a", handle(0), 0), change("b", "no".into(), 5), change("c", handle(1), 50_000)];
    let input = api::ChangeMessageVisibilityBatchInput { queue_url: url.clone(), entries };
    let output = house.call::<api::ChangeMessageVisibilityBatch>(input).await.unwrap();
    assert_eq!(output.successful.len(), 1);
    let mut failed: Vec<_> =
        output.failed.iter().map(|entry| (entry.id.as_str(), entry.code.as_str())).collect();
    failed.sort_unstable();
    assert_eq!(failed, [("b", "ReceiptHandleIsInvalid"), ("c", "InvalidParameterValue")]);
    assert_eq!(house.counts(&url).await, ["1", "1", "0"]);
    let delete = |id: &str, receipt_handle: String| api::DeleteMessageBatchRequestEntry {
        id: id.into(),
        receipt_handle,
    };
    let entries = vec![delete("a", handle(0)), delete("b", "no".into()), delete("c", handle(1))];
    let input = api::DeleteMessageBatchInput { queue_url: url.clone(), entries };
    let output = house.call::<api::DeleteMessageBatch>(input).await.unwrap();
    assert_eq!((output.successful.len(), output.failed.len()), (2, 1));
    assert_eq!(house.counts(&url).await, ["0", "0", "0"]);
}
