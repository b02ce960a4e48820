//! Tasks that move messages out of a dead-letter queue.

use sqs_api as api;

use crate::house::{House, NOW, arn, attribute, receive};

/// A house where `dead` holds `count` messages that `a` gave up.
async fn house_of_dead(count: usize) -> (House, String, String) {
    let house = House::new();
    let dead = house.queue("dead", &[]).await;
    let policy = format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":1}}"#, arn("dead"));
    let url = house.queue("a", &[("RedrivePolicy", &policy)]).await;
    for number in 0..count {
        house.send(&url, &number.to_string()).await;
    }
    while !house.receive(&url).await.is_empty() {}
    house.wait(30);
    assert_eq!(house.receive(&url).await.len(), 0);
    (house, dead, url)
}

fn start(destination: Option<&str>, per_second: Option<i32>) -> api::StartMessageMoveTaskInput {
    api::StartMessageMoveTaskInput {
        source_arn: arn("dead"),
        destination_arn: destination.map(arn),
        max_number_of_messages_per_second: per_second,
    }
}

async fn latest(house: &House) -> api::ListMessageMoveTasksResultEntry {
    let input = api::ListMessageMoveTasksInput { source_arn: arn("dead"), max_results: None };
    house.call::<api::ListMessageMoveTasks>(input).await.unwrap().results.unwrap().remove(0)
}

/// The latest task, once it has ended.
async fn ended(house: &House) -> api::ListMessageMoveTasksResultEntry {
    loop {
        let task = latest(house).await;
        if task.status.as_deref() != Some("RUNNING") {
            return task;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn messages_go_back_to_where_they_came_from_as_new_ones() {
    let (house, dead, url) = house_of_dead(25).await;
    assert_eq!(house.counts(&dead).await, ["25", "0", "0"]);
    house.call::<api::StartMessageMoveTask>(start(None, None)).await.unwrap();
    let task = ended(&house).await;
    assert_eq!(task.status.as_deref(), Some("COMPLETED"));
    assert_eq!(
        (task.approximate_number_of_messages_moved, task.approximate_number_of_messages_to_move),
        (Some(25), Some(25))
    );
    assert_eq!((task.task_handle, task.destination_arn, task.source_arn), (None, None, Some(arn("dead"))));
    assert_eq!(
        (house.counts(&dead).await, house.counts(&url).await),
        (["0"; 3].map(str::to_owned), ["25", "0", "0"].map(str::to_owned))
    );
    let moved = house.receive(&url).await.remove(0);
    assert_eq!(attribute(&moved, "ApproximateReceiveCount"), "1");
    assert_eq!(attribute(&moved, "SentTimestamp"), (NOW + 30_000).to_string());
    assert_eq!(attribute(&moved, "DeadLetterQueueSourceArn"), "");
}

#[tokio::test]
async fn a_task_goes_elsewhere_and_can_be_cancelled() {
    let (house, dead, _) = house_of_dead(5).await;
    let other = house.queue("other", &[]).await;
    // The first goes at once, and the next after a second of the machine's own.
    let handle = house
        .call::<api::StartMessageMoveTask>(start(Some("other"), Some(1)))
        .await
        .unwrap()
        .task_handle
        .unwrap();
    let (_, text) = house.refused::<api::StartMessageMoveTask>(start(None, None)).await;
    assert!(text.starts_with("There is already a task running."), "{text}");
    while house.counts(&other).await[0] == "0" {
        tokio::task::yield_now().await;
    }
    assert_eq!(latest(&house).await.task_handle, Some(handle.clone()));
    let cancel = api::CancelMessageMoveTaskInput { task_handle: handle };
    house.call::<api::CancelMessageMoveTask>(cancel.clone()).await.unwrap();
    let task = ended(&house).await;
    assert_eq!((task.status.as_deref(), task.destination_arn), (Some("CANCELLED"), Some(arn("other"))));
    let counts = (house.counts(&dead).await[0].clone(), house.counts(&other).await[0].clone());
    assert_eq!(counts.0.parse::<i32>().unwrap() + counts.1.parse::<i32>().unwrap(), 5);
    assert_eq!(house.refused::<api::CancelMessageMoveTask>(cancel).await.0, "ResourceNotFoundException");
}

#[tokio::test]
async fn what_cannot_be_a_task_is_refused() {
    let (house, _, _) = house_of_dead(0).await;
    house.queue("plain", &[]).await;
    let from = |source: String| api::StartMessageMoveTaskInput { source_arn: source, ..start(None, None) };
    for (input, code, text) in [
        (
            from(arn("plain")),
            "InvalidParameterValueException",
            "Source queue must be configured as a Dead Letter Queue.",
        ),
        (
            from(arn("none")),
            "ResourceNotFoundException",
            "The resource that you specified for the SourceArn parameter doesn't exist.",
        ),
        (
            from("x".into()),
            "InvalidParameterValueException",
            "You must use this format to specify the SourceArn",
        ),
        (
            start(Some("none"), None),
            "ResourceNotFoundException",
            "The resource that you specified for the DestinationArn parameter doesn't exist.",
        ),
        (
            start(None, Some(501)),
            "InvalidParameterValueException",
            "Value 501 for parameter MaxNumberOfMessagesPerSecond is invalid.",
        ),
    ] {
        let (found, said) = house.refused::<api::StartMessageMoveTask>(input).await;
        assert!(found == code && said.starts_with(text), "{found}: {said}");
    }
    let cancel = api::CancelMessageMoveTaskInput { task_handle: "x".into() };
    assert_eq!(
        house.refused::<api::CancelMessageMoveTask>(cancel).await.1,
        "Value for parameter TaskHandle is invalid."
    );
    let none = api::ReceiveMessageInput {
        max_number_of_messages: Some(1),
        ..receive(&house.queue("plain", &[]).await)
    };
    assert_eq!(house.call::<api::ReceiveMessage>(none).await.unwrap().messages, None);
}

#[tokio::test]
async fn a_task_whose_destination_goes_away_fails_and_keeps_the_rest() {
    let (house, dead, url) = house_of_dead(3).await;
    house.call::<api::DeleteQueue>(api::DeleteQueueInput { queue_url: url }).await.unwrap();
    let policy = format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":1}}"#, arn("dead"));
    house.queue("b", &[("RedrivePolicy", &policy)]).await;
    house.call::<api::StartMessageMoveTask>(start(None, None)).await.unwrap();
    let task = ended(&house).await;
    assert_eq!(task.status.as_deref(), Some("FAILED"));
    assert_eq!(task.failure_reason.as_deref(), Some("AWS.SimpleQueueService.NonExistentQueue"));
    assert_eq!(house.counts(&dead).await, ["3", "0", "0"]);
}
