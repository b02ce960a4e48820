//! Tables listed and deleted; tags, times to live, limits.

use super::house::{House, table};

#[tokio::test]
async fn tables_are_listed_in_pages_by_place() {
    let mut house = House::new();
    for name in ["ccc", "aaa", "bbb"] {
        house.table(name, &["a:S"], &["a:HASH"]).await;
    }
    assert_eq!(house.ok("ListTables", "{}").await, r#"{"TableNames":["aaa","bbb","ccc"]}"#);
    assert_eq!(
        house.ok("ListTables", r#"{"Limit":2}"#).await,
        r#"{"TableNames":["aaa","bbb"],"LastEvaluatedTableName":"bbb"}"#
    );
    let rest = house.ok("ListTables", r#"{"Limit":2,"ExclusiveStartTableName":"bbb"}"#).await;
    assert_eq!(rest, r#"{"TableNames":["ccc"]}"#);
    house.call.place.region = kernel::Region::parse("eu-west-1").unwrap();
    assert_eq!(house.ok("ListTables", "{}").await, r#"{"TableNames":[]}"#);
    let elsewhere = r#"{"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/aaa"}"#;
    assert_eq!(house.refused("DescribeTable", elsewhere).await.0, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_table_is_deleted_when_nothing_forbids_it() {
    let house = House::new();
    let body = table(
        "tab",
        &["a:S"],
        &["a:HASH"],
        r#","BillingMode":"PAY_PER_REQUEST","DeletionProtectionEnabled":true"#,
    );
    let name = r#"{"TableName":"tab"}"#;
    let refused = async |operation: &str, body: &str, code: &str, message: &str| {
        assert_eq!(house.refused(operation, body).await, (code.to_owned(), message.to_owned()));
    };
    refused(
        "DeleteTable",
        name,
        "ResourceNotFoundException",
        "Requested resource not found: Table: tab not found",
    )
    .await;
    house.ok("CreateTable", &body).await;
    refused("CreateTable", &body, "ResourceInUseException", "Table already exists: tab").await;
    let protected = "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.";
    refused("DeleteTable", name, "ValidationException", protected).await;
    house.ok("UpdateTable", r#"{"TableName":"tab","DeletionProtectionEnabled":false}"#).await;
    let deleted = house.ok("DeleteTable", name).await;
    assert!(deleted.contains(r#""TableStatus":"DELETING""#), "{deleted}");
    refused(
        "DescribeTable",
        name,
        "ResourceNotFoundException",
        "Requested resource not found: Table: tab not found",
    )
    .await;
    let plain = table("tab", &["a:S"], &["a:HASH"], r#","BillingMode":"PAY_PER_REQUEST""#);
    house.ok("CreateTable", &plain).await;
    house.ok("DeleteTable", name).await;
}

#[tokio::test]
async fn tags_come_and_go_and_are_listed_in_pages() {
    let house = House::new();
    house.table("tab", &["a:S"], &["a:HASH"]).await;
    let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";
    let tags = |numbers: std::ops::Range<u32>| {
        let tags: Vec<String> =
            numbers.map(|number| format!(r#"{{"Key":"k{number:02}","Value":"v"}}"#)).collect();
        format!(r#"{{"ResourceArn":"{arn}","Tags":[{}]}}"#, tags.join(","))
    };
    assert_eq!(house.ok("TagResource", &tags(0..12)).await, "");
    let first = house.ok("ListTagsOfResource", &format!(r#"{{"ResourceArn":"{arn}"}}"#)).await;
    assert!(
        first.starts_with(r#"{"Tags":[{"Key":"k00","Value":"v"},"#)
            && first.ends_with(r#"],"NextToken":"k09"}"#)
    );
    let second =
        house.ok("ListTagsOfResource", &format!(r#"{{"ResourceArn":"{arn}","NextToken":"k09"}}"#)).await;
    assert_eq!(second, r#"{"Tags":[{"Key":"k10","Value":"v"},{"Key":"k11","Value":"v"}]}"#);
    let untag = format!(r#"{{"ResourceArn":"{arn}","TagKeys":["k10","none"]}}"#);
    assert_eq!(house.ok("UntagResource", &untag).await, "");
    let second =
        house.ok("ListTagsOfResource", &format!(r#"{{"ResourceArn":"{arn}","NextToken":"k09"}}"#)).await;
    assert_eq!(second, r#"{"Tags":[{"Key":"k11","Value":"v"}]}"#);
    let (_, message) = house.refused("TagResource", &tags(20..70)).await;
    assert_eq!(message, "Number of Tags exceed the current limit for the provided ResourceArn");
    let empty = format!(r#"{{"ResourceArn":"{arn}","Tags":[]}}"#);
    assert_eq!(
        house.refused("TagResource", &empty).await.1,
        "Atleast one Tag needs to be provided as Input."
    );
    for (resource, message) in [
        ("tab", "One or more parameter values were invalid: ARNs must start with 'arn:': tab"),
        (
            "arn:aws:s3:::tab",
            "One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: arn:aws:s3:::tab",
        ),
        (
            "arn:aws:dynamodb:us-east-1:000000000000:table/none",
            "Requested resource not found: ResourcArn: arn:aws:dynamodb:us-east-1:000000000000:table/none not found",
        ),
    ] {
        let body = format!(r#"{{"ResourceArn":"{resource}"}}"#);
        assert_eq!(house.refused("ListTagsOfResource", &body).await.1, message);
    }
}

#[tokio::test]
async fn time_to_live_is_switched_on_and_off() {
    let house = House::new();
    house.table("tab", &["a:S"], &["a:HASH"]).await;
    let describe = r#"{"TableName":"tab"}"#;
    let off = r#"{"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}}"#;
    assert_eq!(house.ok("DescribeTimeToLive", describe).await, off);
    let update = |enabled: bool, name: &str| {
        format!(
            r#"{{"TableName":"tab","TimeToLiveSpecification":{{"Enabled":{enabled},"AttributeName":"{name}"}}}}"#
        )
    };
    assert_eq!(
        house.refused("UpdateTimeToLive", &update(false, "t")).await.1,
        "TimeToLive is already disabled"
    );
    assert_eq!(
        house.ok("UpdateTimeToLive", &update(true, "t")).await,
        r#"{"TimeToLiveSpecification":{"Enabled":true,"AttributeName":"t"}}"#
    );
    assert_eq!(
        house.refused("UpdateTimeToLive", &update(true, "t")).await.1,
        "TimeToLive is already enabled"
    );
    let other = "TimeToLive is active on a different AttributeName: current AttributeName is t";
    assert_eq!(house.refused("UpdateTimeToLive", &update(false, "u")).await.1, other);
    let on = r#"{"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"t"}}"#;
    assert_eq!(house.ok("DescribeTimeToLive", describe).await, on);
    house.ok("UpdateTimeToLive", &update(false, "t")).await;
    assert_eq!(house.ok("DescribeTimeToLive", describe).await, off);
}

#[tokio::test]
async fn limits_endpoints_and_backups_are_described() {
    let house = House::new();
    house.table("tab", &["a:S"], &["a:HASH"]).await;
    assert_eq!(
        house.ok("DescribeEndpoints", "{}").await,
        r#"{"Endpoints":[{"Address":"localhost:4566","CachePeriodInMinutes":1440}]}"#
    );
    assert_eq!(
        house.ok("DescribeLimits", "{}").await,
        r#"{"AccountMaxReadCapacityUnits":80000,"AccountMaxWriteCapacityUnits":80000,"TableMaxReadCapacityUnits":40000,"TableMaxWriteCapacityUnits":40000}"#
    );
    assert_eq!(
        house.ok("DescribeContinuousBackups", r#"{"TableName":"tab"}"#).await,
        r#"{"ContinuousBackupsDescription":{"ContinuousBackupsStatus":"DISABLED","PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"DISABLED"}}}"#
    );
    let missing = house.refused("DescribeContinuousBackups", r#"{"TableName":"none"}"#).await;
    assert_eq!(missing, ("TableNotFoundException".to_owned(), "Table not found: none".to_owned()));
}
