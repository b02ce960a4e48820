//! Putting data and getting statistics of it.

use cloudwatch_api as api;
use kernel::Timestamp;

use crate::house::{House, NOW_S, datum, dimension, input, statistics};

#[tokio::test]
async fn values_sets_and_counts_come_together_by_period() {
    let house = House::new();
    let set = api::StatisticSet {
        sample_count: Some(4.0),
        sum: Some(40.0),
        minimum: Some(1.0),
        maximum: Some(20.0),
    };
    let at = Some(Timestamp((NOW_S - 100) * 1000));
    house
        .put(vec![
            datum("m", NOW_S - 100, 3.0),
            api::MetricDatum { value: None, statistic_values: Some(set), ..datum("m", NOW_S - 90, 0.0) },
            api::MetricDatum {
                value: None,
                values: Some(vec![5.0, 7.5]),
                counts: Some(vec![2.0, 1.0]),
                timestamp: at,
                ..datum("m", 0, 0.0)
            },
            datum("m", NOW_S - 20, 9.0),
        ])
        .await;
    let points = house.get(600, 60, &[]).await;
    assert_eq!(points.len(), 2, "{points:?}");
    let first = &points[0];
    assert_eq!(first.timestamp, Some(Timestamp((NOW_S - 120) * 1000)));
    assert_eq!((first.sample_count, first.sum), (Some(8.0), Some(60.5)));
    assert_eq!((first.minimum, first.maximum, first.average), (Some(1.0), Some(20.0), Some(60.5 / 8.0)));
    assert_eq!(first.unit, Some(api::StandardUnit::None));
    assert_eq!(points[1].sum, Some(9.0));
    let whole = house.get(600, 300, &[]).await;
    assert_eq!(whole.iter().map(|point| point.sum.unwrap()).sum::<f64>(), 69.5);
    // A set whose values nobody knows keeps percentiles away, but not from the next minute.
    let points = house.get(600, 60, &["p50"]).await;
    assert_eq!(points[0].extended_statistics, None);
    assert_eq!(points[1].extended_statistics.as_ref().unwrap()["p50"], 9.0);
}

#[tokio::test]
async fn dimensions_and_units_tell_data_apart() {
    let house = House::new();
    let with = |dimensions: Vec<api::Dimension>, unit, value| api::MetricDatum {
        dimensions,
        unit: Some(unit),
        ..datum("m", NOW_S - 60, value)
    };
    let (seconds, count) = (api::StandardUnit::Seconds, api::StandardUnit::Count);
    house
        .put(vec![
            with(vec![dimension("b", "2"), dimension("a", "1")], seconds, 1.0),
            with(vec![dimension("a", "1"), dimension("b", "2")], count, 2.0),
            with(vec![dimension("a", "1")], seconds, 4.0),
        ])
        .await;
    let both = vec![dimension("b", "2"), dimension("a", "1")];
    let input = api::GetMetricStatisticsInput { dimensions: both, ..statistics() };
    let points = house.call::<api::GetMetricStatistics>(input.clone()).await.unwrap().datapoints;
    let sums: Vec<_> = points.iter().map(|point| (point.unit.unwrap(), point.sum.unwrap())).collect();
    assert_eq!(sums, [(seconds, 1.0), (count, 2.0)]);
    let input = api::GetMetricStatisticsInput { unit: Some(count), ..input };
    assert_eq!(house.call::<api::GetMetricStatistics>(input).await.unwrap().datapoints.len(), 1);
    assert_eq!(house.get(600, 60, &[]).await, [], "without dimensions it is another metric");
}

#[tokio::test]
async fn seconds_are_seconds_where_asked_for() {
    let house = House::new();
    let second = |at_s, value| api::MetricDatum { storage_resolution: Some(1), ..datum("m", at_s, value) };
    house.put(vec![second(NOW_S - 5, 1.0), second(NOW_S - 3, 2.0), datum("m", NOW_S - 4, 4.0)]).await;
    let sums =
        |points: Vec<api::Datapoint>| points.iter().map(|point| point.sum.unwrap()).collect::<Vec<_>>();
    assert_eq!(sums(house.get(60, 1, &[]).await), [1.0, 2.0]);
    assert_eq!(sums(house.get(60, 5, &[]).await), [3.0]);
    assert_eq!(sums(house.get(60, 60, &[]).await), [7.0], "a minute has what came by the minute too");
}

#[tokio::test]
async fn periods_count_from_the_start_and_the_end_is_not_in() {
    let house = House::new();
    house.put((0..10).map(|minute| datum("m", NOW_S - 600 + minute * 60, 1.0)).collect()).await;
    let input = api::GetMetricStatisticsInput {
        start_time: Some(Timestamp((NOW_S - 595) * 1000)),
        end_time: Some(Timestamp((NOW_S - 60) * 1000)),
        period: Some(120),
        ..statistics()
    };
    let points = house.call::<api::GetMetricStatistics>(input).await.unwrap().datapoints;
    let shown: Vec<_> = points
        .iter()
        .map(|point| (point.timestamp.unwrap().seconds() - (NOW_S - 600), point.sum.unwrap()))
        .collect();
    assert_eq!(shown, [(0, 2.0), (120, 2.0), (240, 2.0), (360, 2.0), (480, 1.0)]);
}

#[tokio::test]
async fn a_thousand_metrics_a_call() {
    let house = House::new();
    let data: Vec<_> = (0..1000).map(|number| datum(&format!("m{number}"), NOW_S, 1.0)).collect();
    house.put(data.clone()).await;
    let more = [data, vec![datum("x", NOW_S, 1.0)]].concat();
    let (code, text) = house.refused::<api::PutMetricData>(input(more)).await;
    assert_eq!(code, "InvalidParameterValueException");
    assert_eq!(text, "The collection MetricData must not have a size greater than 1000.");
}
