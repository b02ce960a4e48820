//! The types of SQS: what they ask for, what an update changes, what is somebody else's.

use cloudformation_api::{StackStatus, UpdateStack, UpdateStackInput};
use wire::Shape;

use crate::fakes::URLS;
use crate::house::House;
use crate::types::story;

const TEMPLATE: &str = r#"
Resources:
  Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: q
      VisibilityTimeout: '60'
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties: {Queues: [!Ref Queue], PolicyDocument: {Statement: []}}
Outputs:
  A: {Value: !GetAtt Queue.Arn}
  N: {Value: !GetAtt Queue.QueueName}
  R: {Value: !Ref Queue}
"#;

#[tokio::test]
async fn a_queue_with_its_dead_letters_and_a_policy() {
    let (asked, outputs) = story(TEMPLATE).await;
    let expected = [
        r#"CreateQueue {"QueueName":"dead","Attributes":{},"tags":{"team":"a"}}"#.to_owned(),
        r#"CreateQueue {"QueueName":"q","Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\",\"maxReceiveCount\":3}","VisibilityTimeout":"60"},"tags":{"team":"a"}}"#.to_owned(),
        format!(r#"SetQueueAttributes {{"QueueUrl":"{URLS}q","Attributes":{{"Policy":"{{\"Statement\":[]}}"}}}}"#),
        format!(r#"SetQueueAttributes {{"QueueUrl":"{URLS}q","Attributes":{{"Policy":""}}}}"#),
        format!(r#"DeleteQueue {{"QueueUrl":"{URLS}q"}}"#),
        format!(r#"DeleteQueue {{"QueueUrl":"{URLS}dead"}}"#),
    ];
    assert_eq!(asked, expected);
    assert_eq!(outputs, ["arn:aws:sqs:us-east-1:000000000000:q", "q", &format!("{URLS}q")]);
}

#[tokio::test]
async fn a_fifo_queue_gets_a_name_that_says_so() {
    let template = "Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, ContentBasedDeduplication: true}}}\n\
                    Outputs: {N: {Value: !GetAtt Queue.QueueName}}";
    let (asked, outputs) = story(template).await;
    assert!(outputs[0].starts_with("s-Queue-") && outputs[0].ends_with(".fifo"), "{}", outputs[0]);
    let attributes = r#""Attributes":{"ContentBasedDeduplication":"true","FifoQueue":"true"}"#;
    assert!(asked[0].contains(attributes), "{}", asked[0]);
}

#[tokio::test]
async fn a_change_is_made_where_the_queue_is() {
    let house = House::new();
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let changed = TEMPLATE.replace("      VisibilityTimeout: '60'\n", "      DelaySeconds: 5\n");
    let input = UpdateStackInput {
        stack_name: "s".to_owned(),
        template_body: Some(changed),
        ..UpdateStackInput::placeholder()
    };
    house.call::<UpdateStack>(input).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    let expected = format!(
        r#"SetQueueAttributes {{"QueueUrl":"{URLS}q","Attributes":{{"DelaySeconds":"5","VisibilityTimeout":"30"}}}}"#
    );
    assert!(house.fakes.asked().contains(&expected), "{:?}", house.fakes.asked());
}

#[tokio::test]
async fn a_queue_that_is_there_is_somebody_elses() {
    let house = House::new();
    house.fakes.put(&format!("{URLS}q"));
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::RollbackComplete).await;
    assert_eq!(house.fakes.things(), [format!("{URLS}q")]);
}

#[tokio::test]
async fn a_queue_that_is_gone_is_no_failure() {
    let house = House::new();
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    house.fakes.take(&format!("{URLS}q"));
    house.delete("s").await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
}
