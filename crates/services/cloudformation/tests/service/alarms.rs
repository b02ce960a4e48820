//! Alarms: what they ask for, what an update changes, whose alarm is not taken over.

use cloudformation_api::{StackStatus, UpdateStack, UpdateStackInput};

use wire::Shape;

use crate::house::House;
use crate::types::story;

const TEMPLATE: &str = r#"
Resources:
  A:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: a
      AlarmActions: [!Sub "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:alerts"]
      ComparisonOperator: GreaterThanThreshold
      Dimensions: [{Name: StreamName, Value: s}]
      EvaluationPeriods: "1"
      MetricName: IncomingRecords
      Namespace: AWS/Kinesis
      OKActions: []
      Period: 60
      Statistic: Sum
      Tags: [{Key: k, Value: v}]
      Threshold: 3
  C:
    Type: AWS::CloudWatch::CompositeAlarm
    Properties: {AlarmName: c, AlarmRule: !Sub "ALARM(${A})", ActionsEnabled: false}
Outputs: {R: {Value: !Ref A}, N: {Value: !GetAtt A.Arn}, S: {Value: !Ref C}, T: {Value: !GetAtt C.Arn}}
"#;

const PUT: &str = r#"PutMetricAlarm {"AlarmName":"a","OKActions":[],"AlarmActions":["arn:aws:sns:us-east-1:000000000000:alerts"],"MetricName":"IncomingRecords","Namespace":"AWS/Kinesis","Statistic":"Sum","Dimensions":[{"Name":"StreamName","Value":"s"}],"Period":60,"EvaluationPeriods":1,"Threshold":3.0,"ComparisonOperator":"GreaterThanThreshold","Tags":[{"Key":"k","Value":"v"}]}"#;

#[tokio::test]
async fn an_alarm_and_one_over_it() {
    let (asked, outputs) = story(TEMPLATE).await;
    let tagged = PUT.replace(r#""Value":"v"}"#, r#""Value":"v"},{"Key":"team","Value":"a"}"#);
    assert_eq!(
        asked,
        [
            tagged.as_str(),
            r#"PutCompositeAlarm {"ActionsEnabled":false,"AlarmName":"c","AlarmRule":"ALARM(a)","Tags":[{"Key":"team","Value":"a"}]}"#,
            r#"DeleteAlarms {"AlarmNames":["c"]}"#,
            r#"DeleteAlarms {"AlarmNames":["a"]}"#,
        ]
    );
    let arn = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:";
    assert_eq!(outputs, ["a".to_owned(), format!("{arn}a"), "c".to_owned(), format!("{arn}c")]);
}

#[tokio::test]
async fn an_update_puts_it_again_and_changes_tags() {
    let house = House::new();
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let changed = TEMPLATE.replace("Threshold: 3", "Threshold: 4.5").replace("Key: k", "Key: l");
    let template_body = Some(changed);
    let input = UpdateStackInput { stack_name: "s".into(), template_body, ..UpdateStackInput::placeholder() };
    house.call::<UpdateStack>(input).await.unwrap();
    house.until(&id, StackStatus::UpdateComplete).await;
    let arn = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:a";
    assert_eq!(
        house.fakes.asked()[2..],
        [
            PUT.replace("3.0", "4.5").replace(r#""Key":"k""#, r#""Key":"l""#),
            format!(r#"UntagResource {{"ResourceARN":"{arn}","TagKeys":["k"]}}"#),
            format!(r#"TagResource {{"ResourceARN":"{arn}","Tags":[{{"Key":"l","Value":"v"}}]}}"#),
        ]
    );
}

#[tokio::test]
async fn anothers_alarm_is_left_alone() {
    let house = House::new();
    house.fakes.put("alarm/a");
    let id = house.create(TEMPLATE).await.unwrap();
    house.until(&id, StackStatus::RollbackComplete).await;
    assert_eq!(house.fakes.things(), ["alarm/a"]);
}
