//! What each resource type asks its service for when its properties change in place.

use cloudformation_api::*;
use wire::Shape;

use crate::house::House;

/// What is asked for to make `before` into `after`.
async fn changed(before: &str, after: &str) -> Vec<String> {
    let house = House::new();
    let id = house.create(before).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let asked = house.fakes.asked().len();
    let input = UpdateStackInput {
        stack_name: "s".to_owned(),
        template_body: Some(after.to_owned()),
        capabilities: Some(vec![Capability::CapabilityNamedIam]),
        ..UpdateStackInput::placeholder()
    };
    house.call::<UpdateStack>(input).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    house.fakes.asked()[asked..].to_vec()
}

#[tokio::test]
async fn a_function_takes_configuration_code_and_concurrency() {
    let before = r#"
Resources:
  F:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: f
      Role: arn:aws:iam::000000000000:role/ro
      Runtime: provided.al2023
      Handler: bootstrap
      Timeout: 60
      MemorySize: 256
      ReservedConcurrentExecutions: 3
      Code: {S3Bucket: bucket, S3Key: k}
"#;
    let after =
        before.replace("      Timeout: 60\n", "").replace("256", "512").replace("S3Key: k", "S3Key: l");
    let after = after.replace("      ReservedConcurrentExecutions: 3\n", "");
    let expected = [
        r#"UpdateFunctionConfiguration {"FunctionName":"f","Timeout":3,"MemorySize":512}"#,
        r#"UpdateFunctionCode {"FunctionName":"f","S3Bucket":"bucket","S3Key":"l"}"#,
        r#"DeleteFunctionConcurrency {"FunctionName":"f"}"#,
    ];
    assert_eq!(changed(before, &after).await, expected);
}

#[tokio::test]
async fn a_mapping_takes_what_can_be_changed() {
    let before = r#"
Resources:
  M:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: f
      EventSourceArn: arn:aws:kinesis:us-east-1:000000000000:stream/st
      StartingPosition: LATEST
      BatchSize: 10
      ParallelizationFactor: 2
"#;
    let after = before.replace("BatchSize: 10", "Enabled: false").replace("r: 2", "r: 3");
    let expected = [
        r#"UpdateEventSourceMapping {"UUID":"mapping-0","FunctionName":"f","Enabled":false,"BatchSize":100,"ParallelizationFactor":3}"#,
    ];
    assert_eq!(changed(before, &after).await, expected);
}

