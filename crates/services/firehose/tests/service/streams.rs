//! Delivery streams: made, described, listed, changed, tagged, deleted.

use serde_json::{Value, json};

use crate::house::{ARN, House, NOW, ROLE, bucket, merge, processing, processor};

fn named(change: Value) -> Value {
    let mut input = json!({"DeliveryStreamName": "d"});
    merge(&mut input, change);
    input
}

#[tokio::test]
async fn a_new_one_is_creating_and_then_active_with_what_aws_fills_in() {
    let house = House::new();
    let made = house
        .done("CreateDeliveryStream", named(json!({"S3DestinationConfiguration": bucket(json!({}))})))
        .await;
    assert_eq!(made, json!({"DeliveryStreamARN": ARN}));
    assert_eq!(house.describe().await["DeliveryStreamStatus"], "CREATING");
    let put = json!({"DeliveryStreamName": "d", "Record": {"Data": "AA=="}});
    let not_found = (
        "ResourceNotFoundException".to_owned(),
        "Firehose d under account 000000000000 not found.".to_owned(),
    );
    assert_eq!(house.refused("PutRecord", put.clone()).await, not_found);
    assert_eq!(house.refused("DeleteDeliveryStream", named(json!({}))).await.0, "ResourceInUseException");
    house.advance(500);
    let plain = json!({
        "RoleARN": ROLE, "BucketARN": "arn:aws:s3:::b", "CompressionFormat": "UNCOMPRESSED",
        "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300},
        "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"},
        "CloudWatchLoggingOptions": {"Enabled": false},
    });
    let mut extended = plain.clone();
    extended["S3BackupMode"] = "Disabled".into();
    let expected = json!({
        "DeliveryStreamName": "d", "DeliveryStreamARN": ARN, "DeliveryStreamStatus": "ACTIVE",
        "DeliveryStreamEncryptionConfiguration": {"Status": "DISABLED"}, "DeliveryStreamType": "DirectPut",
        "VersionId": "1", "CreateTimestamp": NOW as f64 / 1000.0, "HasMoreDestinations": false,
        "Destinations": [{
            "DestinationId": "destinationId-000000000001", "S3DestinationDescription": plain,
            "ExtendedS3DestinationDescription": extended,
        }],
    });
    assert_eq!(house.describe().await, expected);
    house.done("PutRecord", put).await;
}

