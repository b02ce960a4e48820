//! What each resource type asks its service for, and what it answers.

use cloudformation_api::*;

use crate::house::{House, new};

/// Makes `template`, answers its outputs, deletes it; and what was asked for in all, in order.
pub async fn story(template: &str) -> (Vec<String>, Vec<String>) {
    let house = House::new();
    let mut input = new("s", template);
    input.tags = Some(vec![Tag { key: "team".into(), value: "a".into() }]);
    let id = house.call::<CreateStack>(input).await.unwrap().stack_id.unwrap();
    let stack = house.until(&id, StackStatus::CreateComplete).await;
    let outputs = stack.outputs.unwrap().into_iter().map(|output| output.output_value.unwrap()).collect();
    house.delete("s").await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
    assert!(house.fakes.things().is_empty(), "{:?}", house.fakes.things());
    (house.fakes.asked(), outputs)
}

#[tokio::test]
async fn a_stream() {
    let (asked, outputs) = story(
        "Resources: {S: {Type: AWS::Kinesis::Stream, Properties: {Name: st, ShardCount: '2', RetentionPeriodHours: 48, Tags: [{Key: team, Value: b}]}}}\n\
         Outputs: {R: {Value: !Ref S}, A: {Value: !GetAtt S.Arn}}",
    )
    .await;
    let expected = [
        r#"CreateStream {"StreamName":"st","ShardCount":2,"Tags":{"team":"b"}}"#,
        r#"IncreaseStreamRetentionPeriod {"StreamName":"st","RetentionPeriodHours":48}"#,
        r#"DeleteStream {"StreamName":"st","EnforceConsumerDeletion":true}"#,
    ];
    assert_eq!(asked, expected);
    assert_eq!(outputs, ["st", "arn:aws:kinesis:us-east-1:000000000000:stream/st"]);
}

#[tokio::test]
async fn a_table() {
    let (asked, outputs) = story(
        r#"
Resources:
  T:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: ta
      AttributeDefinitions: [{AttributeName: a, AttributeType: S}, {AttributeName: b, AttributeType: N}]
      KeySchema: [{AttributeName: a, KeyType: HASH}]
      LocalSecondaryIndexes:
        - {IndexName: byb, KeySchema: [{AttributeName: b, KeyType: RANGE}], Projection: {ProjectionType: ALL}}
      ProvisionedThroughput: {ReadCapacityUnits: 2, WriteCapacityUnits: "2"}
      StreamSpecification: {StreamViewType: NEW_IMAGE}
      TimeToLiveSpecification: {Enabled: true, AttributeName: ends}
Outputs: {R: {Value: !Ref T}, A: {Value: !GetAtt T.Arn}}
"#,
    )
    .await;
    let expected = [
        r#"CreateTable {"AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"N"}],"TableName":"ta","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"LocalSecondaryIndexes":[{"IndexName":"byb","KeySchema":[{"AttributeName":"b","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}],"ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":2},"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"},"Tags":[{"Key":"team","Value":"a"}]}"#,
        r#"UpdateTimeToLive {"TableName":"ta","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"ends"}}"#,
        r#"DeleteTable {"TableName":"ta"}"#,
    ];
    assert_eq!(asked, expected);
    assert_eq!(outputs, ["ta", "arn:aws:dynamodb:us-east-1:000000000000:table/ta"]);
}

#[tokio::test]
async fn a_role_and_its_policies() {
    let (asked, outputs) = story(
        r#"
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ro
      AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: []}
      ManagedPolicyArns: [!Sub "arn:${AWS::Partition}:iam::aws:policy/AmazonDynamoDBFullAccess"]
      Policies: [{PolicyName: own, PolicyDocument: {Version: 2012-10-17}}]
  Inline:
    Type: AWS::IAM::Policy
    Properties: {PolicyName: in, PolicyDocument: {Version: 2012-10-17}, Roles: [!Ref Role]}
  Managed:
    Type: AWS::IAM::ManagedPolicy
    DependsOn: Inline
    Properties: {ManagedPolicyName: po, PolicyDocument: {Version: 2012-10-17}, Roles: [!Ref Role]}
Outputs:
  R: {Value: !Ref Role}
  A: {Value: !GetAtt Role.Arn}
  I: {Value: !GetAtt Role.RoleId}
  P: {Value: !Ref Managed}
  Q: {Value: !GetAtt Managed.PolicyId}
"#,
    )
    .await;
    let expected = [
        r#"CreateRole {"RoleName":"ro","AssumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[]}","Tags":[{"Key":"team","Value":"a"}]}"#,
        r#"PutRolePolicy {"RoleName":"ro","PolicyName":"own","PolicyDocument":"{\"Version\":\"2012-10-17\"}"}"#,
        r#"AttachRolePolicy {"RoleName":"ro","PolicyArn":"arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"}"#,
        r#"PutRolePolicy {"RoleName":"ro","PolicyName":"in","PolicyDocument":"{\"Version\":\"2012-10-17\"}"}"#,
        r#"CreatePolicy {"PolicyName":"po","PolicyDocument":"{\"Version\":\"2012-10-17\"}","Tags":[{"Key":"team","Value":"a"}]}"#,
        r#"AttachRolePolicy {"RoleName":"ro","PolicyArn":"arn:aws:iam::000000000000:policy/po"}"#,
        r#"DetachRolePolicy {"RoleName":"ro","PolicyArn":"arn:aws:iam::000000000000:policy/po"}"#,
        r#"DeletePolicyVersion {"PolicyArn":"arn:aws:iam::000000000000:policy/po","VersionId":"v1"}"#,
        r#"DeletePolicy {"PolicyArn":"arn:aws:iam::000000000000:policy/po"}"#,
        r#"DeleteRolePolicy {"RoleName":"ro","PolicyName":"in"}"#,
        r#"DetachRolePolicy {"RoleName":"ro","PolicyArn":"arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"}"#,
        r#"DeleteRolePolicy {"RoleName":"ro","PolicyName":"own"}"#,
        r#"DeleteRole {"RoleName":"ro"}"#,
    ];
    assert_eq!(asked, expected);
    let ids = ["arn:aws:iam::000000000000:policy/po", "ANPA0000000000000000"];
    assert_eq!(outputs, ["ro", "arn:aws:iam::000000000000:role/ro", "AROA0000000000000000", ids[0], ids[1]]);
}

