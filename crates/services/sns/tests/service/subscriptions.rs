//! Subscriptions: who is asked first, what they say of themselves, how they end.

use sns_api as api;

use crate::endpoint::Endpoint;
use crate::house::{House, queue, subscription};

#[tokio::test]
async fn a_queue_of_ones_own_is_not_asked() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    let arn = house.subscribe(&topic, "sqs", &queue("q"), &[("RawMessageDelivery", "true")]).await;
    assert_eq!(house.subscribe(&topic, "sqs", &queue("q"), &[]).await, arn);
    let all = house.subscription_attributes(&arn).await;
    for (name, value) in [
        ("PendingConfirmation", "false"),
        ("ConfirmationWasAuthenticated", "true"),
        ("RawMessageDelivery", "true"),
        ("TopicArn", topic.as_str()),
        ("Owner", "000000000000"),
    ] {
        assert_eq!(all[name], value, "{name}");
    }
    assert!(!all.contains_key("FilterPolicyScope"));
    let other = subscription(&topic, "sqs", &queue("q"), &[("RawMessageDelivery", "false")]);
    let (_, text) = house.refused::<api::Subscribe>(other).await;
    let expected =
        "Invalid parameter: Attributes Reason: Subscription already exists with different attributes";
    assert_eq!(text, expected);
}

#[tokio::test]
async fn an_endpoint_confirms_with_the_token_that_it_was_sent() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    let mut endpoint = Endpoint::new(&[]).await;
    let mut input = subscription(&topic, "http", &endpoint.url, &[]);
    input.return_subscription_arn = None;
    let answer = house.call::<api::Subscribe>(input).await.unwrap();
    assert_eq!(answer.subscription_arn.as_deref(), Some("pending confirmation"));
    let asked = endpoint.next().await;
    assert!(asked.head.contains("x-amz-sns-message-type: SubscriptionConfirmation"), "{}", asked.head);
    let body: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
    let token = body["Token"].as_str().unwrap().to_owned();
    assert!(body["SubscribeURL"].as_str().unwrap().contains(&token) && token.len() == 288);
    house.publish(&topic, "before").await;
    let confirm = |token: &str| api::ConfirmSubscriptionInput {
        topic_arn: topic.clone(),
        token: token.into(),
        authenticate_on_unsubscribe: None,
    };
    assert_eq!(house.refused::<api::ConfirmSubscription>(confirm("x")).await.1, "Invalid parameter: Token");
    let arn =
        house.call::<api::ConfirmSubscription>(confirm(&token)).await.unwrap().subscription_arn.unwrap();
    house.call::<api::ConfirmSubscription>(confirm(&token)).await.unwrap();
    assert_eq!(house.subscription_attributes(&arn).await["PendingConfirmation"], "false");
    house.publish(&topic, "after").await;
    assert!(
        endpoint.next().await.body.contains("\"after\""),
        "what came before it was confirmed is not sent"
    );
    let end = api::UnsubscribeInput { subscription_arn: arn.clone() };
    house.call::<api::Unsubscribe>(end.clone()).await.unwrap();
    let told = endpoint.next().await;
    assert!(told.head.contains("x-amz-sns-message-type: UnsubscribeConfirmation"), "{}", told.head);
    house.call::<api::Unsubscribe>(end).await.unwrap();
}

#[tokio::test]
async fn who_does_not_confirm_is_forgotten_after_two_days() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    let arn = house.subscribe(&topic, "email", "a@example.com", &[]).await;
    house.sns.sweep().await.unwrap();
    let list = api::ListSubscriptionsByTopicInput { topic_arn: topic.clone(), next_token: None };
    let listed = house.call::<api::ListSubscriptionsByTopic>(list.clone()).await.unwrap().subscriptions;
    assert_eq!(listed[0].subscription_arn.as_deref(), Some("PendingConfirmation"));
    house.wait(2 * 24 * 3600);
    house.sns.sweep().await.unwrap();
    assert!(house.call::<api::ListSubscriptionsByTopic>(list).await.unwrap().subscriptions.is_empty());
    let get = api::GetSubscriptionAttributesInput { subscription_arn: arn };
    assert_eq!(house.refused::<api::GetSubscriptionAttributes>(get).await.1, "Subscription does not exist");
}

#[tokio::test]
async fn pages_go_over_all_topics() {
    let house = House::new();
    for topic in ["a", "b", "c"] {
        let topic = house.topic(topic, &[]).await;
        for number in 0..70 {
            house.subscribe(&topic, "sqs", &queue(&format!("q{number}")), &[]).await;
        }
    }
    let (mut token, mut seen) = (None, std::collections::BTreeSet::new());
    for size in [100, 100, 10] {
        let input = api::ListSubscriptionsInput { next_token: token };
        let page = house.call::<api::ListSubscriptions>(input).await.unwrap();
        assert_eq!(page.subscriptions.len(), size);
        seen.extend(page.subscriptions.into_iter().map(|found| found.subscription_arn));
        token = page.next_token;
    }
    assert!(token.is_none() && seen.len() == 210);
}

#[tokio::test]
async fn attributes_change_and_what_is_refused_does_not() {
    let house = House::new();
    let topic = house.topic("t", &[]).await;
    let arn = house.subscribe(&topic, "sqs", &queue("q"), &[]).await;
    let set = |name: &str, value: &str| api::SetSubscriptionAttributesInput {
        subscription_arn: arn.clone(),
        attribute_name: name.into(),
        attribute_value: Some(value.into()),
    };
    house.call::<api::SetSubscriptionAttributes>(set("FilterPolicy", r#"{"a":["b"]}"#)).await.unwrap();
    let all = house.subscription_attributes(&arn).await;
    assert_eq!(
        (all["FilterPolicy"].as_str(), all["FilterPolicyScope"].as_str()),
        (r#"{"a":["b"]}"#, "MessageAttributes")
    );
    for (name, value, expected) in [
        ("FilterPolicy", "{", "Invalid parameter: FilterPolicy: failed to parse JSON."),
        (
            "FilterPolicy",
            r#"{"a":{"b":["c"]}}"#,
            "Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy",
        ),
        ("Odd", "1", "Invalid parameter: AttributeName"),
        (
            "RawMessageDelivery",
            "x",
            "Invalid parameter: RawMessageDelivery: Invalid value [x]. Must be true or false.",
        ),
    ] {
        assert_eq!(house.refused::<api::SetSubscriptionAttributes>(set(name, value)).await.1, expected);
    }
    assert_eq!(house.subscription_attributes(&arn).await, all);
    house.call::<api::SetSubscriptionAttributes>(set("FilterPolicy", "")).await.unwrap();
    assert!(!house.subscription_attributes(&arn).await.contains_key("FilterPolicy"));
}
