//! Alarms on metrics are judged by the clock: values, reasons, missing data, percentiles, expressions, jumps.

use cloudwatch_api as api;
use cloudwatch_api::StateValue::{Alarm, InsufficientData, Ok};

use super::alarm;
use crate::house::{House, NOW_S, Seconds, datum, expression, stat};

#[tokio::test]
async fn a_minute_above_the_threshold() {
    let house = House::new();
    house.clock.advance(5000);
    house.alarm(alarm("a")).await;
    let put = house.described("a").await;
    assert_eq!(put.state_reason.as_deref(), Some("Unchecked: Initial alarm creation"));
    assert_eq!((put.state_value, put.actions_enabled), (Some(InsufficientData), Some(true)));
    assert_eq!(put.alarm_arn.as_deref(), Some("arn:aws:cloudwatch:us-east-1:000000000000:alarm:a"));
    house.tick().await;
    assert_eq!(house.described("a").await, put, "without data it stays as it is");
    house.minute(Some(2.0)).await;
    let ok = house.described("a").await;
    assert_eq!(ok.state_value, Some(Ok));
    let text =
        "Threshold Crossed: 1 datapoint [2.0 (15/01/27 08:00:00)] was not greater than the threshold (3.0).";
    assert_eq!(ok.state_reason.as_deref(), Some(text));
    let data = r#"{"version":"1.0","queryDate":"2027-01-15T08:01:05.000+0000","startDate":"2027-01-15T08:00:00.000+0000","statistic":"Sum","period":60,"recentDatapoints":[2.0],"threshold":3.0,"evaluatedDatapoints":[{"timestamp":"2027-01-15T08:00:00.000+0000","sampleCount":1.0,"value":2.0}]}"#;
    assert_eq!(ok.state_reason_data.as_deref(), Some(data));
    house.minute(Some(4.5)).await;
    let text =
        "Threshold Crossed: 1 datapoint [4.5 (15/01/27 08:01:00)] was greater than the threshold (3.0).";
    let fired = house.described("a").await;
    assert_eq!((fired.state_value, fired.state_reason.as_deref()), (Some(Alarm), Some(text)));
    assert_eq!(fired.state_transitioned_timestamp, fired.state_updated_timestamp);
    house.tick().await;
    house.minute(Some(4.0)).await;
    assert_eq!(house.described("a").await, fired, "what stays in its state is told once");
    assert_eq!(
        house.summaries("a").await,
        ["Alarm updated from INSUFFICIENT_DATA to OK", "Alarm updated from OK to ALARM"]
    );
    let history = house.history("a").await;
    let update: serde_json::Value = serde_json::from_str(history[1].history_data.as_ref().unwrap()).unwrap();
    assert_eq!(update["version"], "1.0");
    assert_eq!(update["oldState"]["stateValue"], "OK");
    assert_eq!(update["oldState"]["stateReasonData"]["recentDatapoints"][0], 2.0);
    assert_eq!(update["newState"]["stateReason"], text);
}

#[tokio::test]
async fn a_minute_is_looked_at_when_it_is_over() {
    let house = House::new();
    house.alarm(alarm("a")).await;
    house.put(vec![datum("m", NOW_S, 9.0)]).await;
    house.clock.advance(64_000);
    house.tick().await;
    assert_eq!(house.state("a").await, InsufficientData, "reports of the last second may be under way");
    house.clock.advance(1000);
    house.tick().await;
    assert_eq!(house.state("a").await, Alarm);
}

