//! Subscriptions: what they send where and as whom, again after a refusal or a kill, and what they refuse.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use logs_api as api;
use serde_json::{Value, json};
use storage::{CrashDisk, Volume};

use crate::fakes::Fakes;
use crate::house::{House, NOW};

const STREAM: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/st";
const DELIVERY: &str = "arn:aws:firehose:us-east-1:000000000000:deliverystream/de";
const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:fu";
const ROLE: &str = "arn:aws:iam::000000000000:role/ro";

fn subscription(name: &str, pattern: &str, destination: &str) -> api::PutSubscriptionFilterInput {
    api::PutSubscriptionFilterInput {
        log_group_name: "g".into(),
        filter_name: name.into(),
        filter_pattern: pattern.into(),
        destination_arn: destination.into(),
        role_arn: (destination != FUNCTION).then(|| ROLE.into()),
        distribution: None,
        apply_on_transformed_logs: None,
        field_selection_criteria: None,
        emit_system_fields: None,
    }
}

async fn house(fakes: &Arc<Fakes>, volume: Volume) -> House {
    let house = House::with(volume, fakes.clone());
    house.group("g").await;
    for stream in ["s", "t"] {
        house.stream("g", stream).await;
    }
    house
}

/// Whom a message came to, its stream, and what its events say.
fn told((who, message): (String, Value)) -> (String, String, Vec<String>) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let events = message["logEvents"].as_array().unwrap().iter().map(|event| text(&event["message"]));
    (who, text(&message["logStream"]), events.collect())
}

#[tokio::test]
async fn a_stream_gets_what_matches_as_the_role() {
    let house = house(&Arc::default(), Volume::memory()).await;
    house.put("g", "s", &[(NOW, "ERROR before")]).await;
    house.call::<api::PutSubscriptionFilter>(subscription("f", "ERROR", STREAM)).await.unwrap();
    let [(_, control)] = &house.fakes.take()[..] else { panic!("one control message") };
    let text = "CWL CONTROL MESSAGE: Checking health of destination Kinesis stream.";
    let events = json!([{"id": "", "timestamp": NOW, "message": text}]);
    let expected = json!({"messageType": "CONTROL_MESSAGE", "owner": "CloudwatchLogs", "logGroup": "",
        "logStream": "", "subscriptionFilters": [], "logEvents": events});
    assert_eq!(*control, expected);
    house.put("g", "s", &[(NOW, "ERROR 1"), (NOW, "INFO"), (NOW + 5, "ERROR 2")]).await;
    house.put("g", "t", &[(NOW, "ERROR 3")]).await;
    house.put("g", "s", &[(NOW, "ERROR 4")]).await;
    house.logs.settle().await.unwrap();
    let got = house.fakes.take();
    let first = &got[0].1;
    assert_eq!((&first["messageType"], &first["owner"]), (&json!("DATA_MESSAGE"), &json!("000000000000")));
    assert_eq!((&first["logGroup"], &first["subscriptionFilters"]), (&json!("g"), &json!(["f"])));
    assert_eq!(first["logEvents"][1]["timestamp"], json!(NOW + 5));
    assert_eq!(first["logEvents"][0]["id"].as_str().unwrap().len(), 56);
    let role = "arn:aws:sts::000000000000:assumed-role/ro/CloudWatchLogs";
    // How many messages they are depends on when the follower looked.
    let mut events: Vec<_> = got.into_iter().map(told).collect();
    events.sort_by_key(|(who, ..)| who.clone());
    assert!(events.iter().all(|(who, stream, _)| *who == format!("{role} {STREAM} {stream}")), "{events:?}");
    let got: Vec<_> = events.into_iter().flat_map(|(_, _, events)| events).collect();
    let expected = ["ERROR 1", "ERROR 2", "ERROR 4", "ERROR 3"];
    assert_eq!(got, expected);
    house.logs.settle().await.unwrap();
    assert!(house.fakes.take().is_empty());
}

