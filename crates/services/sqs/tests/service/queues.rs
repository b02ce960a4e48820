//! Queues: making, describing, changing, removing them.

use sqs_api as api;

use crate::house::{House, URLS, create, texts};

#[tokio::test]
async fn a_queue_is_made_once_and_found_by_name() {
    let house = House::new();
    let url = house.queue("a", &[("DelaySeconds", "5")]).await;
    assert_eq!(url, format!("{URLS}a"));
    assert_eq!(house.queue("a", &[("DelaySeconds", "5"), ("VisibilityTimeout", "30")]).await, url);
    assert_eq!(house.queue("a", &[]).await, url);
    let (code, text) = house.refused::<api::CreateQueue>(create("a", &[("DelaySeconds", "6")])).await;
    assert_eq!(code, "QueueNameExists");
    assert_eq!(
        text,
        "A queue already exists with the same name and a different value for attribute DelaySeconds"
    );
    let input = api::GetQueueUrlInput { queue_name: "a".into(), queue_owner_aws_account_id: None };
    assert_eq!(house.call::<api::GetQueueUrl>(input.clone()).await.unwrap().queue_url.unwrap(), url);
    let missing = api::GetQueueUrlInput { queue_name: "b".into(), ..input };
    assert_eq!(house.refused::<api::GetQueueUrl>(missing).await.0, "QueueDoesNotExist");
}

#[tokio::test]
async fn attributes_are_described_and_changed() {
    let house = House::new();
    let url = house.queue("a", &[]).await;
    let all = house.attributes(&url).await;
    let expected = texts(&[
        ("ApproximateNumberOfMessages", "0"),
        ("ApproximateNumberOfMessagesDelayed", "0"),
        ("ApproximateNumberOfMessagesNotVisible", "0"),
        ("CreatedTimestamp", "1800000000"),
        ("DelaySeconds", "0"),
        ("LastModifiedTimestamp", "1800000000"),
        ("MaximumMessageSize", "1048576"),
        ("MessageRetentionPeriod", "345600"),
        ("QueueArn", "arn:aws:sqs:us-east-1:000000000000:a"),
        ("ReceiveMessageWaitTimeSeconds", "0"),
        ("SqsManagedSseEnabled", "true"),
        ("VisibilityTimeout", "30"),
    ]);
    assert_eq!(all, expected);
    house.wait(5);
    house.set(&url, "VisibilityTimeout", "7").await.unwrap();
    let all = house.attributes(&url).await;
    assert_eq!(
        (all["VisibilityTimeout"].as_str(), all["LastModifiedTimestamp"].as_str()),
        ("7", "1800000005")
    );
    for (name, value, code) in [
        ("VisibilityTimeout", "43201", "InvalidAttributeValue"),
        ("Nothing", "1", "InvalidAttributeName"),
        ("FifoQueue", "true", "InvalidAttributeValue"),
        (
            "RedrivePolicy",
            r#"{"deadLetterTargetArn":"dummy","maxReceiveCount":42}"#,
            "InvalidParameterValueException",
        ),
    ] {
        assert_eq!(house.set(&url, name, value).await.unwrap_err().code, code, "{name}");
    }
    let none = api::GetQueueAttributesInput { queue_url: url.clone(), attribute_names: None };
    assert_eq!(house.call::<api::GetQueueAttributes>(none).await.unwrap().attributes, None);
    let unknown = api::GetQueueAttributesInput { queue_url: url, attribute_names: Some(vec!["Odd".into()]) };
    assert_eq!(house.refused::<api::GetQueueAttributes>(unknown).await.1, "Unknown Attribute Odd.");
}

#[tokio::test]
async fn queues_are_listed_in_pages() {
    let house = House::new();
    for name in ["b1", "a1", "a3", "a2"] {
        house.queue(name, &[]).await;
    }
    let mut input =
        api::ListQueuesInput { queue_name_prefix: Some("a".into()), max_results: Some(2), next_token: None };
    let page = house.call::<api::ListQueues>(input.clone()).await.unwrap();
    assert_eq!(page.queue_urls.unwrap(), [format!("{URLS}a1"), format!("{URLS}a2")]);
    input.next_token = page.next_token;
    let page = house.call::<api::ListQueues>(input).await.unwrap();
    assert_eq!((page.queue_urls.unwrap(), page.next_token), (vec![format!("{URLS}a3")], None));
    let all = house.call::<api::ListQueues>(Default::default()).await.unwrap().queue_urls.unwrap();
    assert_eq!(all.len(), 4);
}

