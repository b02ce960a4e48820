//! Groups: made, listed, given a retention, deleted.

use logs_api as api;

use crate::house::{DAY, House, NOW, group_input};

async fn names(house: &House, input: api::DescribeLogGroupsInput) -> (Vec<String>, Option<String>) {
    let output = house.call::<api::DescribeLogGroups>(input).await.unwrap();
    let names = output.log_groups.unwrap().into_iter().map(|group| group.log_group_name.unwrap()).collect();
    (names, output.next_token)
}

#[tokio::test]
async fn are_listed_in_order_by_prefix_by_part_and_by_page() {
    let house = House::new();
    for name in ["/aws/lambda/b", "/aws/lambda/a", "web", "/aws/kinesis"] {
        house.group(name).await;
    }
    let all = || api::DescribeLogGroupsInput::default();
    let (found, token) = names(&house, all()).await;
    assert_eq!(
        (found, token),
        (vec!["/aws/kinesis".into(), "/aws/lambda/a".into(), "/aws/lambda/b".into(), "web".into()], None)
    );
    let page = api::DescribeLogGroupsInput {
        limit: Some(1),
        log_group_name_prefix: Some("/aws/lambda".into()),
        ..all()
    };
    let (found, token) = names(&house, page.clone()).await;
    assert_eq!((found, token.is_some()), (vec!["/aws/lambda/a".to_owned()], true));
    assert_eq!(
        names(&house, api::DescribeLogGroupsInput { next_token: token, ..page }).await,
        (vec!["/aws/lambda/b".into()], None)
    );
    let part = api::DescribeLogGroupsInput { log_group_name_pattern: Some("kin".into()), ..all() };
    assert_eq!(names(&house, part.clone()).await.0, ["/aws/kinesis"]);
    let arn = "arn:aws:logs:us-east-1:000000000000:log-group:web";
    let named = api::DescribeLogGroupsInput { log_group_identifiers: Some(vec![arn.into()]), ..all() };
    assert_eq!(names(&house, named).await.0, ["web"]);
    let both = api::DescribeLogGroupsInput { log_group_name_prefix: Some("w".into()), ..part };
    assert_eq!(
        house.refused::<api::DescribeLogGroups>(both).await.1,
        "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."
    );
}

#[tokio::test]
async fn are_described() {
    let house = House::new();
    house.group("/a").await;
    house.stream("/a", "s").await;
    house.put("/a", "s", &[(NOW, "hello")]).await;
    let output = house.call::<api::DescribeLogGroups>(Default::default()).await.unwrap();
    let expected = api::LogGroup {
        log_group_name: Some("/a".into()),
        creation_time: Some(NOW),
        metric_filter_count: Some(0),
        arn: Some("arn:aws:logs:us-east-1:000000000000:log-group:/a:*".into()),
        stored_bytes: Some(31),
        log_group_class: Some(api::LogGroupClass::Standard),
        log_group_arn: Some("arn:aws:logs:us-east-1:000000000000:log-group:/a".into()),
        ..Default::default()
    };
    assert_eq!(output.log_groups.unwrap(), [expected]);
}

#[tokio::test]
async fn are_made_once_and_only_as_we_can() {
    let house = House::new();
    house.group("g").await;
    let (code, text) = house.refused::<api::CreateLogGroup>(group_input("g")).await;
    assert_eq!(
        (code.as_str(), text.as_str()),
        ("ResourceAlreadyExistsException", "The specified log group already exists")
    );
    let wrong = [
        group_input("aws/mine"),
        group_input("ä"),
        api::CreateLogGroupInput { kms_key_id: Some("k".into()), ..group_input("h") },
        api::CreateLogGroupInput { deletion_protection_enabled: Some(true), ..group_input("h") },
        api::CreateLogGroupInput { log_group_class: Some(api::LogGroupClass::Delivery), ..group_input("h") },
        api::CreateLogGroupInput { tags: Some([("aws:x".into(), "y".into())].into()), ..group_input("h") },
    ];
    for input in wrong {
        let shown = format!("{input:?}");
        assert_eq!(
            house.refused::<api::CreateLogGroup>(input).await.0,
            "InvalidParameterException",
            "{shown}"
        );
    }
}

#[tokio::test]
async fn deleted_ones_take_everything_with_them() {
    let house = House::new();
    let delete = || api::DeleteLogGroupInput { log_group_name: "g".into() };
    let (code, text) = house.refused::<api::DeleteLogGroup>(delete()).await;
    assert_eq!(
        (code.as_str(), text.as_str()),
        ("ResourceNotFoundException", "The specified log group does not exist.")
    );
    house.group("g").await;
    house.stream("g", "s").await;
    house.put("g", "s", &[(NOW, "old")]).await;
    house.call::<api::DeleteLogGroup>(delete()).await.unwrap();
    house.group("g").await;
    house.stream("g", "s").await;
    assert!(house.messages("g", "s").await.is_empty());
    house.put("g", "s", &[(NOW, "new")]).await;
    house.logs.sweep().await.unwrap();
    assert_eq!(house.messages("g", "s").await, ["new"]);
}

#[tokio::test]
async fn keep_events_as_long_as_they_are_told() {
    let house = House::new();
    house.group("g").await;
    house.stream("g", "s").await;
    house.put("g", "s", &[(NOW - 2 * DAY, "a")]).await;
    house.put("g", "s", &[(NOW, "b")]).await;
    let retain = |days| api::PutRetentionPolicyInput { log_group_name: "g".into(), retention_in_days: days };
    let (code, text) = house.refused::<api::PutRetentionPolicy>(retain(2)).await;
    assert!(code == "InvalidParameterException" && text.contains("'2' at 'retentionInDays'"), "{text}");
    house.call::<api::PutRetentionPolicy>(retain(1)).await.unwrap();
    assert_eq!((house.messages("g", "s").await, house.stored_bytes("g").await), (vec!["b".to_owned()], 54));
    let forever = || api::DeleteRetentionPolicyInput { log_group_name: "g".into() };
    house.call::<api::DeleteRetentionPolicy>(forever()).await.unwrap();
    assert_eq!(house.messages("g", "s").await, ["a", "b"]);
    house.call::<api::PutRetentionPolicy>(retain(1)).await.unwrap();
    house.logs.sweep().await.unwrap();
    house.call::<api::DeleteRetentionPolicy>(forever()).await.unwrap();
    assert_eq!((house.messages("g", "s").await, house.stored_bytes("g").await), (vec!["b".to_owned()], 27));
    house.call::<api::PutRetentionPolicy>(retain(1)).await.unwrap();
    house.clock.advance(2 * DAY as u64);
    house.logs.sweep().await.unwrap();
    assert_eq!(house.stored_bytes("g").await, 0);
    house.put("g", "s", &[(NOW + 2 * DAY, "c")]).await;
    assert_eq!(house.messages("g", "s").await, ["c"]);
}
