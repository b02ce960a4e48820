//! How long data is kept and how fine, by the house's clock; sums stay the same.

use cloudwatch_api as api;

use crate::house::{House, NOW_S, datum};

const HOUR_S: u64 = 3600;
const DAY_S: u64 = 86_400;

async fn advance(house: &House, seconds: u64, sweep: bool) {
    house.clock.advance(seconds * 1000);
    if sweep {
        house.cloudwatch.sweep().await.unwrap();
    }
}

/// The sum of what is answered in a period, from so many seconds ago on.
async fn sum(house: &House, ago_s: u64, period: i32) -> f64 {
    let end = kernel::Timestamp((NOW_S + 3600) * 1000);
    let input = api::GetMetricStatisticsInput {
        start_time: Some(kernel::Timestamp((NOW_S - ago_s) * 1000)),
        end_time: Some(end),
        period: Some(period),
        ..crate::house::statistics()
    };
    let points = house.call::<api::GetMetricStatistics>(input).await.unwrap().datapoints;
    points.iter().filter_map(|point| point.sum).sum()
}

#[tokio::test]
async fn data_grows_coarse_and_goes_swept_or_not() {
    for sweep in [true, false] {
        let house = House::new();
        let second = |at_s| api::MetricDatum { storage_resolution: Some(1), ..datum("m", at_s, 1.0) };
        house.put((0..600).map(|at| second(NOW_S - 600 + at)).collect()).await;
        house.put((0..50).map(|at| datum("m", NOW_S - 600 + at * 12, 2.0)).collect()).await;
        assert_eq!(sum(&house, 600, 5).await, 600.0);
        assert_eq!(sum(&house, 600, 60).await, 700.0);
        advance(&house, 3 * HOUR_S + 1, sweep).await;
        assert_eq!(sum(&house, 600, 5).await, 0.0, "seconds are over");
        assert_eq!(sum(&house, 600, 60).await, 700.0);
        advance(&house, 15 * DAY_S, sweep).await;
        assert_eq!(sum(&house, 600, 60).await, 0.0, "minutes are over");
        assert_eq!(sum(&house, 600, 300).await, 700.0);
        advance(&house, 48 * DAY_S, sweep).await;
        assert_eq!(sum(&house, 600, 300).await, 0.0, "five minutes are over");
        assert_eq!(sum(&house, HOUR_S, 3600).await, 700.0);
        advance(&house, 392 * DAY_S - 5 * HOUR_S, sweep).await;
        assert_eq!(sum(&house, HOUR_S, 3600).await, 700.0);
        advance(&house, 8 * HOUR_S, sweep).await;
        assert_eq!(sum(&house, HOUR_S, 3600).await, 0.0, "hours are over");
    }
}

#[tokio::test]
async fn percentiles_outlive_the_roll_up() {
    let house = House::new();
    house.put((1..=100).map(|value| datum("m", NOW_S - 300, f64::from(value))).collect()).await;
    advance(&house, 20 * DAY_S, true).await;
    let points = house.get(21 * DAY_S, 86_400, &["p90"]).await;
    assert_eq!(points[0].extended_statistics.as_ref().unwrap()["p90"], 90.0);
}

#[tokio::test]
async fn what_comes_late_goes_where_it_belongs_by_then() {
    let house = House::new();
    let late = api::MetricDatum { storage_resolution: Some(1), ..datum("m", NOW_S - 4 * HOUR_S, 1.0) };
    house.put(vec![late.clone(), late]).await;
    assert_eq!(sum(&house, 4 * HOUR_S, 60 * 60).await, 2.0);
    let points = house.get(4 * HOUR_S + 600, 60, &[]).await;
    assert_eq!((points.len(), points[0].sum), (1, Some(2.0)));
}

#[tokio::test]
async fn a_metric_without_data_is_forgotten() {
    let house = House::new();
    house.put(vec![datum("m", NOW_S, 1.0)]).await;
    advance(&house, 457 * DAY_S, true).await;
    advance(&house, HOUR_S, true).await;
    house.put(vec![datum("m", NOW_S + 457 * DAY_S + HOUR_S, 5.0)]).await;
    assert_eq!(house.total(600, 60).await, (5.0, 1.0));
}
