//! Whom alarms tell, what, and what becomes of it.

use cloudwatch_api as api;
use cloudwatch_api::StateValue::{Alarm, InsufficientData, Ok};
use serde_json::{Value, json};
use wire::Fault;

use super::{FUNCTION, TOPIC, held};
use crate::house::{House, dimension};

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn telling(name: &str) -> api::PutMetricAlarmInput {
    api::PutMetricAlarmInput {
        alarm_actions: Some(vec![TOPIC.into(), FUNCTION.into()]),
        alarm_description: Some("too much".into()),
        ..held(name)
    }
}

#[tokio::test]
async fn a_topic_and_a_function_are_told() {
    let house = House::new();
    house.clock.advance(5000);
    house
        .alarm(api::PutMetricAlarmInput {
            dimensions: Some(vec![dimension("Pump", "7")]),
            unit: Some(api::StandardUnit::Count),
            datapoints_to_alarm: Some(1),
            ..telling("a \"b\"")
        })
        .await;
    house.set("a \"b\"", Ok).await;
    assert!(!house.cloudwatch.deliver().await.unwrap());
    assert_eq!(house.told.take(), [], "nobody is told of OK");
    house.clock.advance(1000);
    house.set("a \"b\"", Alarm).await;
    assert!(!house.cloudwatch.deliver().await.unwrap());
    let told = house.told.take();
    let arn = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:a \"b\"";
    let heads: Vec<_> = told.iter().map(|one| (one.0.as_str(), one.1.as_str(), one.2.as_str())).collect();
    assert_eq!(
        heads,
        [("cloudwatch.amazonaws.com", arn, TOPIC), ("lambda.alarms.cloudwatch.amazonaws.com", arn, FUNCTION)]
    );
    assert_eq!(*house.told.subjects.lock().unwrap(), ["ALARM: \"a \"b\"\" in US East (N. Virginia)"]);
    let forms = json_of(&told[0].3);
    assert_eq!(forms["sms"], "ALARM: \"a \"b\"\" in US East (N. Virginia)");
    assert!(forms["email"].as_str().unwrap().contains("has entered the ALARM state, because \"by hand\""));
    let message = json_of(forms["default"].as_str().unwrap());
    assert_eq!(
        message,
        json!({
            "AlarmName": "a \"b\"",
            "AlarmDescription": "too much",
            "AWSAccountId": "000000000000",
            "AlarmConfigurationUpdatedTimestamp": "2027-01-15T08:00:05.000+0000",
            "NewStateValue": "ALARM",
            "NewStateReason": "by hand",
            "StateChangeTime": "2027-01-15T08:00:06.000+0000",
            "Region": "US East (N. Virginia)",
            "AlarmArn": arn,
            "OldStateValue": "OK",
            "OKActions": [],
            "AlarmActions": [TOPIC, FUNCTION],
            "InsufficientDataActions": [],
            "Trigger": {
                "MetricName": "m",
                "Namespace": "N",
                "StatisticType": "Statistic",
                "Statistic": "SUM",
                "Unit": "Count",
                "Dimensions": [{"value": "7", "name": "Pump"}],
                "Period": 60,
                "EvaluationPeriods": 1,
                "DatapointsToAlarm": 1,
                "ComparisonOperator": "GreaterThanThreshold",
                "Threshold": 3.0,
                "TreatMissingData": "ignore",
                "EvaluateLowSampleCountPercentile": "",
            },
        })
    );
    let mut event = json_of(&told[1].3);
    let id = event["alarmData"]["configuration"]["metrics"][0]["id"].take();
    assert_eq!(id.as_str().unwrap().len(), 36);
    assert_eq!(
        event,
        json!({
            "source": "aws.cloudwatch",
            "alarmArn": arn,
            "accountId": "000000000000",
            "time": "2027-01-15T08:00:06.000+0000",
            "region": "us-east-1",
            "alarmData": {
                "alarmName": "a \"b\"",
                "state": {"value": "ALARM", "reason": "by hand", "timestamp": "2027-01-15T08:00:06.000+0000"},
                "previousState": {"value": "OK", "reason": "by hand", "timestamp": "2027-01-15T08:00:05.001+0000"},
                "configuration": {
                    "description": "too much",
                    "metrics": [{
                        "id": null,
                        "metricStat": {
                            "metric": {"namespace": "N", "name": "m", "dimensions": {"Pump": "7"}},
                            "period": 60,
                            "stat": "Sum",
                            "unit": "Count",
                        },
                        "returnData": true,
                    }],
                },
            },
        })
    );
    assert_eq!(
        house.summaries("a \"b\"").await[1..],
        [
            "Alarm updated from OK to ALARM".to_owned(),
            format!("Successfully executed action {TOPIC}"),
            format!("Successfully executed action {FUNCTION}"),
        ]
    );
    let data = json_of(house.history("a \"b\"").await[2].history_data.as_ref().unwrap());
    assert_eq!(data["actionState"], "Succeeded");
    assert_eq!(data["notificationResource"], TOPIC);
    assert_eq!(data["stateUpdateTimestamp"], 1_800_000_006_000_u64);
    assert_eq!(data["publishedMessage"], told[0].3);
    assert_eq!(data["error"], Value::Null);
}