#[tokio::test]
async fn a_delivery_stream_and_a_function_get_theirs() {
    let house = house(&Arc::default(), Volume::memory()).await;
    house.call::<api::PutSubscriptionFilter>(subscription("a", "", DELIVERY)).await.unwrap();
    house.call::<api::PutSubscriptionFilter>(subscription("b", "[level, ms > 5]", FUNCTION)).await.unwrap();
    assert_eq!(house.fakes.take().len(), 1, "a function gets no control message");
    house.put("g", "s", &[(NOW, "x 7"), (NOW, "y 3")]).await;
    house.logs.settle().await.unwrap();
    let mut got = house.fakes.take();
    got.sort_by_key(|(who, _)| who.clone());
    assert_eq!(got[1].1["logEvents"][0]["extractedFields"], json!({"level": "x", "ms": "7"}));
    assert!(got[0].1["logEvents"][0].get("extractedFields").is_none());
    let got: Vec<_> = got.into_iter().map(told).collect();
    let group = "arn:aws:logs:us-east-1:000000000000:log-group:g:*";
    let expected = [
        (
            "arn:aws:sts::000000000000:assumed-role/ro/CloudWatchLogs de".into(),
            "s".into(),
            vec!["x 7".to_owned(), "y 3".to_owned()],
        ),
        (format!("logs.amazonaws.com {group} {FUNCTION}"), "s".into(), vec!["x 7".to_owned()]),
    ];
    assert_eq!(got, expected);
}

#[tokio::test]
async fn what_was_refused_or_cut_short_comes_again() {
    let (disk, fakes) = (Arc::new(CrashDisk::default()), Arc::<Fakes>::default());
    {
        let house = house(&fakes, Volume::on_disk(disk.clone())).await;
        house.call::<api::PutSubscriptionFilter>(subscription("f", "", STREAM)).await.unwrap();
        house.put("g", "s", &[(NOW, "1")]).await;
        house.logs.settle().await.unwrap();
        fakes.take();
        fakes.refuses.store(true, Ordering::Relaxed);
        house.put("g", "s", &[(NOW, "2"), (NOW, "3")]).await;
        house.logs.settle().await.unwrap();
    }
    assert!(fakes.take().is_empty());
    fakes.refuses.store(false, Ordering::Relaxed);
    let house = House::with(Volume::on_disk(Arc::new(disk.power_cut(3))), fakes.clone());
    house.put("g", "s", &[(NOW, "4")]).await;
    house.logs.settle().await.unwrap();
    let all: Vec<_> = fakes.take().into_iter().flat_map(|got| told(got).2).collect();
    assert_eq!(all, ["2", "3", "4"]);
    fakes.refuses.store(true, Ordering::Relaxed);
    house.put("g", "s", &[(NOW, "old")]).await;
    house.clock.advance(25 * 3_600_000);
    fakes.refuses.store(false, Ordering::Relaxed);
    house.put("g", "s", &[(NOW, "new")]).await;
    house.logs.settle().await.unwrap();
    assert_eq!(told(fakes.take().remove(0)).2, ["new"], "after a day a message is given up");
}

#[tokio::test]
async fn much_goes_in_several_messages() {
    let house = house(&Arc::default(), Volume::memory()).await;
    house.call::<api::PutSubscriptionFilter>(subscription("f", "", FUNCTION)).await.unwrap();
    let text = "x".repeat(250_000);
    house.put("g", "s", &[(NOW, &text), (NOW, &text), (NOW, &text), (NOW, "end")]).await;
    house.logs.settle().await.unwrap();
    let counts: Vec<_> = house.fakes.take().into_iter().map(|got| told(got).2.len()).collect();
    assert_eq!(counts, [2, 2]);
}

