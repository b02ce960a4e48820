//! Composite alarms follow the alarms that they ask.

use cloudwatch_api as api;
use cloudwatch_api::StateValue::{Alarm, InsufficientData, Ok};

use super::{TOPIC, composite, held};
use crate::house::House;

async fn two(house: &House) {
    house.alarm(held("a")).await;
    house.alarm(held("b c")).await;
}

#[tokio::test]
async fn a_rule_over_two() {
    let house = House::new();
    two(&house).await;
    house
        .composite(api::PutCompositeAlarmInput {
            alarm_actions: Some(vec![TOPIC.into()]),
            ..composite("c", "ALARM(a) AND NOT OK(\"b c\")")
        })
        .await;
    assert_eq!(house.described_composite("c").await.state_value, Some(InsufficientData));
    house.tick().await;
    let made = house.described_composite("c").await;
    assert_eq!(made.state_value, Some(Ok));
    let own = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:c";
    let text = format!("{own} was created and its alarm rule evaluates to OK");
    assert_eq!(made.state_reason, Some(text));
    let data: serde_json::Value = serde_json::from_str(made.state_reason_data.as_ref().unwrap()).unwrap();
    assert_eq!(data["triggeringAlarms"].as_array().unwrap().len(), 2);
    house.clock.advance(1000);
    house.set("a", Alarm).await;
    let fired = house.described_composite("c").await;
    assert_eq!(fired.state_value, Some(Alarm));
    let child = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:a";
    let text = format!("{child} transitioned to ALARM at Friday 15 January, 2027 08:00:01 UTC");
    assert_eq!(fired.state_reason, Some(text));
    assert_eq!(
        fired.state_reason_data,
        Some(format!(
            r#"{{"triggeringAlarms":[{{"arn":"{child}","state":{{"value":"ALARM","timestamp":"2027-01-15T08:00:01.000+0000"}}}}]}}"#
        ))
    );
    house.cloudwatch.deliver().await.unwrap();
    let told = house.told.take();
    let forms: serde_json::Value = serde_json::from_str(&told[0].3).unwrap();
    let message: serde_json::Value = serde_json::from_str(forms["default"].as_str().unwrap()).unwrap();
    assert_eq!(message["AlarmRule"], "ALARM(a) AND NOT OK(\"b c\")");
    assert_eq!(message["TriggeringChildren"][0]["Arn"], child);
    assert_eq!(message["TriggeringChildren"][0]["State"]["Value"], "ALARM");
    assert_eq!(message.get("Trigger"), None);
    house.set("b c", Ok).await;
    assert_eq!(house.described_composite("c").await.state_value, Some(Ok));
}

#[tokio::test]
async fn what_is_set_by_hand_stays_until_a_child_moves() {
    let house = House::new();
    two(&house).await;
    house.composite(composite("c", "ALARM(a)")).await;
    house.tick().await;
    house.clock.advance(1000);
    house.set("c", Alarm).await;
    house.set("b c", Alarm).await;
    house.tick().await;
    assert_eq!(house.described_composite("c").await.state_value, Some(Alarm));
    house.clock.advance(1000);
    house.set("a", Ok).await;
    assert_eq!(house.described_composite("c").await.state_value, Some(Ok));
}

#[tokio::test]
async fn one_over_another_and_an_update() {
    let house = House::new();
    two(&house).await;
    house.composite(composite("low", "ALARM(a)")).await;
    house.composite(composite("high", "ALARM(low) OR FALSE")).await;
    house.set("a", Alarm).await;
    assert_eq!(house.described_composite("high").await.state_value, Some(Alarm));
    house.clock.advance(1000);
    house.composite(composite("high", "FALSE")).await;
    house.tick().await;
    let updated = house.described_composite("high").await;
    let text =
        "arn:aws:cloudwatch:us-east-1:000000000000:alarm:high was updated and its alarm rule evaluates to OK";
    assert_eq!((updated.state_value, updated.state_reason.as_deref()), (Some(Ok), Some(text)));
}

#[tokio::test]
async fn a_circle_is_not_judged_and_can_be_broken() {
    let house = House::new();
    two(&house).await;
    house.composite(composite("c", "TRUE")).await;
    house.composite(composite("d", "ALARM(c)")).await;
    house.composite(composite("over", "ALARM(d)")).await;
    house.tick().await;
    assert_eq!(house.described_composite("over").await.state_value, Some(Alarm));
    house.composite(composite("c", "NOT ALARM(d)")).await;
    house.clock.advance(1000);
    house.set("d", Ok).await;
    assert_eq!(house.described_composite("c").await.state_value, Some(Alarm), "it keeps what it says");
    assert_eq!(house.described_composite("over").await.state_value, Some(Alarm), "and who asks it");
    for name in ["c", "d"] {
        let input = api::DeleteAlarmsInput { alarm_names: vec![name.into()] };
        let (code, text) = house.refused::<api::DeleteAlarms>(input).await;
        assert_eq!(code, "ValidationError");
        assert_eq!(text, format!("Cannot delete {name} as there are composite alarm(s) depending on it."));
    }
    house.composite(composite("c", "false")).await;
    house.tick().await;
    assert_eq!(house.described_composite("c").await.state_value, Some(Ok));
    let input = api::DeleteAlarmsInput { alarm_names: vec!["over".into()] };
    house.call::<api::DeleteAlarms>(input).await.unwrap();
    let input = api::DeleteAlarmsInput { alarm_names: vec!["d".into()] };
    house.call::<api::DeleteAlarms>(input).await.unwrap();
}
