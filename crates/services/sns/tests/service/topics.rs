//! Topics: making, describing, tagging, permitting, deleting.

use sns_api as api;

use crate::house::{House, queue, texts};

#[tokio::test]
async fn making_a_topic_twice_is_making_it_once() {
    let house = House::new();
    let arn = house.topic("t", &[("DisplayName", "d")]).await;
    assert_eq!(arn, "arn:aws:sns:us-east-1:000000000000:t");
    assert_eq!(house.topic("t", &[("DisplayName", "d")]).await, arn);
    assert_eq!(house.topic("t", &[]).await, arn);
    let create = |attributes: &[(&str, &str)], tags: Option<Vec<api::Tag>>| api::CreateTopicInput {
        name: "t".into(),
        attributes: Some(texts(attributes)),
        tags,
        ..Default::default()
    };
    let (code, text) = house.refused::<api::CreateTopic>(create(&[("DisplayName", "e")], None)).await;
    assert_eq!(code, "InvalidParameter");
    assert_eq!(text, "Invalid parameter: Attributes Reason: Topic already exists with different attributes");
    let tags = vec![api::Tag { key: "k".into(), value: "v".into() }];
    let (_, text) = house.refused::<api::CreateTopic>(create(&[], Some(tags))).await;
    assert_eq!(text, "Invalid parameter: Tags Reason: Topic already exists with different tags");
}

#[tokio::test]
async fn attributes_say_what_a_topic_is() {
    let house = House::new();
    let arn = house.topic("t.fifo", &[("FifoTopic", "true")]).await;
    house.subscribe(&arn, "sqs", &queue("q"), &[]).await;
    let all = house.topic_attributes(&arn).await;
    for (name, value) in [
        ("TopicArn", arn.as_str()),
        ("Owner", "000000000000"),
        ("FifoTopic", "true"),
        ("ContentBasedDeduplication", "false"),
        ("SubscriptionsConfirmed", "1"),
        ("SubscriptionsPending", "0"),
        ("DisplayName", ""),
    ] {
        assert_eq!(all[name], value, "{name}");
    }
    assert!(all["Policy"].contains("__default_statement_ID"));
    assert!(all["EffectiveDeliveryPolicy"].contains("\"numRetries\":3"));
    let set = |name: &str, value: &str| api::SetTopicAttributesInput {
        topic_arn: arn.clone(),
        attribute_name: name.into(),
        attribute_value: Some(value.into()),
    };
    house.call::<api::SetTopicAttributes>(set("ContentBasedDeduplication", "true")).await.unwrap();
    assert_eq!(house.topic_attributes(&arn).await["ContentBasedDeduplication"], "true");
    let (_, text) = house.refused::<api::SetTopicAttributes>(set("FifoTopic", "false")).await;
    assert_eq!(text, "Invalid parameter: AttributeName");
}

#[tokio::test]
async fn pages_have_a_hundred() {
    let house = House::new();
    for number in 0..101 {
        house.topic(&format!("t{number:03}"), &[]).await;
    }
    let first = house.call::<api::ListTopics>(api::ListTopicsInput::default()).await.unwrap();
    assert_eq!(first.topics.len(), 100);
    let next = api::ListTopicsInput { next_token: first.next_token };
    let second = house.call::<api::ListTopics>(next).await.unwrap();
    assert!(second.topics[0].topic_arn.as_ref().unwrap().ends_with(":t100") && second.next_token.is_none());
    let wrong = api::ListTopicsInput { next_token: Some("%".into()) };
    assert_eq!(house.refused::<api::ListTopics>(wrong).await.0, "InvalidParameter");
}

#[tokio::test]
async fn tags_come_and_go() {
    let house = House::new();
    let arn = house.topic("t", &[]).await;
    let tags =
        vec![api::Tag { key: "k".into(), value: "v".into() }, api::Tag { key: "l".into(), value: "".into() }];
    let input = api::TagResourceInput { resource_arn: arn.clone(), tags };
    house.call::<api::TagResource>(input.clone()).await.unwrap();
    let untag = api::UntagResourceInput { resource_arn: arn.clone(), tag_keys: vec!["l".into()] };
    house.call::<api::UntagResource>(untag).await.unwrap();
    let list = api::ListTagsForResourceInput { resource_arn: arn.clone() };
    let found = house.call::<api::ListTagsForResource>(list).await.unwrap().tags.unwrap();
    assert_eq!(found, [api::Tag { key: "k".into(), value: "v".into() }]);
    let elsewhere = api::TagResourceInput { resource_arn: format!("{arn}x"), ..input };
    assert_eq!(house.refused::<api::TagResource>(elsewhere).await.0, "ResourceNotFound");
}

#[tokio::test]
async fn permissions_let_others_in() {
    let house = House::new();
    let arn = house.topic("t", &[]).await;
    let mut call = house.call.clone();
    call.principal = dispatch::Principal::Account(kernel::AccountId::parse("111111111111").unwrap());
    let publish = || house.dispatch.call::<api::Publish>(&call, crate::house::message(&arn, "m"));
    assert_eq!(publish().await.unwrap_err().code, "AuthorizationError");
    let add = api::AddPermissionInput {
        topic_arn: arn.clone(),
        label: "l".into(),
        aws_account_id: vec!["111111111111".into()],
        action_name: vec!["Publish".into()],
    };
    house.call::<api::AddPermission>(add.clone()).await.unwrap();
    publish().await.unwrap();
    assert_eq!(
        house.refused::<api::AddPermission>(add).await.1,
        "Invalid parameter: Statement already exists"
    );
    let remove = api::RemovePermissionInput { topic_arn: arn.clone(), label: "l".into() };
    house.call::<api::RemovePermission>(remove.clone()).await.unwrap();
    assert!(publish().await.is_err());
    assert_eq!(house.refused::<api::RemovePermission>(remove).await.0, "NotFound");
}

#[tokio::test]
async fn deleting_takes_subscriptions_along_and_may_be_repeated() {
    let house = House::new();
    let arn = house.topic("t", &[]).await;
    let subscription = house.subscribe(&arn, "sqs", &queue("q"), &[]).await;
    let delete = || api::DeleteTopicInput { topic_arn: arn.clone() };
    house.call::<api::DeleteTopic>(delete()).await.unwrap();
    house.call::<api::DeleteTopic>(delete()).await.unwrap();
    let get = api::GetSubscriptionAttributesInput { subscription_arn: subscription.clone() };
    assert_eq!(house.refused::<api::GetSubscriptionAttributes>(get).await.0, "NotFound");
    house.sns.sweep().await.unwrap();
    // One made again has none of it.
    house.topic("t", &[]).await;
    assert_eq!(house.topic_attributes(&arn).await["SubscriptionsConfirmed"], "0");
}
