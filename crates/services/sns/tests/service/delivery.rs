//! What queues, functions and delivery streams get, and what follows from how they take it.

use serde_json::Value;
use sns_api as api;
use wire::Fault;

use crate::house::{House, attributes, message, queue};

const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:f";

#[tokio::test]
async fn each_protocol_has_its_own_form() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    let raw = [("RawMessageDelivery", "true")];
    house.subscribe(&topic, "sqs", &queue("plain"), &[]).await;
    house.subscribe(&topic, "sqs", &queue("raw"), &raw).await;
    house.subscribe(&topic, "lambda", FUNCTION, &[]).await;
    let role = [("SubscriptionRoleArn", "arn:aws:iam::000000000000:role/r")];
    let stream = "arn:aws:firehose:us-east-1:000000000000:deliverystream/d";
    house.subscribe(&topic, "firehose", stream, &role).await;
    let mut input = message(&topic, r#"{"default":"all","sqs":"queues"}"#);
    input.message_structure = Some("json".into());
    input.subject = Some("s".into());
    input.message_attributes = attributes(&[("a", "String", "v")]);
    house.call::<api::Publish>(input).await.unwrap();
    let given = house.others.given(4).await;
    let of = |target: &str| given.iter().find(|given| given.target == target).unwrap();
    let plain: Value = serde_json::from_str(&of("/000000000000/plain").text).unwrap();
    assert_eq!((plain["Message"].as_str(), plain["Subject"].as_str()), (Some("queues"), Some("s")));
    assert_eq!(
        (plain["Type"].as_str(), plain["SignatureVersion"].as_str()),
        (Some("Notification"), Some("1"))
    );
    assert_eq!(plain["MessageAttributes"]["a"]["Value"], "v");
    let raw = of("/000000000000/raw");
    assert_eq!((raw.text.as_str(), raw.attributes.as_slice()), ("queues", ["a".to_owned()].as_slice()));
    assert_eq!((raw.caller.as_str(), raw.source.as_str()), ("sns.amazonaws.com", topic.as_str()));
    let event: Value = serde_json::from_str(&of(FUNCTION).text).unwrap();
    assert_eq!(event["Records"][0]["Sns"]["Message"], "all");
    assert_eq!(event["Records"][0]["EventSource"], "aws:sns");
    let line = of("d");
    assert!(line.text.ends_with("}\n") && line.caller.ends_with("assumed-role/r/sns"), "{line:?}");
}

#[tokio::test]
async fn filters_keep_back_what_is_not_wanted() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    let body = [
        ("FilterPolicy", r#"{"kind":["pump"]}"#),
        ("FilterPolicyScope", "MessageBody"),
        ("RawMessageDelivery", "true"),
    ];
    house.subscribe(&topic, "sqs", &queue("body"), &body).await;
    let by_attribute =
        [("FilterPolicy", r#"{"level":[{"numeric":[">",5]}]}"#), ("RawMessageDelivery", "true")];
    house.subscribe(&topic, "sqs", &queue("attribute"), &by_attribute).await;
    for (text, level) in [(r#"{"kind":"pump"}"#, "1"), (r#"{"kind":"hose"}"#, "9"), ("no JSON", "2")] {
        let input = api::PublishInput {
            message_attributes: attributes(&[("level", "Number", level)]),
            ..message(&topic, text)
        };
        house.call::<api::Publish>(input).await.unwrap();
    }
    let mut given: Vec<_> =
        house.others.given(2).await.into_iter().map(|given| (given.target, given.text)).collect();
    given.sort();
    let expected =
        [("/000000000000/attribute", r#"{"kind":"hose"}"#), ("/000000000000/body", r#"{"kind":"pump"}"#)];
    assert_eq!(given, expected.map(|(target, text)| (target.to_owned(), text.to_owned())));
}

#[tokio::test]
async fn what_fails_is_tried_again_and_what_is_refused_goes_to_the_dead_letters() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    let dead = format!(r#"{{"deadLetterTargetArn":"{}"}}"#, queue("dead"));
    house.subscribe(&topic, "lambda", FUNCTION, &[("RedrivePolicy", &dead)]).await;
    for _ in 0..3 {
        house.others.answer(Fault::with_status("ServiceException", 500, "no"));
    }
    house.publish(&topic, "later").await;
    assert!(house.others.given(1).await[0].text.contains("\"Message\":\"later\""));
    house.others.answer(Fault::with_status("ResourceNotFoundException", 404, "Function not found"));
    house.publish(&topic, "dead").await;
    let given = house.others.given(2).await.remove(1);
    assert_eq!((given.operation, given.target.as_str()), ("SendMessage", "/000000000000/dead"));
    assert!(given.text.contains("\"Message\" : \"dead\""), "{}", given.text);
}

#[tokio::test]
async fn a_batch_is_published_whole() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    house.subscribe(&topic, "sqs", &queue("q"), &[("RawMessageDelivery", "true")]).await;
    let entry = |id: &str, text: &str| api::PublishBatchRequestEntry {
        id: id.into(),
        message: text.into(),
        ..Default::default()
    };
    let batch =
        |entries| api::PublishBatchInput { topic_arn: topic.clone(), publish_batch_request_entries: entries };
    let answer =
        house.call::<api::PublishBatch>(batch(vec![entry("a", "1"), entry("b", "2")])).await.unwrap();
    assert_eq!(answer.successful.len(), 2);
    house.others.given(2).await;
    for (entries, code) in [
        (vec![], "EmptyBatchRequest"),
        (vec![entry("a", "1"), entry("a", "2")], "BatchEntryIdsNotDistinct"),
        (vec![entry("a b", "1")], "InvalidBatchEntryId"),
        ((0..11).map(|id| entry(&id.to_string(), "m")).collect(), "TooManyEntriesInBatchRequest"),
        ((0..2).map(|id| entry(&id.to_string(), &"m".repeat(140_000))).collect(), "BatchRequestTooLong"),
        (vec![entry("a", "1"), entry("b", "")], "InvalidParameter"),
    ] {
        assert_eq!(house.refused::<api::PublishBatch>(batch(entries)).await.0, code);
    }
    assert_eq!(house.others.count(), 2);
}

#[tokio::test]
async fn a_subscription_that_ended_gets_nothing_more() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    let arn = house.subscribe(&topic, "sqs", &queue("q"), &[]).await;
    house.call::<api::Unsubscribe>(api::UnsubscribeInput { subscription_arn: arn }).await.unwrap();
    house.subscribe(&topic, "sqs", &queue("r"), &[]).await;
    house.publish(&topic, "m").await;
    let given = house.others.given(1).await;
    assert_eq!((given.len(), given[0].target.as_str()), (1, "/000000000000/r"));
}