#[tokio::test]
async fn a_function_and_its_mapping() {
    let (asked, outputs) = story(
        r#"
Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: fu
      Role: arn:aws:iam::000000000000:role/ro
      Runtime: provided.al2023
      Handler: bootstrap
      Timeout: "60"
      MemorySize: 256
      Environment: {Variables: {TABLE: ta, COUNT: 1}}
      Architectures: [arm64]
      ReservedConcurrentExecutions: 3
      Code: {S3Bucket: bucket, S3Key: k}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref Function
      EventSourceArn: arn:aws:kinesis:us-east-1:000000000000:stream/st
      StartingPosition: AT_TIMESTAMP
      StartingPositionTimestamp: 1795000000
      BatchSize: 10
      FilterCriteria: {Filters: [{Pattern: "{}"}]}
      DestinationConfig: {OnFailure: {Destination: "arn:aws:sqs:us-east-1:000000000000:q"}}
      FunctionResponseTypes: [ReportBatchItemFailures]
Outputs: {F: {Value: !Ref Function}, A: {Value: !GetAtt Function.Arn}, M: {Value: !GetAtt Mapping.Id}}
"#,
    )
    .await;
    let expected = [
        r#"CreateFunction {"FunctionName":"fu","Runtime":"provided.al2023","Role":"arn:aws:iam::000000000000:role/ro","Handler":"bootstrap","Code":{"S3Bucket":"bucket","S3Key":"k"},"Timeout":60,"MemorySize":256,"Environment":{"Variables":{"COUNT":"1","TABLE":"ta"}},"Tags":{"team":"a"},"Architectures":["arm64"]}"#,
        r#"PutFunctionConcurrency {"FunctionName":"fu","ReservedConcurrentExecutions":3}"#,
        r#"CreateEventSourceMapping {"EventSourceArn":"arn:aws:kinesis:us-east-1:000000000000:stream/st","FunctionName":"fu","BatchSize":10,"FilterCriteria":{"Filters":[{"Pattern":"{}"}]},"StartingPosition":"AT_TIMESTAMP","StartingPositionTimestamp":1795000000.0,"DestinationConfig":{"OnFailure":{"Destination":"arn:aws:sqs:us-east-1:000000000000:q"}},"Tags":{"team":"a"},"FunctionResponseTypes":["ReportBatchItemFailures"]}"#,
        r#"DeleteEventSourceMapping {"UUID":"mapping-1"}"#,
        r#"DeleteFunction {"FunctionName":"fu"}"#,
    ];
    assert_eq!(asked, expected);
    assert_eq!(outputs, ["fu", "arn:aws:lambda:us-east-1:000000000000:function:fu", "mapping-1"]);
}

#[tokio::test]
async fn a_log_group() {
    let (asked, outputs) = story(
        "Resources: {G: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /g, RetentionInDays: 7}}}\n\
         Outputs: {R: {Value: !Ref G}, A: {Value: !GetAtt G.Arn}}",
    )
    .await;
    let expected = [
        r#"CreateLogGroup {"logGroupName":"/g","tags":{"team":"a"}}"#,
        r#"PutRetentionPolicy {"logGroupName":"/g","retentionInDays":7}"#,
        r#"DeleteLogGroup {"logGroupName":"/g"}"#,
    ];
    assert_eq!(asked, expected);
    assert_eq!(outputs, ["/g", "arn:aws:logs:us-east-1:000000000000:log-group:/g:*"]);
}

#[tokio::test]
async fn properties_that_cannot_be_are_refused_in_the_events() {
    for (properties, told) in [
        (
            "Kinesis::Stream, Properties: {ShardCount: 0}",
            "Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1",
        ),
        (
            "Kinesis::Stream, Properties: {StreamEncryption: {}}",
            "this property of AWS::Kinesis::Stream is not supported by Pumphouse",
        ),
        (
            "Lambda::Function, Properties: {Role: r, Code: {ZipFile: x}, Runtime: java21}",
            "ZipFile can only be used when Runtime is set to",
        ),
        (
            "Lambda::Function, Properties: {Role: r, Code: ./function}",
            "#/Code: expected type: JSONObject, found: String",
        ),
        (
            "Lambda::Function, Properties: {Role: r, Code: {}, PackageType: Box}",
            "Value 'Box' at 'packageType' failed to satisfy constraint: Member must satisfy enum value set",
        ),
        (
            "IAM::Policy, Properties: {PolicyName: p, PolicyDocument: {}}",
            "At least one of [Groups,Roles,Users] must be non-empty.",
        ),
        (
            "DynamoDB::Table, Properties: {KeySchema: [{AttributeName: a, KeyType: KEY}]}",
            "Value 'KEY' at 'keySchema.1.member.keyType' failed",
        ),
    ] {
        let house = House::new();
        let id = house.create(&format!("Resources: {{R: {{Type: AWS::{properties}}}}}")).await.unwrap();
        house.until(&id, StackStatus::RollbackComplete).await;
        let story = house.story(&id).await;
        assert!(
            story.iter().any(|line| line.starts_with("R CreateFailed") && line.contains(told)),
            "{story:#?}"
        );
    }
}
