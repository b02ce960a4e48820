//! What is refused, in AWS's words.

use std::collections::BTreeMap;

use sqs_api as api;

use crate::house::{House, URLS, create, message, receive};

#[tokio::test]
async fn names_of_queues() {
    let house = House::new();
    let plain = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
    for (name, attributes, code, text) in [
        (
            "",
            vec![],
            "MissingRequiredParameterException",
            "The request must contain the parameter QueueName.",
        ),
        ("a b", vec![], "InvalidParameterValueException", plain),
        ("a.fifo", vec![], "InvalidParameterValueException", plain),
        ("a", vec![("FifoQueue", "false")], "InvalidAttributeName", "Unknown Attribute FifoQueue."),
        (
            "a",
            vec![("DeduplicationScope", "queue")],
            "InvalidAttributeName",
            "You can specify the DeduplicationScope only when FifoQueue is set to true.",
        ),
        (
            "a",
            vec![("FifoQueue", "true")],
            "InvalidParameterValueException",
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length",
        ),
        (
            "a",
            vec![("DelaySeconds", "901")],
            "InvalidAttributeValue",
            "Invalid value for the parameter DelaySeconds.",
        ),
    ] {
        let refused = house.refused::<api::CreateQueue>(create(name, &attributes)).await;
        assert_eq!(refused, (code.to_owned(), text.to_owned()), "{name} {attributes:?}");
    }
}

#[tokio::test]
async fn addresses_of_queues() {
    let house = House::new();
    for (url, code) in [
        ("", "MissingRequiredParameterException"),
        ("nothing", "InvalidAddress"),
        (&format!("{URLS}none") as &str, "QueueDoesNotExist"),
    ] {
        assert_eq!(house.refused::<api::SendMessage>(message(url, "x")).await.0, code, "{url}");
    }
}

#[tokio::test]
async fn messages() {
    let house = House::new();
    let url = house.queue("a", &[("MaximumMessageSize", "1024")]).await;
    let wrong = "InvalidParameterValueException";
    for (input, code, text) in [
        (
            message(&url, ""),
            "MissingRequiredParameterException",
            "The request must contain the parameter MessageBody.",
        ),
        (message(&url, "\u{1}"), "InvalidMessageContents", "Invalid characters found."),
        (
            message(&url, &"x".repeat(1025)),
            wrong,
            "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.",
        ),
        (
            api::SendMessageInput { delay_seconds: Some(901), ..message(&url, "x") },
            wrong,
            "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
        ),
        (
            api::SendMessageInput { message_deduplication_id: Some("d".into()), ..message(&url, "x") },
            wrong,
            "Value d for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.",
        ),
    ] {
        let (found, said) = house.refused::<api::SendMessage>(input).await;
        assert!(found == code && said.starts_with(text), "{found}: {said}");
    }
    let value = |data_type: &str, text: &str| api::MessageAttributeValue {
        string_value: Some(text.into()),
        data_type: data_type.into(),
        ..Default::default()
    };
    for (name, value, text) in [
        ("a", value("", "x"), "The message attribute 'a' must contain non-empty message attribute type."),
        ("a", value("Text", "x"), "The type of message (user) attribute 'a' is invalid."),
        (
            "a",
            value("String", ""),
            "Message (user) attribute 'a' must contain a non-empty value of type 'String'.",
        ),
        ("a", value("Number", "x"), "Can't cast the value of message (user) attribute 'a' to a number."),
        ("AWS.a", value("String", "x"), "You can't use message attribute names beginning with"),
        ("a b", value("String", "x"), "Message (user) attributes name can only contain"),
    ] {
        let attributes = Some(BTreeMap::from([(name.to_owned(), value)]));
        let input = api::SendMessageInput { message_attributes: attributes, ..message(&url, "x") };
        let (_, said) = house.refused::<api::SendMessage>(input).await;
        assert!(said.starts_with(text), "{said}");
    }
    assert_eq!(house.counts(&url).await, ["0", "0", "0"]);
}

#[tokio::test]
async fn receives() {
    let house = House::new();
    let url = house.queue("a", &[]).await;
    for (input, text) in [
        (
            api::ReceiveMessageInput { max_number_of_messages: Some(11), ..receive(&url) },
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
        ),
        (
            api::ReceiveMessageInput { wait_time_seconds: Some(21), ..receive(&url) },
            "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
        ),
        (
            api::ReceiveMessageInput { visibility_timeout: Some(-1), ..receive(&url) },
            "Value -1 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.",
        ),
        (
            api::ReceiveMessageInput { attribute_names: Some(vec!["Odd".into()]), ..receive(&url) },
            "Unknown Attribute Odd.",
        ),
    ] {
        assert_eq!(house.refused::<api::ReceiveMessage>(input).await.1, text);
    }
    let delete = api::DeleteMessageInput { queue_url: url, receipt_handle: "no".into() };
    let refused = house.refused::<api::DeleteMessage>(delete).await;
    let text = "The input receipt handle \"no\" is not a valid receipt handle.";
    assert_eq!(refused, ("ReceiptHandleIsInvalid".to_owned(), text.to_owned()));
}

#[tokio::test]
async fn batches() {
    let house = House::new();
    let url = house.queue("a", &[]).await;
    let batch = |entries: &[(&str, usize)]| api::SendMessageBatchInput {
        queue_url: url.clone(),
        entries: entries
            .iter()
            .map(|(id, bytes)| api::SendMessageBatchRequestEntry {
                id: (*id).into(),
                message_body: "x".repeat(*bytes),
                ..Default::default()
            })
            .collect(),
    };
    let ids = "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.";
    for (input, code, text) in [
        (
            batch(&[]),
            "EmptyBatchRequest",
            "There should be at least one SendMessageBatchRequestEntry in the request.",
        ),
        (
            batch(&[("a", 1); 11]),
            "TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are 10. You have sent 11.",
        ),
        (batch(&[("a", 1), ("a", 1)]), "BatchEntryIdsNotDistinct", "Id a repeated."),
        (batch(&[("a:b", 1)]), "InvalidBatchEntryId", ids),
        (batch(&[("", 1)]), "InvalidBatchEntryId", ids),
        (
            batch(&[("a", 1_000_000), ("b", 100_000)]),
            "BatchRequestTooLong",
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1100000 bytes.",
        ),
    ] {
        let refused = house.refused::<api::SendMessageBatch>(input).await;
        assert_eq!(refused, (code.to_owned(), text.to_owned()));
    }
    assert_eq!(house.counts(&url).await, ["0", "0", "0"]);
}
