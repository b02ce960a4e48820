//! The types of SNS: what they ask for, what an update changes, what is somebody else's.

use cloudformation_api::{StackStatus, UpdateStack, UpdateStackInput};
use wire::Shape;

use crate::fakes::TOPICS;
use crate::house::House;
use crate::types::story;

const TEMPLATE: &str = r#"
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: t
      DisplayName: d
      Subscription: [{Protocol: email, Endpoint: a@example.com}]
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref Topic
      Protocol: sqs
      Endpoint: arn:aws:sqs:us-east-1:000000000000:q
      RawMessageDelivery: true
      FilterPolicy: {a: [b]}
  Policy:
    Type: AWS::SNS::TopicPolicy
    Properties: {Topics: [!Ref Topic], PolicyDocument: {Statement: []}}
Outputs:
  A: {Value: !GetAtt Topic.TopicArn}
  N: {Value: !GetAtt Topic.TopicName}
  S: {Value: !Ref Subscription}
"#;

#[tokio::test]
async fn a_topic_with_a_subscription_and_a_policy() {
    let (mut asked, outputs) = story(TEMPLATE).await;
    let create =
        r#"CreateTopic {"Name":"t","Attributes":{"DisplayName":"d"},"Tags":[{"Key":"team","Value":"a"}]}"#;
    assert_eq!(asked.remove(0), create);
    for expected in [
        format!(r#"Subscribe {{"TopicArn":"{TOPICS}t","Protocol":"email","Endpoint":"a@example.com"}}"#),
        format!(
            r#"Subscribe {{"TopicArn":"{TOPICS}t","Protocol":"sqs","Endpoint":"arn:aws:sqs:us-east-1:000000000000:q","Attributes":{{"FilterPolicy":"{{\"a\":[\"b\"]}}","RawMessageDelivery":"true"}},"ReturnSubscriptionArn":true}}"#
        ),
        format!(
            r#"SetTopicAttributes {{"TopicArn":"{TOPICS}t","AttributeName":"Policy","AttributeValue":"{{\"Statement\":[]}}"}}"#
        ),
        format!(
            r#"SetTopicAttributes {{"TopicArn":"{TOPICS}t","AttributeName":"Policy","AttributeValue":""}}"#
        ),
        format!(r#"Unsubscribe {{"SubscriptionArn":"{TOPICS}t:u"}}"#),
        format!(r#"DeleteTopic {{"TopicArn":"{TOPICS}t"}}"#),
    ] {
        assert!(asked.contains(&expected), "{expected} in {asked:#?}");
    }
    assert_eq!(outputs, [format!("{TOPICS}t"), "t".to_owned(), format!("{TOPICS}t:u")]);
}

#[tokio::test]
async fn a_fifo_topic_gets_a_name_that_says_so() {
    let template = "Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true, ContentBasedDeduplication: true}}}\n\
                    Outputs: {N: {Value: !GetAtt Topic.TopicName}}";
    let (asked, outputs) = story(template).await;
    assert!(outputs[0].starts_with("s-Topic-") && outputs[0].ends_with(".fifo"), "{}", outputs[0]);
    let attributes = r#""Attributes":{"ContentBasedDeduplication":"true","FifoTopic":"true"}"#;
    assert!(asked[0].contains(attributes), "{}", asked[0]);
}

#[tokio::test]
async fn a_change_is_made_where_the_topic_is() {
    let house = House::new();
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let changed = TEMPLATE
        .replace("      DisplayName: d\n", "")
        .replace("      Subscription: [{Protocol: email, Endpoint: a@example.com}]\n", "")
        .replace(
            "FilterPolicy: {a: [b]}",
            "FilterPolicyScope: MessageBody\n      FilterPolicy: {a: {b: [c]}}",
        );
    let input = UpdateStackInput {
        stack_name: "s".to_owned(),
        template_body: Some(changed),
        ..UpdateStackInput::placeholder()
    };
    house.call::<UpdateStack>(input).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    let asked = house.fakes.asked();
    let at = |expected: String| {
        asked
            .iter()
            .position(|asked| *asked == expected)
            .unwrap_or_else(|| panic!("{expected} in {asked:#?}"))
    };
    at(format!(
        r#"SetTopicAttributes {{"TopicArn":"{TOPICS}t","AttributeName":"DisplayName","AttributeValue":""}}"#
    ));
    at(format!(r#"Unsubscribe {{"SubscriptionArn":"{TOPICS}t:u"}}"#));
    let set = |name: &str, value: &str| {
        format!(
            r#"SetSubscriptionAttributes {{"SubscriptionArn":"{TOPICS}t:u","AttributeName":"{name}","AttributeValue":"{value}"}}"#
        )
    };
    let scope = at(set("FilterPolicyScope", "MessageBody"));
    assert!(scope < at(set("FilterPolicy", r#"{\"a\":{\"b\":[\"c\"]}}"#)));
}

#[tokio::test]
async fn a_topic_that_is_there_is_somebody_elses() {
    let house = House::new();
    house.fakes.put(&format!("{TOPICS}t"));
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::RollbackComplete).await;
    assert_eq!(house.fakes.things(), [format!("{TOPICS}t")]);
}