#[tokio::test]
async fn two_of_three() {
    let house = House::new();
    house.clock.advance(5000);
    let of =
        api::PutMetricAlarmInput { evaluation_periods: Some(3), datapoints_to_alarm: Some(2), ..alarm("a") };
    house.alarm(of).await;
    let mut states = Vec::new();
    for value in [1.0, 5.0, 1.0, 6.0, 1.0, 1.0] {
        house.minute(Some(value)).await;
        states.push(house.state("a").await);
    }
    assert_eq!(states, [Ok, Ok, Ok, Alarm, Ok, Ok]);
    let reasons: Vec<String> = house
        .history("a")
        .await
        .iter()
        .map(|item| {
            let data: serde_json::Value = serde_json::from_str(item.history_data.as_ref().unwrap()).unwrap();
            data["newState"]["stateReason"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(
        reasons[1..],
        [
            "Threshold Crossed: 2 out of the last 3 datapoints [6.0 (15/01/27 08:03:00), 5.0 (15/01/27 08:01:00)] were greater than the threshold (3.0) (minimum 2 datapoints for OK -> ALARM transition).",
            "Threshold Crossed: 2 out of the last 3 datapoints [1.0 (15/01/27 08:04:00), 1.0 (15/01/27 08:02:00)] were not greater than the threshold (3.0) (minimum 2 datapoints for ALARM -> OK transition).",
        ]
    );
}

#[tokio::test]
async fn missing_data_is_treated_as_asked_for() {
    let house = House::new();
    house.clock.advance(5000);
    let treat = |name: &str, word: &str| api::PutMetricAlarmInput {
        treat_missing_data: Some(word.into()),
        ..alarm(name)
    };
    for word in ["missing", "ignore", "breaching", "notBreaching"] {
        house.alarm(treat(word, word)).await;
    }
    let states = async || {
        let mut states = Vec::new();
        for word in ["missing", "ignore", "breaching", "notBreaching"] {
            states.push(house.state(word).await);
        }
        states
    };
    house.tick().await;
    assert_eq!(states().await, [InsufficientData, InsufficientData, Alarm, Ok]);
    let reason = |described: api::MetricAlarm| described.state_reason.unwrap();
    assert_eq!(
        reason(house.described("breaching").await),
        "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching]."
    );
    assert_eq!(
        reason(house.described("notBreaching").await),
        "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching]."
    );
    house.minute(Some(5.0)).await;
    assert_eq!(states().await, [Alarm; 4]);
    // The last data is looked at until it leaves the range, which is three periods.
    house.minute(None).await;
    house.minute(None).await;
    assert_eq!(states().await, [Alarm; 4]);
    house.minute(None).await;
    assert_eq!(states().await, [InsufficientData, Alarm, Alarm, Ok]);
    assert_eq!(reason(house.described("missing").await), "Insufficient Data: 1 datapoint was unknown.");
    let data = house.described("missing").await.state_reason_data.unwrap();
    assert!(data.ends_with(r#""recentDatapoints":[],"threshold":3.0,"evaluatedDatapoints":[{"timestamp":"2027-01-15T08:03:00.000+0000"}]}"#), "{data}");
}

#[tokio::test]
async fn missing_data_of_dynamodb_is_ignored() {
    let house = House::new();
    let input = api::PutMetricAlarmInput {
        namespace: Some("AWS/DynamoDB".into()),
        treat_missing_data: Some("breaching".into()),
        ..alarm("a")
    };
    house.alarm(input).await;
    house.minute(None).await;
    assert_eq!(house.state("a").await, InsufficientData);
}

#[tokio::test]
async fn a_clock_that_jumps_is_followed_at_once() {
    let house = House::new();
    house.clock.advance(5000);
    house.alarm(alarm("a")).await;
    house.minute(Some(9.0)).await;
    assert_eq!(house.state("a").await, Alarm);
    house.clock.advance(26 * 3_600_000);
    house.tick().await;
    assert_eq!(house.state("a").await, InsufficientData);
    assert_eq!(house.history("a").await.len(), 2, "what lay between is not gone through");
    house.put(vec![datum("m", house.clock.now_s() - 60, 9.0)]).await;
    house.tick().await;
    assert_eq!(house.state("a").await, InsufficientData, "it was judged in this minute");
    house.clock.advance(u64::MAX - 60_000 + 1);
    house.tick().await;
    assert_eq!(house.state("a").await, InsufficientData, "a clock that goes back is followed too");
    house.clock.advance(120_000);
    house.tick().await;
    assert_eq!(house.state("a").await, Alarm);
    let times: Vec<_> = house.history("a").await.iter().map(|item| item.timestamp).collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[tokio::test]
async fn seconds_are_judged_every_ten() {
    let house = House::new();
    house.clock.advance(2000);
    house.alarm(api::PutMetricAlarmInput { period: Some(10), ..alarm("a") }).await;
    let second = api::MetricDatum { storage_resolution: Some(1), ..datum("m", house.clock.now_s() + 3, 9.0) };
    house.put(vec![second]).await;
    house.tick().await;
    assert_eq!(house.state("a").await, InsufficientData);
    house.clock.advance(10_000);
    house.tick().await;
    assert_eq!(house.state("a").await, Alarm);
}

#[tokio::test]
async fn longer_periods_count_back_from_the_last_minute() {
    let house = House::new();
    house.clock.advance(5000);
    house.alarm(api::PutMetricAlarmInput { period: Some(300), threshold: Some(8.0), ..alarm("a") }).await;
    for _ in 0..4 {
        house.minute(Some(2.0)).await;
    }
    assert_eq!(house.state("a").await, Ok);
    house.minute(Some(2.0)).await;
    assert_eq!(house.state("a").await, Alarm, "five minutes, whichever");
    let data = house.described("a").await.state_reason_data.unwrap();
    assert!(data.contains(r#""startDate":"2027-01-15T08:00:00.000+0000""#), "{data}");
}

#[tokio::test]
async fn percentiles_may_wait_for_samples() {
    let house = House::new();
    house.clock.advance(5000);
    let percentile = |name: &str, few: &str| api::PutMetricAlarmInput {
        statistic: None,
        extended_statistic: Some("p90".into()),
        evaluate_low_sample_count_percentile: Some(few.into()),
        ..alarm(name)
    };
    house.alarm(percentile("waits", "ignore")).await;
    house.alarm(percentile("judges", "evaluate")).await;
    let many = |count: f64| api::MetricDatum {
        value: None,
        values: Some(vec![9.0]),
        counts: Some(vec![count]),
        ..datum("m", house.clock.now_s(), 0.0)
    };
    house.put(vec![many(99.0)]).await;
    house.minute(None).await;
    assert_eq!((house.state("waits").await, house.state("judges").await), (InsufficientData, Alarm));
    house.put(vec![many(100.0)]).await;
    house.minute(None).await;
    assert_eq!(house.state("waits").await, Alarm);
    let data = house.described("waits").await.state_reason_data.unwrap();
    assert!(data.contains(r#""statistic":"p90""#) && data.contains(r#""sampleCount":100.0"#), "{data}");
}

#[tokio::test]
async fn expressions_over_metrics() {
    let house = House::new();
    house.clock.advance(65_000);
    let rate = api::MetricDataQuery { return_data: Some(true), ..expression("100 * bad / all") };
    let zero = api::MetricDataQuery {
        id: "e".into(),
        expression: Some("IF(FILL(bad, 0) > 2, 1, 0)".into()),
        ..Default::default()
    };
    let of = |name: &str, query| api::PutMetricAlarmInput {
        alarm_name: name.into(),
        metrics: Some(vec![query, stat("bad", "bad", "Sum"), stat("all", "all", "Sum")]),
        evaluation_periods: Some(1),
        threshold: Some(0.5),
        comparison_operator: Some(api::ComparisonOperator::GreaterThanThreshold),
        ..Default::default()
    };
    house.alarm(of("rate", rate)).await;
    house.alarm(of("filled", zero)).await;
    house.tick().await;
    assert_eq!((house.state("rate").await, house.state("filled").await), (InsufficientData, Ok));
    house.put(vec![datum("bad", house.clock.now_s(), 3.0), datum("all", house.clock.now_s(), 12.0)]).await;
    house.minute(None).await;
    assert_eq!((house.state("rate").await, house.state("filled").await), (Alarm, Alarm));
    let described = house.described("rate").await;
    assert_eq!(
        described.state_reason.as_deref(),
        Some(
            "Threshold Crossed: 1 datapoint [25.0 (15/01/27 08:01:00)] was greater than the threshold (0.5)."
        )
    );
    let data = described.state_reason_data.unwrap();
    assert!(
        !data.contains("statistic")
            && data.contains(r#"{"timestamp":"2027-01-15T08:01:00.000+0000","value":25.0}"#),
        "{data}"
    );
    assert_eq!(described.metrics.unwrap().len(), 3);
}

#[tokio::test]
async fn what_is_put_again_keeps_its_state_and_is_judged_again() {
    let house = House::new();
    house.clock.advance(5000);
    let tags = Some(vec![api::Tag { key: "team".into(), value: "pumps".into() }]);
    house.alarm(api::PutMetricAlarmInput { tags, ..alarm("a") }).await;
    house.minute(Some(5.0)).await;
    house.clock.advance(1000);
    house.alarm(api::PutMetricAlarmInput { threshold: Some(7.0), ..alarm("a") }).await;
    assert_eq!(house.state("a").await, Alarm);
    house.tick().await;
    assert_eq!(house.state("a").await, Ok);
    let resource_arn = house.described("a").await.alarm_arn.unwrap();
    let tags = house.call::<api::ListTagsForResource>(api::ListTagsForResourceInput { resource_arn }).await;
    assert_eq!(tags.unwrap().tags.len(), 1, "tags stay as they were");
}

#[tokio::test]
async fn a_state_set_by_hand_lasts_until_it_is_judged() {
    let house = House::new();
    house.clock.advance(5000);
    house.alarm(alarm("a")).await;
    house.minute(Some(1.0)).await;
    house.set("a", Alarm).await;
    house.tick().await;
    let set = house.described("a").await;
    assert_eq!((set.state_value, set.state_reason.as_deref()), (Some(Alarm), Some("by hand")));
    house.minute(Some(1.0)).await;
    assert_eq!(house.state("a").await, Ok);
}