#[tokio::test]
async fn a_role_loses_and_gets_policies() {
    let before = r#"
Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ro
      AssumeRolePolicyDocument: {Version: 2012-10-17}
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"]
      Policies: [{PolicyName: old, PolicyDocument: {}}]
      Tags: [{Key: a, Value: b}]
  M:
    Type: AWS::IAM::ManagedPolicy
    Properties: {ManagedPolicyName: po, PolicyDocument: {Version: 2012-10-17}, Roles: [!Ref R]}
"#;
    let after = before
        .replace("AmazonDynamoDBFullAccess", "AmazonKinesisFullAccess")
        .replace("old", "new")
        .replace("Tags: [{Key: a, Value: b}]", "Description: d")
        .replace("Roles: [!Ref R]", "Roles: [other]");
    let expected = [
        r#"UpdateRole {"RoleName":"ro","Description":"d","MaxSessionDuration":3600}"#,
        r#"DetachRolePolicy {"RoleName":"ro","PolicyArn":"arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"}"#,
        r#"DeleteRolePolicy {"RoleName":"ro","PolicyName":"old"}"#,
        r#"UntagRole {"RoleName":"ro","TagKeys":["a"]}"#,
        r#"PutRolePolicy {"RoleName":"ro","PolicyName":"new","PolicyDocument":"{}"}"#,
        r#"AttachRolePolicy {"RoleName":"ro","PolicyArn":"arn:aws:iam::aws:policy/AmazonKinesisFullAccess"}"#,
    ];
    let asked = changed(before, &after).await;
    let of_role: Vec<&String> = asked.iter().filter(|line| line.contains(r#""RoleName":"ro","#)).collect();
    let mut expected: Vec<String> = expected.map(str::to_owned).to_vec();
    let detached = r#"DetachRolePolicy {"RoleName":"ro","PolicyArn":"arn:aws:iam::000000000000:policy/po"}"#;
    assert!(of_role.contains(&&detached.to_owned()));
    let of_role: Vec<String> = of_role.into_iter().filter(|line| *line != detached).cloned().collect();
    assert_eq!(of_role, std::mem::take(&mut expected));
    assert!(asked.iter().any(|line| line.starts_with(r#"AttachRolePolicy {"RoleName":"other""#)));
}

#[tokio::test]
async fn a_table_takes_one_change_at_a_time() {
    let before = r#"
Resources:
  T:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: ta
      AttributeDefinitions: [{AttributeName: a, AttributeType: S}]
      KeySchema: [{AttributeName: a, KeyType: HASH}]
      BillingMode: PROVISIONED
      ProvisionedThroughput: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}
"#;
    let after = before.replace("s: 1}", "s: 2}").replace(
        "      BillingMode",
        "      StreamSpecification: {StreamViewType: NEW_IMAGE}\n      GlobalSecondaryIndexes: [{IndexName: byb, KeySchema: [{AttributeName: b, KeyType: HASH}], Projection: {ProjectionType: ALL}}]\n      Tags: [{Key: k, Value: v}]\n      BillingMode",
    );
    let after =
        after.replace("AttributeType: S}]", "AttributeType: S}, {AttributeName: b, AttributeType: S}]");
    let expected = [
        r#"UpdateTable {"TableName":"ta","BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}}"#,
        r#"UpdateTable {"AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"S"}],"TableName":"ta","GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"byb","KeySchema":[{"AttributeName":"b","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}]}"#,
        r#"UpdateTable {"TableName":"ta","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}"#,
        r#"TagResource {"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/ta","Tags":[{"Key":"k","Value":"v"}]}"#,
    ];
    assert_eq!(changed(before, &after).await, expected);
}

#[tokio::test]
async fn a_delivery_stream_and_a_bucket_take_changes() {
    let before = r#"
Resources:
  D:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamName: d
      ExtendedS3DestinationConfiguration:
        BucketARN: arn:aws:s3:::b
        RoleARN: arn:aws:iam::000000000000:role/r
        S3BackupConfiguration: {BucketARN: "arn:aws:s3:::c", RoleARN: "arn:aws:iam::000000000000:role/r"}
  B:
    Type: AWS::S3::Bucket
    DependsOn: D
    Properties: {BucketName: b-1, VersioningConfiguration: {Status: Enabled}, Tags: [{Key: a, Value: b}]}
"#;
    let after = before
        .replace("BucketARN: arn:aws:s3:::b\n", "BucketARN: arn:aws:s3:::b\n        Prefix: p/\n")
        .replace(", VersioningConfiguration: {Status: Enabled}, Tags: [{Key: a, Value: b}]", "");
    let expected = [
        r#"UpdateDestination {"DeliveryStreamName":"d","CurrentDeliveryStreamVersionId":"1","DestinationId":"destinationId-000000000001","ExtendedS3DestinationUpdate":{"RoleARN":"arn:aws:iam::000000000000:role/r","BucketARN":"arn:aws:s3:::b","Prefix":"p/","S3BackupUpdate":{"RoleARN":"arn:aws:iam::000000000000:role/r","BucketARN":"arn:aws:s3:::c"}}}"#,
        r#"PutBucketVersioning {"Bucket":"b-1","VersioningConfiguration":{"Status":"Suspended"}}"#,
        r#"DeleteBucketTagging {"Bucket":"b-1"}"#,
    ];
    assert_eq!(changed(before, &after).await, expected);
}

#[tokio::test]
async fn what_no_operation_changes_is_refused_and_stays() {
    for (before, from, to, told) in [
        (
            "Kinesis::Stream, Properties: {ShardCount: 1}",
            "1",
            "2",
            "changing ShardCount of AWS::Kinesis::Stream",
        ),
        (
            "KinesisFirehose::DeliveryStream, Properties: {S3DestinationConfiguration: {BucketARN: 'arn:aws:s3:::b', RoleARN: 'arn:aws:iam::000000000000:role/r'}}",
            "S3Dest",
            "ExtendedS3Dest",
            "changing the kind of a delivery stream's destination",
        ),
        (
            "DynamoDB::Table, Properties: {KeySchema: [{AttributeName: a, KeyType: HASH}], BillingMode: PAY_PER_REQUEST, GlobalSecondaryIndexes: [{IndexName: byb, KeySchema: [{AttributeName: b, KeyType: HASH}], Projection: {ProjectionType: ALL}}]}",
            "ALL",
            "KEYS_ONLY",
            "Cannot update GSI's properties",
        ),
    ] {
        let house = House::new();
        let before = format!("Resources: {{R: {{Type: AWS::{before}}}}}");
        let id = house.create(&before).await.unwrap();
        house.until(&id, StackStatus::CreateComplete).await;
        let asked = house.fakes.asked();
        let input = UpdateStackInput {
            stack_name: "s".to_owned(),
            template_body: Some(before.replacen(from, to, 1)),
            ..UpdateStackInput::placeholder()
        };
        house.call::<UpdateStack>(input).await.unwrap();
        house.until(&id, StackStatus::UpdateRollbackComplete).await;
        let story = house.story(&id).await;
        assert!(
            story.iter().any(|line| line.starts_with("R UpdateFailed") && line.contains(told)),
            "{story:#?}"
        );
        assert_eq!(house.fakes.asked(), asked);
    }
}