#[tokio::test]
async fn what_makes_no_sense_or_is_not_built_is_refused_by_name() {
    let house = House::new();
    let s3 = "ExtendedS3DestinationConfiguration";
    let to = |change: Value| json!({s3: bucket(change)});
    let search = json!({"RoleARN": ROLE, "IndexName": "i", "S3Configuration": bucket(json!({})),
        "DomainARN": "arn:aws:es:us-east-1:000000000000:domain/search"});
    for (input, expected) in [
        (json!({}), "Exactly one destination configuration is supported for a Firehose"),
        (
            json!({s3: bucket(json!({})), "S3DestinationConfiguration": bucket(json!({}))}),
            "Exactly one destination configuration is supported for a Firehose",
        ),
        (
            json!({"SplunkDestinationConfiguration": {"HECToken": "t"}}),
            "SplunkDestinationConfiguration is not supported",
        ),
        (json!({"MSKSourceConfiguration": {}}), "MSKSourceConfiguration is not supported"),
        (
            json!({"DeliveryStreamEncryptionConfigurationInput": {"KeyType": "AWS_OWNED_CMK"}}),
            "DeliveryStreamEncryption",
        ),
        (json!({"AmazonopensearchserviceDestinationConfiguration": search}), "DomainARN is not supported"),
        (
            to(json!({"RoleARN": "arn:aws:iam::000000000000:role/closed"})),
            "Firehose is unable to assume role arn:aws:iam::000000000000:role/closed. Please check the role provided.",
        ),
        (
            to(
                json!({"EncryptionConfiguration": {"KMSEncryptionConfig": {"AWSKMSKeyARN": "arn:aws:kms:us-east-1:000000000000:key/k"}}}),
            ),
            "KMSEncryptionConfig",
        ),
        (to(json!({"S3BackupMode": "Enabled"})), "S3BackupConfiguration is required"),
        (to(json!({"Prefix": "!{timestamp:yyyy}/"})), "`ErrorOutputPrefix` can't be null"),
        (
            to(json!({"CloudWatchLoggingOptions": {"Enabled": true}})),
            "LogGroupName and LogStreamName are required",
        ),
        (
            to(
                json!({"DynamicPartitioningConfiguration": {"Enabled": true}, "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 60}}),
            ),
            "BufferingHints.SizeInMBs must be at least 64 when dynamic partitioning is enabled.",
        ),
        (
            to(json!({"ProcessingConfiguration": {"Enabled": true, "Processors": [{"Type": "Lambda"}]}})),
            "LambdaArn is required",
        ),
        (
            to(json!({"ProcessingConfiguration": processing(&[processor("Lambda", &[
                ("LambdaArn", "arn:aws:lambda:us-east-1:000000000000:function:f"),
                ("RoleArn", "arn:aws:iam::000000000000:role/closed"),
            ])])})),
            "Firehose is unable to assume role arn:aws:iam::000000000000:role/closed.",
        ),
        (
            json!({s3: bucket(json!({})), "DeliveryStreamType": "KinesisStreamAsSource"}),
            "KinesisStreamSourceConfig is required",
        ),
    ] {
        let (code, text) = house.refused("CreateDeliveryStream", named(input.clone())).await;
        assert_eq!(code, "InvalidArgumentException", "{input}");
        assert!(text.starts_with(expected) || text.contains(expected), "{input}: {text}");
    }
    let short = named(to(json!({"BufferingHints": {"SizeInMBs": 129}})));
    let (code, text) = house.refused("CreateDeliveryStream", short).await;
    assert_eq!(code, "ValidationException");
    assert!(text.contains("'extendedS3DestinationConfiguration.bufferingHints.sizeInMBs'"), "{text}");
}

#[tokio::test]
async fn names_are_taken_once_and_listed_in_order() {
    let house = House::new();
    for name in ["c", "a", "b"] {
        let input =
            json!({"DeliveryStreamName": name, "ExtendedS3DestinationConfiguration": bucket(json!({}))});
        house.done("CreateDeliveryStream", input.clone()).await;
        let refused = house.refused("CreateDeliveryStream", input).await;
        assert_eq!(refused.0, "ResourceInUseException");
        assert_eq!(refused.1, format!("Firehose {name} under accountId 000000000000 already exists"));
    }
    let listed = house.done("ListDeliveryStreams", json!({"Limit": 2})).await;
    assert_eq!(listed, json!({"DeliveryStreamNames": ["a", "b"], "HasMoreDeliveryStreams": true}));
    let rest = json!({"ExclusiveStartDeliveryStreamName": "b", "DeliveryStreamType": "DirectPut"});
    let listed = house.done("ListDeliveryStreams", rest).await;
    assert_eq!(listed, json!({"DeliveryStreamNames": ["c"], "HasMoreDeliveryStreams": false}));
    let listed =
        house.done("ListDeliveryStreams", json!({"DeliveryStreamType": "KinesisStreamAsSource"})).await;
    assert_eq!(listed["DeliveryStreamNames"], json!([]));
}

#[tokio::test]
async fn tags_come_and_go() {
    let house = House::new();
    let tags = |keys: &[&str]| keys.iter().map(|key| json!({"Key": key, "Value": "v"})).collect::<Vec<_>>();
    house.create(json!({"S3DestinationConfiguration": bucket(json!({})), "Tags": tags(&["a"])})).await;
    house.done("TagDeliveryStream", named(json!({"Tags": tags(&["b", "c"])}))).await;
    house.done("UntagDeliveryStream", named(json!({"TagKeys": ["a", "x"]}))).await;
    let listed = house.done("ListTagsForDeliveryStream", named(json!({"Limit": 1}))).await;
    assert_eq!(listed, json!({"Tags": tags(&["b"]), "HasMoreTags": true}));
    let listed = house.done("ListTagsForDeliveryStream", named(json!({"ExclusiveStartTagKey": "b"}))).await;
    assert_eq!(listed, json!({"Tags": tags(&["c"]), "HasMoreTags": false}));
    let (code, _) = house.refused("TagDeliveryStream", named(json!({"Tags": tags(&["aws:x"])}))).await;
    assert_eq!(code, "InvalidArgumentException");
}

#[tokio::test]
async fn a_change_wants_the_version_and_keeps_what_it_leaves_out() {
    let house = House::new();
    house.create_to_bucket(json!({"Prefix": "old/"})).await;
    let change = |version: &str| {
        named(json!({
            "CurrentDeliveryStreamVersionId": version, "DestinationId": "destinationId-000000000001",
            "ExtendedS3DestinationUpdate": {"BucketARN": "arn:aws:s3:::other", "BufferingHints": {"IntervalInSeconds": 60}},
        }))
    };
    let (code, text) = house.refused("UpdateDestination", change("7")).await;
    assert_eq!(code, "ConcurrentModificationException");
    assert!(text.contains("current version id: 1 and specified version id: 7 do not match"), "{text}");
    house.put(&["before"]).await;
    house.done("UpdateDestination", change("1")).await;
    let described = house.describe().await;
    let destination = &described["Destinations"][0]["ExtendedS3DestinationDescription"];
    assert_eq!((&described["VersionId"], &destination["Prefix"]), (&"2".into(), &"old/".into()));
    assert_eq!(destination["BufferingHints"], json!({"SizeInMBs": 5, "IntervalInSeconds": 60}));
    // What was not delivered yet goes where the change says.
    house.advance(60_000);
    let object = house.s3.only().await;
    assert_eq!((object.bucket.as_str(), object.text().as_str()), ("other", "before"));
    assert!(object.key.starts_with("old/2027/01/15/08/d-2-2027-01-15-08-00-00-"), "{}", object.key);
    let other = json!({
        "DeliveryStreamName": "d", "CurrentDeliveryStreamVersionId": "2",
        "DestinationId": "destinationId-000000000001", "HttpEndpointDestinationUpdate": {},
    });
    let (code, text) = house.refused("UpdateDestination", other).await;
    assert_eq!(code, "InvalidArgumentException");
    assert!(text.starts_with("Changing the type of a destination is not supported"), "{text}");
    let (code, _) = house
        .refused("UpdateDestination", {
            let mut input = change("2");
            input["DestinationId"] = "destinationId-000000000002".into();
            input
        })
        .await;
    assert_eq!(code, "InvalidArgumentException");
}

#[tokio::test]
async fn a_deleted_one_is_gone_and_may_be_made_again() {
    let house = House::new();
    house.create_to_bucket(json!({})).await;
    house.put(&["lost"]).await;
    house.done("DeleteDeliveryStream", named(json!({}))).await;
    loop {
        let (status, body) = house.ask("DescribeDeliveryStream", named(json!({}))).await;
        if status == 400 {
            assert_eq!(body["message"], "Firehose d under account 000000000000 not found.");
            break;
        }
        assert_eq!(body["DeliveryStreamDescription"]["DeliveryStreamStatus"], "DELETING");
        tokio::task::yield_now().await;
    }
    house.create_to_bucket(json!({})).await;
    house.put(&["new"]).await;
    house.fill_interval();
    assert_eq!(house.s3.only().await.text(), "new");
}
