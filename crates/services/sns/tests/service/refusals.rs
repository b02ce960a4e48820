//! What is refused, in AWS's words.

use sns_api as api;

use crate::house::{House, attributes, message, queue, subscription, texts};

#[tokio::test]
async fn topics_have_sound_names_and_attributes() {
    let house = House::new();
    let create = |name: &str, attributes: &[(&str, &str)]| api::CreateTopicInput {
        name: name.into(),
        attributes: Some(texts(attributes)),
        ..Default::default()
    };
    for (input, expected) in [
        (create("a b", &[]), "Invalid parameter: Topic Name"),
        (create("", &[]), "Invalid parameter: Topic Name"),
        (create("a.fifo", &[]), "Invalid parameter: Topic Name"),
        (create(&"a".repeat(257), &[]), "Invalid parameter: Topic Name"),
        (
            create("t", &[("ContentBasedDeduplication", "true")]),
            "Invalid parameter: Attributes Reason: Content-based deduplication can only be set for FIFO topics",
        ),
        (create("t", &[("Odd", "1")]), "Invalid parameter: Attributes Reason: Unknown attribute Odd"),
    ] {
        assert_eq!(
            house.refused::<api::CreateTopic>(input).await,
            ("InvalidParameter".into(), expected.into())
        );
    }
    let (_, text) = house.refused::<api::CreateTopic>(create("t", &[("FifoTopic", "true")])).await;
    assert!(text.starts_with("Invalid parameter: Fifo Topic names must end with .fifo"), "{text}");
}

#[tokio::test]
async fn topics_are_named_by_their_arns() {
    let house = House::new();
    let get = |arn: &str| api::GetTopicAttributesInput { topic_arn: arn.into() };
    for (arn, code, text) in [
        (
            "x",
            "InvalidParameter",
            "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
        ),
        ("arn:aws:sqs:us-east-1:000000000000:t", "InvalidParameter", "Invalid parameter: TopicArn"),
        ("arn:aws:sns:eu-west-1:000000000000:t", "NotFound", "Topic does not exist"),
        ("arn:aws:sns:us-east-1:000000000000:t", "NotFound", "Topic does not exist"),
    ] {
        assert_eq!(house.refused::<api::GetTopicAttributes>(get(arn)).await, (code.into(), text.into()));
    }
}

#[tokio::test]
async fn endpoints_are_of_their_protocol() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    for (protocol, endpoint, expected) in [
        ("fax", "1", "Invalid parameter: Amazon SNS does not support this protocol string: fax"),
        ("http", "https://a.example", "Invalid parameter: Endpoint must match the specified protocol"),
        ("sqs", "q", "Invalid parameter: SQS endpoint ARN"),
        ("lambda", "f", "Invalid parameter: Lambda endpoint ARN"),
        ("email", "nobody", "Invalid parameter: Email address"),
        (
            "sms",
            "+49",
            "Invalid parameter: text messages (SMS) are not built; docs/guide/sns.md says what is",
        ),
    ] {
        let input = subscription(&topic, protocol, endpoint, &[]);
        assert_eq!(house.refused::<api::Subscribe>(input).await.1, expected);
    }
    let filter = subscription(&topic, "sqs", &queue("q"), &[("FilterPolicy", r#"{"a":"b"}"#)]);
    let expected = r#"Invalid parameter: Attributes Reason: FilterPolicy: "a" must be an object or an array"#;
    assert_eq!(house.refused::<api::Subscribe>(filter).await.1, expected);
    let stream = "arn:aws:firehose:us-east-1:000000000000:deliverystream/d";
    let (_, text) = house.refused::<api::Subscribe>(subscription(&topic, "firehose", stream, &[])).await;
    assert!(text.contains("SubscriptionRoleArn is required"), "{text}");
    let closed = [("SubscriptionRoleArn", "arn:aws:iam::000000000000:role/closed")];
    let (_, text) = house.refused::<api::Subscribe>(subscription(&topic, "firehose", stream, &closed)).await;
    assert!(text.contains("cannot assume the role"), "{text}");
    let listed = house.call::<api::ListSubscriptions>(Default::default()).await.unwrap();
    assert!(listed.subscriptions.is_empty());
}

#[tokio::test]
async fn messages_are_sound() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    let plain = || message(&topic, "m");
    let structured =
        |text: &str| api::PublishInput { message_structure: Some("json".into()), ..message(&topic, text) };
    let with = |name: &str, kind: &str, text: &str| api::PublishInput {
        message_attributes: attributes(&[(name, kind, text)]),
        ..message(&topic, "m")
    };
    for (input, code, text) in [
        (message(&topic, ""), "InvalidParameter", "Invalid parameter: Empty message"),
        (message(&topic, &"m".repeat(262_145)), "InvalidParameter", "Invalid parameter: Message too long"),
        (
            api::PublishInput { subject: Some("s".repeat(101)), ..plain() },
            "InvalidParameter",
            "Invalid parameter: Subject",
        ),
        (
            structured("x"),
            "InvalidParameter",
            "Invalid parameter: Message Structure - JSON message body failed to parse",
        ),
        (
            structured("{}"),
            "InvalidParameter",
            "Invalid parameter: Message Structure - No default entry in JSON message body",
        ),
        (
            api::PublishInput { topic_arn: None, ..plain() },
            "InvalidParameter",
            "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter",
        ),
        (
            with("a", "Odd", "v"),
            "ParameterValueInvalid",
            "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
        ),
        (
            with("a", "Binary", "v"),
            "ParameterValueInvalid",
            "The message attribute 'a' with type 'Binary' must use field 'Binary'.",
        ),
        (
            with("a", "String", ""),
            "ParameterValueInvalid",
            "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
        ),
        (
            with(".a", "String", "v"),
            "ParameterValueInvalid",
            "Invalid message attribute name starting with character '.' was found.",
        ),
    ] {
        assert_eq!(house.refused::<api::Publish>(input).await, (code.into(), text.into()));
    }
    let phone = api::PublishInput { phone_number: Some("+491".into()), topic_arn: None, ..plain() };
    assert!(house.refused::<api::Publish>(phone).await.1.contains("not built"));
    // Just what is allowed.
    house.call::<api::Publish>(message(&topic, &"m".repeat(262_144))).await.unwrap();
}

#[tokio::test]
async fn services_need_a_statement() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    let publish = |service: &'static str| {
        let call = dispatch::Call::inside(
            "s3",
            dispatch::Principal::Service(service),
            house.call.place.clone(),
            house.call.request_id.clone(),
        );
        let (dispatch, topic) = (house.dispatch.clone(), topic.clone());
        async move {
            dispatch
                .call::<api::Publish>(&call.on_account_of("arn:aws:s3:::lake"), message(&topic, "m"))
                .await
        }
    };
    let fault = publish("s3.amazonaws.com").await.unwrap_err();
    assert_eq!((fault.code.as_ref(), fault.status), ("AuthorizationError", 403));
    publish("cloudwatch.amazonaws.com").await.unwrap();
    let policy = r#"{"Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"SNS:Publish","Resource":"*","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::lake"}}}]}"#;
    let input = api::SetTopicAttributesInput {
        topic_arn: topic.clone(),
        attribute_name: "Policy".into(),
        attribute_value: Some(policy.into()),
    };
    house.call::<api::SetTopicAttributes>(input).await.unwrap();
    publish("s3.amazonaws.com").await.unwrap();
    assert!(publish("cloudwatch.amazonaws.com").await.is_err());
}
