//! Alarms and their history are found.

use cloudwatch_api as api;
use cloudwatch_api::StateValue::{Alarm, Ok};
use kernel::Timestamp;

use super::{FUNCTION, TOPIC, composite, held};
use crate::house::{House, NOW_S, dimension};

async fn names(house: &House, input: api::DescribeAlarmsInput) -> (Vec<String>, Option<String>) {
    let found = house.call::<api::DescribeAlarms>(input).await.unwrap();
    let metric = found.metric_alarms.into_iter().map(|alarm| alarm.alarm_name.unwrap());
    let composite = found.composite_alarms.into_iter().map(|alarm| alarm.alarm_name.unwrap());
    (metric.chain(composite).collect(), found.next_token)
}

#[tokio::test]
async fn filters_and_pages() {
    let house = House::new();
    for name in ["p1", "p2", "q"] {
        house.alarm(held(name)).await;
    }
    house.alarm(api::PutMetricAlarmInput { ok_actions: Some(vec![TOPIC.into()]), ..held("p3") }).await;
    house.composite(composite("p-all", "ALARM(p1) OR ALARM(q)")).await;
    house.composite(composite("top", "OK(p-all)")).await;
    house.set("p2", Alarm).await;
    let all = api::DescribeAlarmsInput::default;
    let found = async |input| names(&house, input).await.0;
    assert_eq!(found(all()).await, ["p1", "p2", "p3", "q"], "metric alarms alone");
    let both = Some(vec![api::AlarmType::CompositeAlarm, api::AlarmType::MetricAlarm]);
    let prefix = api::DescribeAlarmsInput { alarm_name_prefix: Some("p".into()), ..all() };
    assert_eq!(
        found(api::DescribeAlarmsInput { alarm_types: both.clone(), ..prefix.clone() }).await,
        ["p1", "p2", "p3", "p-all"]
    );
    assert_eq!(found(api::DescribeAlarmsInput { state_value: Some(Alarm), ..prefix }).await, ["p2"]);
    assert_eq!(
        found(api::DescribeAlarmsInput { action_prefix: Some("arn:aws:sns:".into()), ..all() }).await,
        ["p3"]
    );
    let named = Some(vec!["q".to_owned(), "no".to_owned(), "p1".to_owned()]);
    assert_eq!(found(api::DescribeAlarmsInput { alarm_names: named, ..all() }).await, ["p1", "q"]);
    let of = api::DescribeAlarmsInput { children_of_alarm_name: Some("p-all".into()), ..all() };
    let children = house.call::<api::DescribeAlarms>(of).await.unwrap().metric_alarms;
    let shown: Vec<_> = children
        .iter()
        .map(|one| (one.alarm_name.as_deref(), one.state_value.is_some(), one.threshold))
        .collect();
    assert_eq!(shown, [(Some("p1"), true, None), (Some("q"), true, None)]);
    let of = api::DescribeAlarmsInput { parents_of_alarm_name: Some("q".into()), ..all() };
    assert_eq!(found(of).await, ["p-all"]);
    let (mut shown, mut next_token) = (Vec::new(), None);
    loop {
        let input =
            api::DescribeAlarmsInput { max_records: Some(2), alarm_types: both.clone(), next_token, ..all() };
        let (page, next) = names(&house, input).await;
        assert!(page.len() <= 2);
        shown.extend(page);
        next_token = next;
        if next_token.is_none() {
            break;
        }
    }
    assert_eq!(shown, ["p1", "p-all", "p2", "p3", "q", "top"]);
}