#[tokio::test]
async fn a_deleted_queue_is_gone_and_its_name_rests_for_a_minute() {
    let house = House::new();
    let url = house.queue("a", &[]).await;
    house.send(&url, "x").await;
    house.call::<api::DeleteQueue>(api::DeleteQueueInput { queue_url: url.clone() }).await.unwrap();
    assert_eq!(
        house.refused::<api::SendMessage>(crate::house::message(&url, "x")).await.0,
        "QueueDoesNotExist"
    );
    assert_eq!(house.refused::<api::CreateQueue>(create("a", &[])).await.0, "QueueDeletedRecently");
    house.wait(59);
    house.sqs.sweep().await.unwrap();
    assert_eq!(house.refused::<api::CreateQueue>(create("a", &[])).await.0, "QueueDeletedRecently");
    house.wait(1);
    let again = house.queue("a", &[]).await;
    assert_eq!(house.bodies(&again).await, [""; 0]);
    house.sqs.sweep().await.unwrap();
    house.send(&again, "y").await;
    assert_eq!(house.bodies(&again).await, ["y"]);
}

#[tokio::test]
async fn tags_come_and_go() {
    let house = House::new();
    let input = api::CreateQueueInput { tags: Some(texts(&[("a", "1")])), ..create("q", &[]) };
    let url = house.call::<api::CreateQueue>(input).await.unwrap().queue_url.unwrap();
    let tags = texts(&[("b", "2"), ("c", "3")]);
    house.call::<api::TagQueue>(api::TagQueueInput { queue_url: url.clone(), tags }).await.unwrap();
    let gone = api::UntagQueueInput { queue_url: url.clone(), tag_keys: vec!["a".into(), "c".into()] };
    house.call::<api::UntagQueue>(gone).await.unwrap();
    let listed = house.call::<api::ListQueueTags>(api::ListQueueTagsInput { queue_url: url }).await.unwrap();
    assert_eq!(listed.tags, Some(texts(&[("b", "2")])));
}

#[tokio::test]
async fn a_purge_leaves_nothing_and_is_allowed_once_a_minute() {
    let house = House::new();
    let url = house.queue("a", &[]).await;
    for body in ["a", "b", "c"] {
        house.send(&url, body).await;
    }
    let received = house
        .call::<api::ReceiveMessage>(api::ReceiveMessageInput {
            queue_url: url.clone(),
            ..Default::default()
        })
        .await;
    assert_eq!(received.unwrap().messages.unwrap().len(), 1);
    let purge = api::PurgeQueueInput { queue_url: url.clone() };
    house.call::<api::PurgeQueue>(purge.clone()).await.unwrap();
    assert_eq!(house.counts(&url).await, ["0", "0", "0"]);
    let (code, text) = house.refused::<api::PurgeQueue>(purge.clone()).await;
    assert_eq!(
        (code.as_str(), text.as_str()),
        ("PurgeQueueInProgress", "Only one PurgeQueue operation on a is allowed every 60 seconds.")
    );
    house.wait(60);
    house.call::<api::PurgeQueue>(purge).await.unwrap();
}

#[tokio::test]
async fn permissions_are_statements_of_the_policy_and_let_others_in() {
    use dispatch::Principal;
    let house = House::new();
    let url = house.queue("a", &[]).await;
    let add = api::AddPermissionInput {
        queue_url: url.clone(),
        label: "l".into(),
        aws_account_ids: vec!["111111111111".into()],
        actions: vec!["SendMessage".into()],
    };
    let mut other = house.call.clone();
    other.principal = Principal::Account(kernel::AccountId::parse("111111111111").unwrap());
    let send = || house.dispatch.call::<api::SendMessage>(&other, crate::house::message(&url, "x"));
    assert_eq!(send().await.unwrap_err().code, "AccessDeniedException");
    house.call::<api::AddPermission>(add.clone()).await.unwrap();
    send().await.unwrap();
    let policy = house.attributes(&url).await["Policy"].clone();
    assert!(policy.contains(r#""Action":"SQS:SendMessage""#), "{policy}");
    let (_, text) = house.refused::<api::AddPermission>(add).await;
    assert_eq!(text, "Value l for parameter Label is invalid. Reason: Already exists.");
    let remove = api::RemovePermissionInput { queue_url: url.clone(), label: "l".into() };
    house.call::<api::RemovePermission>(remove.clone()).await.unwrap();
    assert!(!house.attributes(&url).await.contains_key("Policy"));
    let (_, text) = house.refused::<api::RemovePermission>(remove).await;
    assert_eq!(text, "Value l for parameter Label is invalid. Reason: can't find label.");
}

#[tokio::test]
async fn services_send_where_the_policy_lets_them() {
    use dispatch::{Call, Principal};
    let house = House::new();
    let url = house.queue("a", &[]).await;
    let call = Call::inside(
        "s3",
        Principal::Service("s3.amazonaws.com"),
        house.call.place.clone(),
        house.call.request_id.clone(),
    )
    .on_account_of("arn:aws:s3:::lake");
    let send = || house.dispatch.call::<api::SendMessage>(&call, crate::house::message(&url, "x"));
    assert_eq!(send().await.unwrap_err().code, "AccessDeniedException");
    let policy = r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:000000000000:a","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:lake"}}}}"#;
    house.set(&url, "Policy", policy).await.unwrap();
    send().await.unwrap();
    assert_eq!(house.bodies(&url).await, ["x"]);
}