#[tokio::test]
async fn each_state_has_its_own() {
    let house = House::new();
    let other = |word: &str| format!("arn:aws:sns:us-east-1:000000000000:{word}");
    house
        .alarm(api::PutMetricAlarmInput {
            alarm_actions: Some(vec![other("alarm")]),
            ok_actions: Some(vec![other("ok")]),
            insufficient_data_actions: Some(vec![other("none")]),
            ..held("a")
        })
        .await;
    let told = async |value| {
        house.set("a", value).await;
        house.cloudwatch.deliver().await.unwrap();
        house.told.take().into_iter().map(|one| one.2).collect::<Vec<_>>()
    };
    assert_eq!(told(InsufficientData).await, [""; 0], "it is there already");
    assert_eq!(told(Ok).await, [other("ok")]);
    assert_eq!(told(Ok).await, [""; 0]);
    assert_eq!(told(Alarm).await, [other("alarm")]);
    assert_eq!(told(InsufficientData).await, [other("none")]);
    let names = || vec!["a".to_owned(), "unknown".to_owned()];
    let off = api::DisableAlarmActionsInput { alarm_names: names() };
    house.call::<api::DisableAlarmActions>(off).await.unwrap();
    assert_eq!(house.described("a").await.actions_enabled, Some(false));
    assert_eq!(told(Ok).await, [""; 0]);
    let on = api::EnableAlarmActionsInput { alarm_names: names() };
    house.call::<api::EnableAlarmActions>(on).await.unwrap();
    assert_eq!(told(Alarm).await, [other("alarm")]);
}

#[tokio::test]
async fn what_refuses_has_failed_and_what_is_away_is_tried_again() {
    let house = House::new();
    house.alarm(api::PutMetricAlarmInput { alarm_actions: Some(vec![TOPIC.into()]), ..held("a") }).await;
    *house.told.fault.lock().unwrap() = Some(Fault::with_status("NotFound", 404, "Topic does not exist"));
    house.set("a", Alarm).await;
    assert!(!house.cloudwatch.deliver().await.unwrap());
    let last = house.history("a").await.pop().unwrap();
    let failed = format!("Failed to execute action {TOPIC}. Received error: \"Topic does not exist\"");
    assert_eq!(last.history_summary, Some(failed));
    let data = json_of(last.history_data.as_ref().unwrap());
    assert_eq!(
        (data["actionState"].as_str(), data["error"].as_str()),
        (Some("Failed"), Some("Topic does not exist"))
    );

    *house.told.fault.lock().unwrap() = Some(Fault::internal("away"));
    house.set("a", Ok).await;
    house.set("a", Alarm).await;
    assert!(house.cloudwatch.deliver().await.unwrap(), "it is left");
    assert!(house.cloudwatch.deliver().await.unwrap());
    *house.told.fault.lock().unwrap() = None;
    assert!(!house.cloudwatch.deliver().await.unwrap());
    assert_eq!(house.told.take().len(), 1);
    let last = house.summaries("a").await.pop().unwrap();
    assert_eq!(last, format!("Successfully executed action {TOPIC}"));

    *house.told.fault.lock().unwrap() = Some(Fault::internal("away for long"));
    house.set("a", Ok).await;
    house.set("a", Alarm).await;
    let mut tries = 1;
    while house.cloudwatch.deliver().await.unwrap() {
        tries += 1;
    }
    assert_eq!(tries, 36);
    assert!(house.summaries("a").await.pop().unwrap().contains("away for long"));
}

#[tokio::test]
async fn the_background_tells_by_itself() {
    let house = House::new();
    house.alarm(telling("a")).await;
    house.cloudwatch.resume();
    let input = api::SetAlarmStateInput {
        alarm_name: "a".into(),
        state_value: Alarm,
        state_reason: "now".into(),
        state_reason_data: Some("{}".into()),
    };
    house.call::<api::SetAlarmState>(input).await.unwrap();
    while house.summaries("a").await.len() < 3 {
        tokio::task::yield_now().await;
    }
    assert_eq!(house.told.take().len(), 2);
}
