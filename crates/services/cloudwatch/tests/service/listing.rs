//! ListMetrics.

use cloudwatch_api as api;

use crate::house::{House, NOW_S, datum, dimension, input};

fn names(output: &api::ListMetricsOutput) -> Vec<String> {
    output.metrics.iter().map(|metric| metric.metric_name.clone().unwrap()).collect()
}

#[tokio::test]
async fn filters() {
    let house = House::new();
    let with = |name: &str, dimensions| api::MetricDatum { dimensions, ..datum(name, NOW_S, 1.0) };
    house
        .put(vec![
            with("a", vec![dimension("x", "1")]),
            with("b", vec![dimension("x", "2"), dimension("y", "1")]),
            with("ab", vec![]),
        ])
        .await;
    let other =
        api::PutMetricDataInput { namespace: Some("Other".into()), ..input(vec![datum("a", NOW_S, 1.0)]) };
    house.call::<api::PutMetricData>(other).await.unwrap();
    let list = |input| async { names(&house.call::<api::ListMetrics>(input).await.unwrap()) };
    let plain = api::ListMetricsInput::default;
    assert_eq!(list(plain()).await, ["a", "ab", "b", "a"]);
    assert_eq!(
        list(api::ListMetricsInput { namespace: Some("N".into()), ..plain() }).await,
        ["a", "ab", "b"]
    );
    assert_eq!(list(api::ListMetricsInput { metric_name: Some("a".into()), ..plain() }).await, ["a", "a"]);
    let filter = |name: &str, value: Option<&str>| api::DimensionFilter {
        name: name.into(),
        value: value.map(Into::into),
    };
    let by = |dimensions| api::ListMetricsInput { dimensions, ..plain() };
    assert_eq!(list(by(vec![filter("x", None)])).await, ["a", "b"]);
    assert_eq!(list(by(vec![filter("x", Some("2")), filter("y", None)])).await, ["b"]);
}

#[tokio::test]
async fn pages_and_times() {
    let house = House::new();
    house.put((0..1000).map(|number| datum(&format!("m{number:04}"), NOW_S, 1.0)).collect()).await;
    house.put(vec![datum("z", NOW_S, 1.0)]).await;
    let mut seen = Vec::new();
    let mut next_token = None;
    loop {
        let input = api::ListMetricsInput { next_token, ..Default::default() };
        let output = house.call::<api::ListMetrics>(input).await.unwrap();
        assert!(output.metrics.len() <= 500);
        seen.extend(names(&output));
        next_token = output.next_token;
        if next_token.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 1001);
    assert!(seen.is_sorted());
    let bad = api::ListMetricsInput { next_token: Some("!".into()), ..Default::default() };
    assert_eq!(house.refused::<api::ListMetrics>(bad).await.0, "InvalidNextToken");
    house.clock.advance(4 * 3_600_000);
    house.put(vec![datum("z", NOW_S + 4 * 3600, 1.0)]).await;
    let recent = api::ListMetricsInput {
        recently_active: Some(api::RecentlyActive::ThreeHours),
        ..Default::default()
    };
    assert_eq!(names(&house.call::<api::ListMetrics>(recent).await.unwrap()), ["z"]);
    house.clock.advance(14 * 86_400_000 + 1);
    assert_eq!(
        names(&house.call::<api::ListMetrics>(api::ListMetricsInput::default()).await.unwrap()),
        Vec::<String>::new()
    );
}
