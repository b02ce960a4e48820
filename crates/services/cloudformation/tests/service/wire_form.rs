//! The XML of answers, as clients parse it.

use bytes::Bytes;
use cloudformation_api::*;
use wire::Question;

use crate::house::{House, new};

const TEMPLATE: &str = "Resources: {G: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /g}}}\nOutputs: {R: {Value: !Ref G}}";

async fn ask(house: &House, name: &str, form: &str) -> (u16, String) {
    let carrier = house.dispatch.carrier("cloudformation").unwrap();
    let mut question: Question = SERVICE.protocol.write_input::<ListStacks>(&ListStacksInput::default());
    question.body = Bytes::from(format!("Action={name}&Version=2010-05-15&{form}"));
    let answer = house.dispatch.serve_named(carrier, name, house.call.clone(), question).await;
    (answer.status.as_u16(), String::from_utf8(answer.body.to_vec()).unwrap())
}

#[tokio::test]
async fn answers_are_pinned() {
    let house = House::new();
    let form = "StackName=s&TemplateBody=Resources%3A%20%7BG%3A%20%7BType%3A%20AWS%3A%3ALogs%3A%3ALogGroup%7D%7D&Tags.member.1.Key=a&Tags.member.1.Value=b&Capabilities.member.1=CAPABILITY_IAM";
    let (status, body) = ask(&house, "CreateStack", form).await;
    assert_eq!(status, 200, "{body}");
    let id = house.stack("s").await.unwrap().stack_id.unwrap();
    let created = format!(
        r#"<CreateStackResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><CreateStackResult><StackId>{id}</StackId></CreateStackResult><ResponseMetadata><RequestId>test</RequestId></ResponseMetadata></CreateStackResponse>"#
    );
    assert_eq!(body, created);

    let id = house.call::<CreateStack>(new("t", TEMPLATE)).await.unwrap().stack_id.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let (_, body) = ask(&house, "DescribeStacks", "StackName=t").await;
    assert_eq!(body.replace(&id, "ID"), STACKS);
    let (_, body) = ask(&house, "DescribeStackEvents", "StackName=t").await;
    let newest = &body[..body.find("</member>").unwrap()].replace(&id, "ID");
    let (before, after) = (newest.find("<EventId>").unwrap(), newest.find("</EventId>").unwrap());
    assert_eq!(format!("{}{}", &newest[..before], &newest[after + "</EventId>".len()..]), EVENT);
    let (_, body) = ask(&house, "DescribeStackResources", "StackName=t").await;
    assert_eq!(body.replace(&id, "ID"), RESOURCES);
    let (status, body) = ask(&house, "DescribeStacks", "StackName=n").await;
    assert_eq!((status, &*body), (400, ERROR));
    let (status, body) = ask(&house, "DeleteStack", "StackName=n").await;
    assert_eq!((status, &*body), (200, DELETED));
}

const STACKS: &str = concat!(
    r#"<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">"#,
    r#"<DescribeStacksResult><Stacks><member><StackId>ID</StackId><StackName>t</StackName><Parameters>"#,
    r#"</Parameters><CreationTime>2026-11-18T11:06:40Z</CreationTime><RollbackConfiguration>"#,
    r#"</RollbackConfiguration><StackStatus>CREATE_COMPLETE</StackStatus><DisableRollback>"#,
    r#"false</DisableRollback><NotificationARNs></NotificationARNs><Capabilities><member>"#,
    r#"CAPABILITY_NAMED_IAM</member></Capabilities><Outputs><member><OutputKey>R</OutputKey><OutputValue>"#,
    r#"/g</OutputValue></member></Outputs><Tags></Tags><EnableTerminationProtection>"#,
    r#"false</EnableTerminationProtection><DriftInformation><StackDriftStatus>NOT_CHECKED</StackDriftStatus>"#,
    r#"</DriftInformation></member></Stacks></DescribeStacksResult><ResponseMetadata><RequestId>"#,
    r#"test</RequestId></ResponseMetadata></DescribeStacksResponse>"#,
);
const EVENT: &str = concat!(
    r#"<DescribeStackEventsResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">"#,
    r#"<DescribeStackEventsResult><StackEvents><member><StackId>ID</StackId><StackName>t</StackName>"#,
    r#"<LogicalResourceId>t</LogicalResourceId><PhysicalResourceId>ID</PhysicalResourceId><ResourceType>"#,
    r#"AWS::CloudFormation::Stack</ResourceType><Timestamp>2026-11-18T11:06:40Z</Timestamp><ResourceStatus>"#,
    r#"CREATE_COMPLETE</ResourceStatus>"#,
);
const RESOURCES: &str = concat!(
    r#"<DescribeStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">"#,
    r#"<DescribeStackResourcesResult><StackResources><member><StackName>t</StackName><StackId>ID</StackId>"#,
    r#"<LogicalResourceId>G</LogicalResourceId><PhysicalResourceId>/g</PhysicalResourceId><ResourceType>"#,
    r#"AWS::Logs::LogGroup</ResourceType><Timestamp>2026-11-18T11:06:40Z</Timestamp><ResourceStatus>"#,
    r#"CREATE_COMPLETE</ResourceStatus><DriftInformation><StackResourceDriftStatus>"#,
    r#"NOT_CHECKED</StackResourceDriftStatus></DriftInformation></member></StackResources>"#,
    r#"</DescribeStackResourcesResult><ResponseMetadata><RequestId>test</RequestId></ResponseMetadata>"#,
    r#"</DescribeStackResourcesResponse>"#,
);
const ERROR: &str = concat!(
    r#"<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type>"#,
    r#"<Code>ValidationError</Code><Message>Stack with id n does not exist</Message></Error><RequestId>"#,
    r#"test</RequestId></ErrorResponse>"#,
);
const DELETED: &str = concat!(
    r#"<DeleteStackResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ResponseMetadata>"#,
    r#"<RequestId>test</RequestId></ResponseMetadata></DeleteStackResponse>"#,
);