#[tokio::test]
async fn they_are_listed_changed_and_removed() {
    let house = house(&Arc::default(), Volume::memory()).await;
    for name in ["a", "b"] {
        house.call::<api::PutSubscriptionFilter>(subscription(name, "x", STREAM)).await.unwrap();
    }
    let third = house.refused::<api::PutSubscriptionFilter>(subscription("c", "", STREAM)).await;
    assert_eq!(third.0, "LimitExceededException");
    let random = Some(api::Distribution::Random);
    let changed =
        api::PutSubscriptionFilterInput { distribution: random, ..subscription("b", "y", FUNCTION) };
    house.call::<api::PutSubscriptionFilter>(changed).await.unwrap();
    let list = api::DescribeSubscriptionFiltersInput {
        log_group_name: "g".into(),
        filter_name_prefix: None,
        next_token: None,
        limit: Some(1),
    };
    let first = house.call::<api::DescribeSubscriptionFilters>(list.clone()).await.unwrap();
    let next = api::DescribeSubscriptionFiltersInput { next_token: first.next_token, ..list.clone() };
    let found = house.call::<api::DescribeSubscriptionFilters>(next).await.unwrap();
    assert_eq!(found.next_token, None);
    let expected = api::SubscriptionFilter {
        filter_name: Some("b".into()),
        log_group_name: Some("g".into()),
        filter_pattern: Some("y".into()),
        destination_arn: Some(FUNCTION.into()),
        role_arn: None,
        distribution: random,
        apply_on_transformed_logs: Some(false),
        creation_time: Some(NOW),
        ..Default::default()
    };
    assert_eq!(found.subscription_filters.unwrap(), [expected]);
    house.fakes.take();
    house.put("g", "s", &[(NOW, "x y")]).await;
    let gone = api::DeleteSubscriptionFilterInput { log_group_name: "g".into(), filter_name: "a".into() };
    house.call::<api::DeleteSubscriptionFilter>(gone.clone()).await.unwrap();
    assert_eq!(house.refused::<api::DeleteSubscriptionFilter>(gone).await.0, "ResourceNotFoundException");
}

#[tokio::test]
async fn what_could_never_deliver_is_refused() {
    let house = house(&Arc::default(), Volume::memory()).await;
    house.group("/aws/lambda/fu").await;
    let invalid = "InvalidParameterException";
    for (input, text) in [
        (subscription("f", "[a", STREAM), "Invalid filter pattern"),
        (subscription("f", "", "arn:aws:s3:::b"), "not the ARN of"),
        (subscription("f", "", "arn:aws:kinesis:us-east-1:000000000000:x/st"), "not the ARN of"),
        (subscription("f", "", "arn:aws:logs:us-east-1:000000000000:destination:d"), "not supported here"),
        (
            api::PutSubscriptionFilterInput { role_arn: None, ..subscription("f", "", STREAM) },
            "destinationArn for vendor kinesis cannot be used without roleArn",
        ),
        (
            api::PutSubscriptionFilterInput {
                role_arn: Some(ROLE.into()),
                ..subscription("f", "", FUNCTION)
            },
            "destinationArn for vendor lambda cannot be used with roleArn",
        ),
        (
            api::PutSubscriptionFilterInput {
                role_arn: Some(ROLE.replace("/ro", "/other")),
                ..subscription("f", "", STREAM)
            },
            "Make sure you have given CloudWatch Logs permission to assume the provided role.",
        ),
        (
            api::PutSubscriptionFilterInput {
                log_group_name: "/aws/lambda/fu".into(),
                ..subscription("f", "", FUNCTION)
            },
            "reserved for the function logs of the destination function",
        ),
    ] {
        let (code, found) = house.refused::<api::PutSubscriptionFilter>(input).await;
        assert!(code == invalid && found.contains(text), "{code}: {found}");
    }
    house.fakes.refuses.store(true, Ordering::Relaxed);
    for (destination, text) in [
        (STREAM, "Could not deliver test message to specified Kinesis stream."),
        (DELIVERY, "Could not deliver test message to specified Firehose stream."),
        (FUNCTION, "Could not execute the lambda function."),
    ] {
        let (code, found) =
            house.refused::<api::PutSubscriptionFilter>(subscription("f", "", destination)).await;
        assert!(code == invalid && found.starts_with(text), "{code}: {found}");
    }
    let none = api::DescribeSubscriptionFiltersInput {
        log_group_name: "g".into(),
        filter_name_prefix: None,
        next_token: None,
        limit: None,
    };
    let kept =
        house.call::<api::DescribeSubscriptionFilters>(none).await.unwrap().subscription_filters.unwrap();
    assert!(kept.is_empty());
}
