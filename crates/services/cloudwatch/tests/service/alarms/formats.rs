//! The bytes that are kept of alarms, as `docs/formats/alarms.md` states them.

use std::ops::ControlFlow;

use cloudwatch_api as api;
use storage::Volume;

use super::{TOPIC, composite, held};
use crate::house::{House, dimension};

fn kept(volume: &Volume) -> Vec<(String, String)> {
    let mut kept = Vec::new();
    let store = volume.key_value("cloudwatch-alarms").unwrap();
    store
        .scan_prefix(b"", &mut |key, value| {
            kept.push((key.escape_ascii().to_string(), String::from_utf8_lossy(value).into_owned()));
            ControlFlow::Continue(())
        })
        .unwrap();
    kept
}

#[tokio::test]
async fn the_store() {
    let volume = Volume::memory();
    let house = House::on(volume.clone());
    house
        .alarm(api::PutMetricAlarmInput {
            dimensions: Some(vec![dimension("d", "1")]),
            alarm_actions: Some(vec![TOPIC.into()]),
            tags: Some(vec![api::Tag { key: "k".into(), value: "v".into() }]),
            ..held("a")
        })
        .await;
    house
        .composite(api::PutCompositeAlarmInput {
            actions_suppressor: Some("a".into()),
            actions_suppressor_wait_period: Some(1),
            actions_suppressor_extension_period: Some(2),
            ..composite("c", "NOT OK(a)")
        })
        .await;
    house.set("a", api::StateValue::Alarm).await;
    let kept = kept(&volume);
    let time = "\\x00\\x00\\x01\\xa3\\x18\\\\P\\x00";
    let number = |number: &str| format!("\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x{number}");
    let keys: Vec<_> = kept.iter().map(|(key, _)| key.clone()).collect();
    let place = "000000000000/us-east-1";
    let later = time.replace("P\\x00", "P\\x01");
    assert_eq!(
        keys,
        [
            format!("a/{place}/a"),
            format!("a/{place}/c"),
            format!("c/{place}"),
            format!("h/{place}/{time}{}", number("01")),
            format!("h/{place}/{time}{}", number("02")),
            format!("h/{place}/{later}{}", number("04")),
            format!("h/{place}/{later}{}", number("05")),
            "n".to_owned(),
            format!("q{}", number("03")),
        ]
    );
    let value = |at: usize| kept[at].1.as_str();
    assert_eq!(
        value(0),
        r#"{"Version":1,"Name":"a","Configured":1800000000.0,"Actions":{"Enabled":true,"Ok":[],"Alarm":["arn:aws:sns:us-east-1:000000000000:alerts"],"InsufficientData":[]},"Metric":{"Namespace":"N","MetricName":"m","Dimensions":[{"Name":"d","Value":"1"}],"Statistic":"Sum","Period":60,"Metrics":[],"EvaluationPeriods":1,"Threshold":3.0,"ComparisonOperator":"GreaterThanThreshold","TreatMissingData":"ignore"},"Said":{"Value":"ALARM","Reason":"by hand","Updated":1800000000.001,"Transitioned":1800000000.001},"Tags":{"k":"v"}}"#
    );
    assert!(value(1).starts_with(r#"{"Version":1,"Name":"c","Configured":1800000000.0,"Actions":{"Enabled":true,"Ok":[],"Alarm":[],"InsufficientData":[]},"Composite":{"Rule":"NOT OK(a)","Suppressor":"a","WaitPeriod":1,"ExtensionPeriod":2},"Said":{"Value":"ALARM","#), "{}", value(1));
    assert!(value(1).ends_with(r#""Suppressed":{"By":"Alarm","Before":{"Value":"INSUFFICIENT_DATA","Reason":"Unchecked: Initial alarm creation","Updated":1800000000.0,"Transitioned":1800000000.0}},"Tags":{}}"#), "{}", value(1));
    assert!(value(3).starts_with(r#"{"Version":1,"Name":"a","Alarm":"MetricAlarm","Kind":"ConfigurationUpdate","Summary":"Alarm \"a\" created","Data":"{\"version\":"#), "{}", value(3));
    assert!(value(8).starts_with(r#"{"Version":1,"Account":"000000000000","Region":"us-east-1","Alarm":"a","Kind":"MetricAlarm","Target":"arn:aws:sns:us-east-1:000000000000:alerts","Subject":"ALARM: \"a\" in US East (N. Virginia)","Text":"{\"default\":"#), "{}", value(8));
    assert!(value(8).ends_with(r#""At":1800000000.001}"#), "{}", value(8));
}

#[tokio::test]
async fn what_is_kept_is_there_after_a_restart() {
    let volume = Volume::memory();
    let (before, described);
    {
        let house = House::on(volume.clone());
        house.alarm(api::PutMetricAlarmInput { alarm_actions: Some(vec![TOPIC.into()]), ..held("a") }).await;
        house.composite(composite("c", "ALARM(a)")).await;
        house.set("a", api::StateValue::Alarm).await;
        described = (house.described("a").await, house.described_composite("c").await);
        before = kept(&volume);
    }
    let house = House::on(volume.clone());
    assert_eq!((house.described("a").await, house.described_composite("c").await), described);
    house.tick().await;
    assert_eq!(kept(&volume), before, "nothing has happened");
    house.cloudwatch.deliver().await.unwrap();
    assert_eq!(house.told.take().len(), 1, "what was asked for before is done now");
}

#[tokio::test]
async fn without_alarms_there_is_no_store() {
    let volume = Volume::memory();
    let house = House::on(volume.clone());
    house.tick().await;
    house.cloudwatch.deliver().await.unwrap();
    house.cloudwatch.sweep().await.unwrap();
    house.call::<api::DescribeAlarms>(api::DescribeAlarmsInput::default()).await.unwrap();
    let input = api::DeleteAlarmsInput { alarm_names: vec!["a".into()] };
    house.call::<api::DeleteAlarms>(input).await.unwrap();
    assert!(!volume.has_key_value("cloudwatch-alarms").unwrap());
}

#[tokio::test]
async fn damage_is_said() {
    let volume = Volume::memory();
    let house = House::on(volume.clone());
    house.alarm(held("a")).await;
    for bytes in [&b"{}"[..], br#"{"Version":9}"#, b"\xff"] {
        let value = bytes.to_vec();
        let store = volume.key_value("cloudwatch-alarms").unwrap();
        let work = move |store: &mut storage::Transaction| {
            store.put(b"a/000000000000/us-east-1/a".to_vec(), value);
            Ok::<_, ()>(())
        };
        store.write(work).await.unwrap().unwrap();
        let fault = house.call::<api::DescribeAlarms>(api::DescribeAlarmsInput::default()).await.unwrap_err();
        assert_eq!(fault.code, "InternalServiceFault");
    }
}
