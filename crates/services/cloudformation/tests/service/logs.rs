//! Log groups' streams and filters: what they ask for, what an update changes, whose filter is not taken over.

use cloudformation_api::{StackStatus, UpdateStack, UpdateStackInput};

use wire::Shape;

use crate::house::House;
use crate::types::story;

const TEMPLATE: &str = r#"
Resources:
  S: {Type: AWS::Logs::LogStream, Properties: {LogGroupName: /g, LogStreamName: st}}
  M:
    Type: AWS::Logs::MetricFilter
    DependsOn: S
    Properties:
      LogGroupName: /g
      FilterName: errors
      FilterPattern: "{ $.level = ERROR }"
      MetricTransformations:
        - MetricName: m
          MetricNamespace: N
          MetricValue: "1"
          Unit: Count
          Dimensions: [{Key: d, Value: $.d}]
  F:
    Type: AWS::Logs::SubscriptionFilter
    DependsOn: M
    Properties:
      LogGroupName: /g
      FilterName: all
      FilterPattern: ""
      DestinationArn: arn:aws:kinesis:us-east-1:000000000000:stream/st
      RoleArn: arn:aws:iam::000000000000:role/ro
      Distribution: Random
Outputs: {S: {Value: !Ref S}, M: {Value: !Ref M}, F: {Value: !Ref F}}
"#;

const METRIC: &str = r#"PutMetricFilter {"logGroupName":"/g","filterName":"errors","filterPattern":"{ $.level = ERROR }","metricTransformations":[{"metricName":"m","metricNamespace":"N","metricValue":"1","dimensions":{"d":"$.d"},"unit":"Count"}]}"#;

#[tokio::test]
async fn a_stream_and_filters() {
    let (asked, mut outputs) = story(TEMPLATE).await;
    let expected = [
        r#"CreateLogStream {"logGroupName":"/g","logStreamName":"st"}"#,
        METRIC,
        r#"PutSubscriptionFilter {"logGroupName":"/g","filterName":"all","filterPattern":"","destinationArn":"arn:aws:kinesis:us-east-1:000000000000:stream/st","roleArn":"arn:aws:iam::000000000000:role/ro","distribution":"Random"}"#,
        r#"DeleteSubscriptionFilter {"logGroupName":"/g","filterName":"all"}"#,
        r#"DeleteMetricFilter {"logGroupName":"/g","filterName":"errors"}"#,
        r#"DeleteLogStream {"logGroupName":"/g","logStreamName":"st"}"#,
    ];
    assert_eq!(asked, expected);
    outputs.sort();
    assert_eq!(outputs, ["all", "errors", "st"]);
}

#[tokio::test]
async fn an_update_puts_what_changed() {
    let house = House::new();
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let before = house.fakes.asked().len();
    let template_body = Some(TEMPLATE.replace("= ERROR", "= WARN"));
    let input = UpdateStackInput { stack_name: "s".into(), template_body, ..UpdateStackInput::placeholder() };
    house.call::<UpdateStack>(input).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    assert_eq!(house.fakes.asked()[before..], [METRIC.replace("= ERROR", "= WARN")]);
}

#[tokio::test]
async fn anothers_filter_is_left_alone() {
    let house = House::new();
    house.fakes.put("metric/errors");
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::RollbackComplete).await;
    assert_eq!(house.fakes.things(), ["metric/errors"]);
}

#[tokio::test]
async fn a_groups_tags_are_changed_where_it_is() {
    let template = "Resources: {G: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /g, Tags: [{Key: a, Value: b}]}}}";
    let house = House::new();
    let id = house.create(template).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let before = house.fakes.asked().len();
    let template_body = Some(template.replace("Key: a", "Key: c"));
    let input = UpdateStackInput { stack_name: "s".into(), template_body, ..UpdateStackInput::placeholder() };
    house.call::<UpdateStack>(input).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    let expected = [
        r#"UntagLogGroup {"logGroupName":"/g","tags":["a"]}"#,
        r#"TagLogGroup {"logGroupName":"/g","tags":{"c":"b"}}"#,
    ];
    assert_eq!(house.fakes.asked()[before..], expected);
}
