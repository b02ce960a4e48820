//! The resource types of the lake: what each asks its service for.

use cloudformation_api::*;
use wire::Fault;

use crate::house::{House, new};
use crate::types::story;

#[tokio::test]
async fn a_bucket_that_tells_a_function() {
    let (asked, outputs) = story(
        r#"
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    DependsOn: Permission
    Properties:
      BucketName: b-1
      VersioningConfiguration: {Status: Enabled}
      PublicAccessBlockConfiguration: {BlockPublicAcls: true}
      BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}
      NotificationConfiguration:
        LambdaConfigurations:
          - Event: s3:ObjectCreated:*
            Function: arn:aws:lambda:us-east-1:000000000000:function:f
            Filter: {S3Key: {Rules: [{Name: suffix, Value: .csv}]}}
  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: f
      Action: lambda:InvokeFunction
      Principal: s3.amazonaws.com
      SourceAccount: !Ref AWS::AccountId
      SourceArn: !Sub arn:${AWS::Partition}:s3:::b-1
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties: {Bucket: !Ref Bucket, PolicyDocument: {Version: 2012-10-17}}
Outputs:
  R: {Value: !Ref Bucket}
  A: {Value: !GetAtt Bucket.Arn}
  D: {Value: !GetAtt Bucket.RegionalDomainName}
  P: {Value: !Ref Policy}
"#,
    )
    .await;
    let (id, asked) = (asked[0].clone(), &asked[1..]);
    assert!(id.starts_with(r#"AddPermission {"FunctionName":"f","StatementId":"s-Permission-"#), "{id}");
    assert!(id.contains(r#""SourceArn":"arn:aws:s3:::b-1","SourceAccount":"000000000000""#), "{id}");
    let expected = [
        r#"CreateBucket {"Bucket":"b-1"}"#,
        r#"PutBucketVersioning {"Bucket":"b-1","VersioningConfiguration":{"Status":"Enabled"}}"#,
        r#"PutBucketTagging {"Bucket":"b-1","Tagging":{"TagSet":[{"Key":"team","Value":"a"}]}}"#,
        r#"PutBucketNotificationConfiguration {"Bucket":"b-1","NotificationConfiguration":{"CloudFunctionConfiguration":[{"CloudFunction":"arn:aws:lambda:us-east-1:000000000000:function:f","Event":["s3:ObjectCreated:*"],"Filter":{"S3Key":{"FilterRule":[{"Name":"suffix","Value":".csv"}]}}}]}}"#,
        r#"PutBucketPolicy {"Bucket":"b-1","Policy":"{\"Version\":\"2012-10-17\"}"}"#,
        r#"DeleteBucketPolicy {"Bucket":"b-1"}"#,
        r#"DeleteBucket {"Bucket":"b-1"}"#,
    ];
    assert_eq!(asked[..7], expected);
    assert!(asked[7].starts_with(r#"RemovePermission {"FunctionName":"f","StatementId":"s-Permission-"#));
    assert_eq!(outputs, ["b-1", "arn:aws:s3:::b-1", "b-1.s3.us-east-1.amazonaws.com", "b-1"]);
}

#[tokio::test]
async fn buckets_that_cannot_be_made_or_deleted() {
    let house = House::new();
    house.fakes.put("bucket/taken");
    for (properties, told) in [
        ("BucketName: taken", "taken already exists"),
        ("PublicAccessBlockConfiguration: {BlockPublicAcls: false}", "is not supported by Pumphouse"),
        ("LifecycleConfiguration: {}", "this property of AWS::S3::Bucket is not supported"),
    ] {
        let template = format!("Resources: {{B: {{Type: AWS::S3::Bucket, Properties: {{{properties}}}}}}}");
        let id = house.create(&template).await.unwrap();
        house.until(&id, StackStatus::RollbackComplete).await;
        let story = house.story(&id).await;
        assert!(story.iter().any(|line| line.contains(told)), "{story:#?}");
        house.delete("s").await.unwrap();
        house.until(&id, StackStatus::DeleteComplete).await;
    }
    assert_eq!(house.fakes.things(), ["bucket/taken"]);
    let id = house.create("Resources: {B: {Type: AWS::S3::Bucket}}").await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let name = house.fakes.things()[0].clone();
    assert!(name.starts_with("bucket/s-b-") && name == name.to_lowercase(), "{name}");
    let full = Fault::with_status("BucketNotEmpty", 409, "The bucket you tried to delete is not empty");
    house.fakes.fail("DeleteBucket", full);
    house.delete("s").await.unwrap();
    house.until(&id, StackStatus::DeleteFailed).await;
    let told = "B DeleteFailed Resource handler returned message: \"The bucket you tried to delete is not empty (Service: S3, Status Code: 409";
    assert!(house.story(&id).await.iter().any(|line| line == told), "{:#?}", house.story(&id).await);
}

#[tokio::test]
async fn a_delivery_stream() {
    let template = r#"
Parameters: {Seconds: {Type: Number, Default: 60}}
Resources:
  D:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamName: d
      DeliveryStreamType: KinesisStreamAsSource
      KinesisStreamSourceConfiguration:
        KinesisStreamARN: arn:aws:kinesis:us-east-1:000000000000:stream/st
        RoleARN: arn:aws:iam::000000000000:role/r
      ExtendedS3DestinationConfiguration:
        BucketARN: arn:aws:s3:::b
        RoleARN: arn:aws:iam::000000000000:role/r
        BufferingHints: {IntervalInSeconds: !Ref Seconds, SizeInMBs: 5}
        ProcessingConfiguration:
          Enabled: "true"
          Processors: [{Type: Lambda, Parameters: [{ParameterName: BufferSizeInMBs, ParameterValue: 1}]}]
Outputs: {R: {Value: !Ref D}, A: {Value: !GetAtt D.Arn}}
"#;
    let (asked, outputs) = story(template).await;
    let expected = [
        r#"CreateDeliveryStream {"DeliveryStreamName":"d","DeliveryStreamType":"KinesisStreamAsSource","KinesisStreamSourceConfiguration":{"KinesisStreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/st","RoleARN":"arn:aws:iam::000000000000:role/r"},"ExtendedS3DestinationConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/r","BucketARN":"arn:aws:s3:::b","BufferingHints":{"SizeInMBs":5,"IntervalInSeconds":60},"ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Lambda","Parameters":[{"ParameterName":"BufferSizeInMBs","ParameterValue":"1"}]}]}},"Tags":[{"Key":"team","Value":"a"}]}"#,
        r#"DeleteDeliveryStream {"DeliveryStreamName":"d"}"#,
    ];
    assert_eq!(asked, expected);
    assert_eq!(outputs, ["d", "arn:aws:firehose:us-east-1:000000000000:deliverystream/d"]);
}

#[tokio::test]
async fn a_function_that_is_invoked_and_a_table_that_streams() {
    let (asked, _) = story(
        r#"
Resources:
  C:
    Type: AWS::Lambda::EventInvokeConfig
    Properties:
      FunctionName: f
      Qualifier: $LATEST
      MaximumRetryAttempts: 1
      DestinationConfig: {OnFailure: {Destination: "arn:aws:sqs:us-east-1:000000000000:q"}}
"#,
    )
    .await;
    let expected = [
        r#"PutFunctionEventInvokeConfig {"FunctionName":"f","Qualifier":"$LATEST","MaximumRetryAttempts":1,"DestinationConfig":{"OnFailure":{"Destination":"arn:aws:sqs:us-east-1:000000000000:q"}}}"#,
        r#"DeleteFunctionEventInvokeConfig {"FunctionName":"f","Qualifier":"$LATEST"}"#,
    ];
    assert_eq!(asked, expected);

    let house = House::new();
    let table = "Resources: {T: {Type: AWS::DynamoDB::Table, Properties: {TableName: ta, KeySchema: [{AttributeName: a, KeyType: HASH}], BillingMode: PAY_PER_REQUEST, KinesisStreamSpecification: {StreamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/st'}}}}";
    let id = house.call::<CreateStack>(new("s", table)).await.unwrap().stack_id.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let enabled = r#"EnableKinesisStreamingDestination {"TableName":"ta","StreamArn":"arn:aws:kinesis:us-east-1:000000000000:stream/st"}"#;
    assert_eq!(house.fakes.asked().last().unwrap(), enabled);
    let without = table.replace(
        ", KinesisStreamSpecification: {StreamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/st'}",
        "",
    );
    let input = UpdateStackInput {
        stack_name: "s".into(),
        template_body: Some(without),
        ..wire::Shape::placeholder()
    };
    house.call::<UpdateStack>(input).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    assert!(house.fakes.asked().last().unwrap().starts_with("DisableKinesisStreamingDestination"));
}