#[tokio::test]
async fn of_a_metric() {
    let house = House::new();
    let with = |name: &str| api::PutMetricAlarmInput {
        dimensions: Some(vec![dimension("a", "1"), dimension("b", "2")]),
        ..held(name)
    };
    house.alarm(with("two")).await;
    house.alarm(held("none")).await;
    let input = api::DescribeAlarmsForMetricInput {
        metric_name: "m".into(),
        namespace: "N".into(),
        dimensions: Some(vec![dimension("b", "2"), dimension("a", "1")]),
        ..Default::default()
    };
    let found = async |input| {
        let found = house.call::<api::DescribeAlarmsForMetric>(input).await.unwrap().metric_alarms;
        found.into_iter().map(|alarm| alarm.alarm_name.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(found(input.clone()).await, ["two"]);
    assert_eq!(
        found(api::DescribeAlarmsForMetricInput { period: Some(300), ..input.clone() }).await,
        [""; 0]
    );
    let plain = api::DescribeAlarmsForMetricInput { dimensions: None, ..input };
    assert_eq!(found(api::DescribeAlarmsForMetricInput { period: Some(60), ..plain }).await, ["none"]);
}

#[tokio::test]
async fn history_by_kind_time_and_page() {
    let house = House::new();
    house.alarm(api::PutMetricAlarmInput { alarm_actions: Some(vec![FUNCTION.into()]), ..held("a") }).await;
    house.composite(composite("c", "ALARM(a)")).await;
    for value in [Ok, Alarm] {
        house.clock.advance(60_000);
        house.set("a", value).await;
    }
    house.cloudwatch.deliver().await.unwrap();
    let input = api::DeleteAlarmsInput { alarm_names: vec!["c".into()] };
    house.call::<api::DeleteAlarms>(input).await.unwrap();
    let all = || api::DescribeAlarmHistoryInput { alarm_name: Some("a".into()), ..Default::default() };
    let found = async |input| {
        let found = house.call::<api::DescribeAlarmHistory>(input).await.unwrap();
        let items = found.alarm_history_items.into_iter();
        (items.map(|item| item.history_summary.unwrap()).collect::<Vec<_>>(), found.next_token)
    };
    let action = format!("Successfully executed action {FUNCTION}");
    let newest_first = [
        action.as_str(),
        "Alarm updated from OK to ALARM",
        "Alarm updated from INSUFFICIENT_DATA to OK",
        "Alarm \"a\" created",
    ];
    assert_eq!(found(all()).await.0, newest_first);
    let kind = Some(api::HistoryItemType::Action);
    assert_eq!(
        found(api::DescribeAlarmHistoryInput { history_item_type: kind, ..all() }).await.0,
        newest_first[..1]
    );
    let (from, until) = (Some(Timestamp((NOW_S + 1) * 1000)), Some(Timestamp((NOW_S + 60) * 1000)));
    let within = api::DescribeAlarmHistoryInput { start_date: from, end_date: until, ..all() };
    assert_eq!(found(within).await.0, newest_first[2..3]);
    for scan_by in [None, Some(api::ScanBy::TimestampAscending)] {
        let (mut shown, mut next_token) = (Vec::new(), None);
        loop {
            let input = api::DescribeAlarmHistoryInput { max_records: Some(1), scan_by, next_token, ..all() };
            let (page, next) = found(input).await;
            assert!(page.len() <= 1);
            shown.extend(page);
            next_token = next;
            if next_token.is_none() {
                break;
            }
        }
        if scan_by.is_some() {
            shown.reverse();
        }
        assert_eq!(shown, newest_first);
    }
    let composites = Some(vec![api::AlarmType::CompositeAlarm]);
    let of = api::DescribeAlarmHistoryInput { alarm_name: None, alarm_types: composites, ..all() };
    assert_eq!(found(of).await.0[0], "Alarm \"c\" deleted", "what is gone has its history");
    let made = house
        .call::<api::DescribeAlarmHistory>(api::DescribeAlarmHistoryInput {
            scan_by: Some(api::ScanBy::TimestampAscending),
            ..all()
        })
        .await
        .unwrap()
        .alarm_history_items
        .remove(0);
    assert!(made.history_data.unwrap().starts_with(
        r#"{"version":"1.0","type":"Create","createdAlarm":{"alarmName":"a","alarmArn":"arn:aws:cloudwatch:us-east-1:000000000000:alarm:a","alarmConfigurationUpdatedTimestamp":"2027-01-15T08:00:00.000+0000","namespace":"N","metricName":"m","statistic":"Sum","period":60,"dimensions":[],"threshold":3.0,"comparisonOperator":"GreaterThanThreshold","evaluationPeriods":1,"treatMissingData":"ignore","stateValue":"INSUFFICIENT_DATA""#
    ));
    house.clock.advance(30 * 86_400_000 - 59_999);
    house.cloudwatch.sweep().await.unwrap();
    assert_eq!(found(all()).await.0, newest_first[..2], "30 days, and not a day longer");
}

#[tokio::test]
async fn deleting_takes_what_there_is() {
    let house = House::new();
    for name in ["a", "b", "c"] {
        house.alarm(held(name)).await;
    }
    house.composite(composite("over", "ALARM(a)")).await;
    let delete = |names: &[&str]| api::DeleteAlarmsInput {
        alarm_names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let (_, text) = house.refused::<api::DeleteAlarms>(delete(&["b", "a"])).await;
    assert_eq!(text, "Cannot delete a as there are composite alarm(s) depending on it.");
    assert_eq!(names(&house, api::DescribeAlarmsInput::default()).await.0.len(), 3, "none is deleted then");
    house.call::<api::DeleteAlarms>(delete(&["b", "unknown"])).await.unwrap();
    house.call::<api::DeleteAlarms>(delete(&["over", "a"])).await.unwrap();
    assert_eq!(names(&house, api::DescribeAlarmsInput::default()).await.0, ["c"]);
    house.minute(Some(9.0)).await;
    assert_eq!(house.summaries("a").await, [""; 0], "what is gone is not judged");
}

#[tokio::test]
async fn tags() {
    let house = House::new();
    house.alarm(held("a")).await;
    let resource_arn = house.described("a").await.alarm_arn.unwrap();
    let tag = api::Tag { key: "k".into(), value: "v".into() };
    let put = api::TagResourceInput { resource_arn: resource_arn.clone(), tags: vec![tag.clone()] };
    house.call::<api::TagResource>(put).await.unwrap();
    let listed = async || {
        let input = api::ListTagsForResourceInput { resource_arn: resource_arn.clone() };
        house.call::<api::ListTagsForResource>(input).await.unwrap().tags
    };
    assert_eq!(listed().await, [tag]);
    let take = api::UntagResourceInput { resource_arn: resource_arn.clone(), tag_keys: vec!["k".into()] };
    house.call::<api::UntagResource>(take).await.unwrap();
    assert_eq!(listed().await, []);
    let resource_arn = format!("{resource_arn}-not");
    let (code, _) =
        house.refused::<api::ListTagsForResource>(api::ListTagsForResourceInput { resource_arn }).await;
    assert_eq!(code, "ResourceNotFoundException");
}
