//! HTTP endpoints: what is posted, when it is posted again, when it is given up.

use serde_json::Value;
use sns_api as api;

use crate::endpoint::{Endpoint, Posted};
use crate::house::{House, message, queue, subscription};

/// A topic with an endpoint that has confirmed.
async fn confirmed(house: &House, endpoint: &mut Endpoint, attributes: &[(&str, &str)]) -> String {
    let topic = house.topic("t", &[]).await;
    house.call::<api::Subscribe>(subscription(&topic, "http", &endpoint.url, attributes)).await.unwrap();
    let body: Value = serde_json::from_str(&endpoint.next().await.body).unwrap();
    let input = api::ConfirmSubscriptionInput {
        topic_arn: topic.clone(),
        token: body["Token"].as_str().unwrap().into(),
        authenticate_on_unsubscribe: None,
    };
    house.call::<api::ConfirmSubscription>(input).await.unwrap();
    topic
}

fn has(posted: &Posted, line: &str) {
    assert!(posted.head.contains(line), "`{line}` in {}", posted.head);
}

#[tokio::test]
async fn a_notification_has_its_headers() {
    let house = House::new();
    let mut endpoint = Endpoint::new(&[]).await;
    let topic = confirmed(&house, &mut endpoint, &[]).await;
    let input = api::PublishInput { subject: Some("s".into()), ..message(&topic, "m") };
    let id = house.call::<api::Publish>(input).await.unwrap().message_id.unwrap();
    let posted = endpoint.next().await;
    has(&posted, "POST /hook HTTP/1.1");
    has(&posted, "content-type: text/plain; charset=UTF-8");
    has(&posted, "x-amz-sns-message-type: Notification");
    has(&posted, &format!("x-amz-sns-message-id: {id}"));
    has(&posted, &format!("x-amz-sns-topic-arn: {topic}"));
    has(&posted, &format!("x-amz-sns-subscription-arn: {topic}:"));
    let body: Value = serde_json::from_str(&posted.body).unwrap();
    assert_eq!((body["Message"].as_str(), body["Subject"].as_str()), (Some("m"), Some("s")));
    let url = "http://127.0.0.1:4566/_pumphouse/sns/SimpleNotificationService.pem";
    assert_eq!(body["SigningCertURL"], url);
    assert!(body["Signature"].as_str().unwrap().len() > 300);
}

#[tokio::test]
async fn raw_is_the_text_alone() {
    let house = House::new();
    let mut endpoint = Endpoint::new(&[]).await;
    let policy = r#"{"requestPolicy":{"headerContentType":"application/json"}}"#;
    let attributes = [("RawMessageDelivery", "true"), ("DeliveryPolicy", policy)];
    let topic = confirmed(&house, &mut endpoint, &attributes).await;
    house.publish(&topic, "{}").await;
    let posted = endpoint.next().await;
    has(&posted, "x-amz-sns-rawdelivery: true");
    has(&posted, "content-type: application/json");
    assert_eq!(posted.body, "{}");
}

#[tokio::test]
async fn what_fails_is_posted_again_with_the_same_id_and_then_given_up() {
    let house = House::new();
    let mut endpoint = Endpoint::new(&[]).await;
    let dead = format!(r#"{{"deadLetterTargetArn":"{}"}}"#, queue("dead"));
    let policy = r#"{"healthyRetryPolicy":{"numRetries":2,"numNoDelayRetries":2,"minDelayTarget":1,"maxDelayTarget":1}}"#;
    let topic =
        confirmed(&house, &mut endpoint, &[("RedrivePolicy", &dead), ("DeliveryPolicy", policy)]).await;
    endpoint.answer(500);
    endpoint.answer(429);
    house.publish(&topic, "taken").await;
    let ids: Vec<Value> = {
        let mut ids = Vec::new();
        for _ in 0..3 {
            let body: Value = serde_json::from_str(&endpoint.next().await.body).unwrap();
            ids.push(body["MessageId"].clone());
        }
        ids
    };
    assert!(ids.iter().all(|id| *id == ids[0]));
    [500, 502, 503].into_iter().for_each(|status| endpoint.answer(status));
    house.publish(&topic, "given up").await;
    let given = house.others.given(1).await;
    assert_eq!(given[0].target, "/000000000000/dead");
    assert!(given[0].text.contains("given up"));
    for _ in 0..3 {
        endpoint.next().await;
    }
    // A refusal is not asked twice.
    endpoint.answer(404);
    house.publish(&topic, "refused").await;
    assert!(house.others.given(2).await[1].text.contains("refused"));
    endpoint.next().await;
    assert!(endpoint.is_quiet());
}
