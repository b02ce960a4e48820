//! FIFO topics: order in groups, duplicates, what they refuse.

use sns_api as api;
use wire::Fault;

use crate::house::{House, message, queue, subscription};

const FIFO: [(&str, &str); 2] = [("FifoTopic", "true"), ("ContentBasedDeduplication", "true")];

fn of_group(topic: &str, group: &str, text: &str) -> api::PublishInput {
    api::PublishInput { message_group_id: Some(group.into()), ..message(topic, text) }
}

#[tokio::test]
async fn groups_stay_in_order_though_deliveries_fail() {
    let house = House::new();
    let topic = house.topic("t.fifo", &FIFO).await;
    house.subscribe(&topic, "sqs", &queue("q.fifo"), &[("RawMessageDelivery", "true")]).await;
    // As many as are tried again at once.
    for _ in 0..3 {
        house.others.answer(Fault::with_status("ServiceUnavailable", 503, "no"));
    }
    let mut numbers = Vec::new();
    for number in 0..30 {
        let input = of_group(&topic, ["g", "h", "i"][number % 3], &format!("{number:02}"));
        numbers.push(house.call::<api::Publish>(input).await.unwrap().sequence_number.unwrap());
    }
    assert!(numbers.is_sorted() && numbers[0].len() == 20);
    house.others.answered().await;
    let given = house.others.given(30).await;
    for group in ["g", "h", "i"] {
        let texts: Vec<_> = given
            .iter()
            .filter(|given| given.group.as_deref() == Some(group))
            .map(|given| &given.text)
            .collect();
        assert!(texts.len() == 10 && texts.is_sorted(), "{group}: {texts:?}");
    }
    assert!(given.iter().all(|given| given.deduplication.as_ref().is_some_and(|id| id.len() == 64)));
}

#[tokio::test]
async fn what_waits_holds_up_its_own_group_alone() {
    let house = House::new();
    let topic = house.topic("t.fifo", &FIFO).await;
    house.subscribe(&topic, "sqs", &queue("q.fifo"), &[("RawMessageDelivery", "true")]).await;
    for _ in 0..4 {
        house.others.answer(Fault::with_status("ServiceUnavailable", 503, "no"));
    }
    house.call::<api::Publish>(of_group(&topic, "g", "a")).await.unwrap();
    house.others.answered().await;
    for (group, text) in [("g", "b"), ("h", "c")] {
        house.call::<api::Publish>(of_group(&topic, group, text)).await.unwrap();
    }
    assert_eq!(house.others.given(1).await[0].text, "c");
    // The fourth failure is waited for a second.
    house.wait(1);
    let texts: Vec<_> = house.others.given(3).await.into_iter().map(|given| given.text).collect();
    assert_eq!(texts, ["c", "a", "b"]);
}

#[tokio::test]
async fn duplicates_are_published_once() {
    let house = House::new();
    let topic = house.topic("t.fifo", &FIFO).await;
    house.subscribe(&topic, "sqs", &queue("q.fifo"), &[]).await;
    let first = house.call::<api::Publish>(of_group(&topic, "g", "m")).await.unwrap();
    assert_eq!(house.call::<api::Publish>(of_group(&topic, "h", "m")).await.unwrap(), first);
    house.wait(300);
    let later = house.call::<api::Publish>(of_group(&topic, "g", "m")).await.unwrap();
    assert!(later.message_id != first.message_id && later.sequence_number > first.sequence_number);
    let given = house.others.given(2).await;
    assert!(
        given[0].text.contains("\"SequenceNumber\"") && !given[0].text.contains("Signature"),
        "{}",
        given[0].text
    );
    house.sns.sweep().await.unwrap();
    assert_eq!(house.others.count(), 2);
}

#[tokio::test]
async fn what_no_fifo_topic_takes_is_refused() {
    let house = House::new();
    let topic = house.topic("t.fifo", &[("FifoTopic", "true")]).await;
    let standard = house.topic("s", &[]).await;
    let (_, text) = house.refused::<api::Publish>(message(&topic, "m")).await;
    assert_eq!(text, "Invalid parameter: The MessageGroupId parameter is required for FIFO topics");
    let (_, text) = house.refused::<api::Publish>(of_group(&topic, "g", "m")).await;
    assert!(text.contains("ContentBasedDeduplication enabled"), "{text}");
    let id = api::PublishInput { message_deduplication_id: Some("d".into()), ..message(&standard, "m") };
    assert!(house.refused::<api::Publish>(id).await.1.contains("not valid for this topic type"));
    let to_standard = subscription(&standard, "sqs", &queue("q.fifo"), &[]);
    let (_, text) = house.refused::<api::Subscribe>(to_standard).await;
    assert!(text.ends_with("FIFO SQS Queues can not be subscribed to standard SNS topics"), "{text}");
    let function = "arn:aws:lambda:us-east-1:000000000000:function:f";
    assert_eq!(
        house.refused::<api::Subscribe>(subscription(&topic, "lambda", function, &[])).await.0,
        "InvalidParameter"
    );
    house.subscribe(&topic, "sqs", &queue("standard"), &[]).await;
}
