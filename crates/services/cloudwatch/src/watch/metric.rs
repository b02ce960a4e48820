//! An alarm on a metric or an expression is judged: its periods are read up to the last full minute (ten seconds where
//! periods are shorter than that), counted back from there, as AWS counts them.

use std::collections::BTreeMap;

use cloudwatch_api::{ComparisonOperator, StateValue};
use kernel::{Place, Timestamp};

use super::reason::{Found, reason, reason_data};
use super::verdict::{Missing, judge as decide};
use crate::alarms::{MetricWatch, Verdict};
use crate::engine::{Engine, EngineError, MetricName, Statistic, Summary, Window};
use crate::limits::{ALARM_PACES, ALARM_RANGE_MORE, Pace};
use crate::operations::metric::unit_number;
use crate::operations::query;

/// A data point: its value, and of how many samples, where that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub value: f64,
    pub samples: Option<f64>,
}

/// The longest of the periods that an alarm reads, in seconds.
fn period_s(watch: &MetricWatch) -> u64 {
    let of_queries = watch.metrics.iter().filter_map(|query| match &query.metric_stat {
        Some(stat) => stat.period,
        None => query.period,
    });
    let longest = watch.period.into_iter().chain(of_queries).max();
    longest.and_then(|period| u64::try_from(period).ok()).unwrap_or(60).max(1)
}

/// How often an alarm is judged.
pub(super) fn pace(watch: &MetricWatch) -> Pace {
    let [short, long] = ALARM_PACES;
    if period_s(watch) < 60 { short } else { long }
}

/// What an alarm that says `now_says` is at `now`; nothing where it says that already, or stays what it is.
pub(super) fn judge(
    engine: &Engine,
    place: &Place,
    watch: &MetricWatch,
    now_says: StateValue,
    now: Timestamp,
) -> Result<Option<Verdict>, EngineError> {
    let period_s = period_s(watch);
    let pace = pace(watch);
    let end_s = pace.step(now) * pace.step_s;
    let all = usize::try_from(watch.evaluation_periods).unwrap_or(1).max(1);
    let of = watch.datapoints_to_alarm.and_then(|of| usize::try_from(of).ok()).unwrap_or(all);
    let range = all + ALARM_RANGE_MORE;
    let start_s = end_s.saturating_sub(range as u64 * period_s);
    let points = match watch.metrics.is_empty() {
        true => simple(engine, place, watch, (start_s, end_s, period_s))?,
        false => expression(engine, place, watch, (start_s, end_s)),
    };
    let times: Vec<u64> = (1..=range as u64).map(|ago| end_s.saturating_sub(ago * period_s)).collect();
    let points: Vec<Option<Point>> = times.iter().map(|time| points.get(time).copied()).collect();
    let breaching: Vec<Option<bool>> =
        points.iter().map(|point| point.map(|point| is_breaching(watch, point.value))).collect();
    let judged = decide(&breaching, of, all, missing(watch));
    let Some(value) = judged.value.filter(|value| *value != now_says) else { return Ok(None) };
    if has_few_samples(watch, judged.used.iter().filter_map(|ago| points[*ago])) {
        return Ok(None);
    }
    let found =
        Found { watch, value, all, of, period_s, now, times: &times, points: &points, judged: &judged };
    Ok(Some(Verdict { value, reason: reason(&found), data: Some(reason_data(&found)) }))
}

/// What missing data counts as. DynamoDB's is always ignored (guide, "Configuring how CloudWatch alarms treat missing
/// data").
fn missing(watch: &MetricWatch) -> Missing {
    if watch.namespace.as_deref() == Some("AWS/DynamoDB") {
        return Missing::Ignore;
    }
    watch.treat_missing_data.as_deref().and_then(Missing::parse).unwrap_or(Missing::Missing)
}

fn is_breaching(watch: &MetricWatch, value: f64) -> bool {
    match watch.comparison_operator {
        ComparisonOperator::GreaterThanOrEqualToThreshold => value >= watch.threshold,
        ComparisonOperator::GreaterThanThreshold => value > watch.threshold,
        ComparisonOperator::LessThanThreshold => value < watch.threshold,
        ComparisonOperator::LessThanOrEqualToThreshold => value <= watch.threshold,
        // Of bands; refused when an alarm is put.
        ComparisonOperator::LessThanLowerOrGreaterThanUpperThreshold
        | ComparisonOperator::LessThanLowerThreshold
        | ComparisonOperator::GreaterThanUpperThreshold => false,
    }
}

/// Whether there are too few samples for a percentile, and the alarm waits for more: fewer than 10/(1 - p), or 10/p
/// below the median (guide, "Percentile-based CloudWatch alarms and low data samples").
fn has_few_samples(watch: &MetricWatch, points: impl Iterator<Item = Point>) -> bool {
    if watch.evaluate_low_sample_count_percentile.as_deref() != Some("ignore") {
        return false;
    }
    let statistic = watch.extended_statistic.as_deref().and_then(Statistic::parse);
    let Some(Statistic::Percentile(percent)) = statistic else { return false };
    let share = percent / 100.0;
    let wanted = 10.0 / if share >= 0.5 { 1.0 - share } else { share };
    let samples: Vec<f64> = points.filter_map(|point| point.samples).collect();
    // A little less is enough: 10/(1 - 0.9) is more than 100 by a hair.
    !samples.is_empty() && samples.iter().sum::<f64>() < wanted - 1e-6
}

/// The points of a single metric, by their time.
fn simple(
    engine: &Engine,
    place: &Place,
    watch: &MetricWatch,
    (start_s, end_s, period_s): (u64, u64, u64),
) -> Result<BTreeMap<u64, Point>, EngineError> {
    let name = watch.statistic.map(|statistic| statistic.as_str());
    let statistic = name.or(watch.extended_statistic.as_deref()).and_then(Statistic::parse);
    let statistic = statistic.ok_or(EngineError::Corrupt("the statistic of an alarm"))?;
    let dimensions = watch.dimensions.iter().map(|one| (one.name.clone(), one.value.clone()));
    let metric = MetricName::new(
        watch.namespace.clone().unwrap_or_default(),
        watch.metric_name.clone().unwrap_or_default(),
        dimensions.collect(),
    );
    let unit = watch.unit.map(unit_number);
    let window = Window { start_s, end_s, period_s, unit, with_values: statistic.needs_values() };
    // Units of one time are put together.
    let mut samples: BTreeMap<u64, Summary> = BTreeMap::new();
    for bucket in engine.read(place, &metric, &window)? {
        match samples.get_mut(&bucket.start_s) {
            Some(sum) => sum.merge(&bucket.samples),
            None => drop(samples.insert(bucket.start_s, bucket.samples)),
        }
    }
    let points = samples.into_iter().filter_map(|(time, samples)| {
        Some((time, Point { value: statistic.of(&samples)?, samples: Some(samples.count) }))
    });
    Ok(points.collect())
}

/// The points of an expression. One that cannot be evaluated, because a function is given no data, has none.
fn expression(
    engine: &Engine,
    place: &Place,
    watch: &MetricWatch,
    (start_s, end_s): (u64, u64),
) -> BTreeMap<u64, Point> {
    let series = query::watched(engine, place, &watch.metrics, (start_s, end_s), period_s(watch));
    let points = series.map(|series| series.points).unwrap_or_default();
    points.into_iter().map(|(time, value)| (time, Point { value, samples: None })).collect()
}
