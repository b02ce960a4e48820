//! `PutMetricAlarm`.

use std::collections::BTreeSet;

use cloudwatch_api::{ComparisonOperator, MetricDataQuery, PutMetricAlarm, PutMetricAlarmInput};
use dispatch::{Call, Handle};
use kernel::Place;
use wire::Fault;

use super::query::{Of, Query, parse};
use super::{alarm, metric, period};
use crate::CloudWatch;
use crate::alarms::{Alarm, MetricWatch, Said, Watches};
use crate::engine::Statistic;
use crate::errors::{absent, validation};
use crate::limits::{ALARM_METRICS_MAX, ALARM_SPAN_S, VALUE_MAX};
use crate::watch::verdict::Missing;

impl Handle<PutMetricAlarm> for CloudWatch {
    async fn handle(&self, call: &Call, input: PutMetricAlarmInput) -> Result<(), Fault> {
        let (now, place) = (self.alarms.now(), &call.place);
        check_built(&input)?;
        let watch = watch(&input, place)?;
        let alarm = Alarm {
            name: input.alarm_name,
            description: input.alarm_description,
            configured: now,
            actions: alarm::actions(
                place,
                input.actions_enabled,
                input.ok_actions,
                input.alarm_actions,
                input.insufficient_data_actions,
            )?,
            watches: Watches::Metric(Box::new(watch)),
            said: Said::at_first(now),
            left_alarm: None,
            suppressed: None,
            tags: alarm::tags(input.tags)?,
        };
        Ok(self.alarms.put(place, alarm).await?)
    }
}

/// Whether nothing is asked for that is not built.
fn check_built(input: &PutMetricAlarmInput) -> Result<(), Fault> {
    use ComparisonOperator::{
        GreaterThanUpperThreshold, LessThanLowerOrGreaterThanUpperThreshold, LessThanLowerThreshold,
    };
    let of_bands =
        [LessThanLowerOrGreaterThanUpperThreshold, LessThanLowerThreshold, GreaterThanUpperThreshold];
    let is_of_band = input.comparison_operator.is_some_and(|operator| of_bands.contains(&operator));
    for (given, what) in [
        (is_of_band || input.threshold_metric_id.is_some(), "Anomaly detection"),
        (input.evaluation_criteria.is_some(), "EvaluationCriteria (PromQL)"),
        (input.evaluation_interval.is_some(), "EvaluationInterval"),
        (input.evaluation_window.is_some(), "EvaluationWindow"),
        (input.warm_up_configuration.is_some(), "WarmUpConfiguration"),
        (input.action_configuration.is_some(), "ActionConfiguration"),
    ] {
        alarm::not_built(given, what)?;
    }
    Ok(())
}

fn watch(input: &PutMetricAlarmInput, place: &Place) -> Result<MetricWatch, Fault> {
    let comparison_operator = input.comparison_operator.ok_or_else(|| absent("comparisonOperator"))?;
    let evaluation_periods = input.evaluation_periods.ok_or_else(|| absent("evaluationPeriods"))?;
    let threshold = input.threshold.ok_or_else(|| absent("threshold"))?;
    if !(threshold.is_finite() && threshold.abs() <= VALUE_MAX) {
        return Err(validation(format!("The value {threshold} for parameter Threshold is invalid.")));
    }
    if input.datapoints_to_alarm.is_some_and(|datapoints| datapoints > evaluation_periods) {
        return Err(validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods"));
    }
    if let Some(word) = input.treat_missing_data.as_deref().filter(|word| Missing::parse(word).is_none()) {
        return Err(validation(format!(
            "The value {word} for parameter TreatMissingData is invalid: it must be breaching, notBreaching, ignore or missing."
        )));
    }
    let metrics = input.metrics.clone().unwrap_or_default();
    let longest = match metrics.is_empty() {
        true => check_simple(input)?,
        false => check_queries(input, &metrics, place)?,
    };
    check_span(longest, evaluation_periods)?;
    Ok(MetricWatch {
        namespace: input.namespace.clone(),
        metric_name: input.metric_name.clone(),
        dimensions: input.dimensions.clone().unwrap_or_default(),
        statistic: input.statistic,
        extended_statistic: input.extended_statistic.clone(),
        period: input.period,
        unit: input.unit,
        metrics,
        evaluation_periods,
        datapoints_to_alarm: input.datapoints_to_alarm,
        threshold,
        comparison_operator,
        treat_missing_data: input.treat_missing_data.clone(),
        evaluate_low_sample_count_percentile: input.evaluate_low_sample_count_percentile.clone(),
    })
}

/// An alarm on a single metric; answers its period.
fn check_simple(input: &PutMetricAlarmInput) -> Result<i32, Fault> {
    let Some(name) = &input.metric_name else {
        return Err(validation("Either MetricName or Metrics must be specified"));
    };
    let namespace = input.namespace.as_ref().ok_or_else(|| absent("namespace"))?;
    metric::name("", namespace, name, input.dimensions.clone().unwrap_or_default()).map_err(of_validation)?;
    let given = input.period.ok_or_else(|| validation("Period must not be null"))?;
    check_period(given)?;
    let is_percentile = match (&input.statistic, &input.extended_statistic) {
        (Some(_), None) => false,
        (None, Some(extended)) => {
            let statistic = Statistic::parse(extended).filter(|statistic| statistic.needs_values());
            statistic.ok_or_else(|| {
                validation(format!("The value {extended} for parameter ExtendedStatistic is not supported."))
            })?;
            true
        }
        _ => return Err(validation("Exactly one of Statistic and ExtendedStatistic must be specified")),
    };
    match input.evaluate_low_sample_count_percentile.as_deref() {
        None => Ok(given),
        Some("evaluate" | "ignore") if is_percentile => Ok(given),
        Some("evaluate" | "ignore") => {
            Err(validation("EvaluateLowSampleCountPercentile may be specified with ExtendedStatistic only"))
        }
        Some(word) => Err(validation(format!(
            "The value {word} for parameter EvaluateLowSampleCountPercentile is invalid: it must be evaluate or ignore."
        ))),
    }
}

/// An alarm on an expression, or on a metric given as a query; answers the longest period.
fn check_queries(
    input: &PutMetricAlarmInput,
    given: &[MetricDataQuery],
    place: &Place,
) -> Result<i32, Fault> {
    for (is_given, name) in [
        (input.metric_name.is_some(), "MetricName"),
        (input.namespace.is_some(), "Namespace"),
        (input.dimensions.as_ref().is_some_and(|dimensions| !dimensions.is_empty()), "Dimensions"),
        (input.period.is_some(), "Period"),
        (input.unit.is_some(), "Unit"),
        (input.statistic.is_some(), "Statistic"),
        (input.extended_statistic.is_some(), "ExtendedStatistic"),
        (input.evaluate_low_sample_count_percentile.is_some(), "EvaluateLowSampleCountPercentile"),
    ] {
        if is_given {
            return Err(validation(format!(
                "The parameters Metrics and {name} are mutually exclusive and you have specified both."
            )));
        }
    }
    let queries = given
        .iter()
        .enumerate()
        .map(|(index, query)| parse(&format!("Metrics.member.{}", index + 1), query.clone(), place));
    let queries = queries.collect::<Result<Vec<_>, _>>()?;
    let ids: BTreeSet<&str> = queries.iter().map(|query| query.id.as_str()).collect();
    if ids.len() < queries.len() {
        return Err(validation("The values for parameter id in Metrics are not unique."));
    }
    if queries.iter().filter(|query| query.shown).count() != 1 {
        return Err(validation("Exactly one element of the metrics list should return data."));
    }
    if queries.iter().filter(|query| matches!(query.of, Of::Metric(_))).count() > ALARM_METRICS_MAX {
        return Err(validation(format!("An alarm must not have more than {ALARM_METRICS_MAX} metrics.")));
    }
    check_expressions(&queries, &ids)?;
    let periods = given.iter().filter_map(|query| match &query.metric_stat {
        Some(stat) => stat.period,
        None => query.period,
    });
    let longest = periods.max().unwrap_or(60);
    given.iter().filter_map(|query| query.metric_stat.as_ref()?.period).try_for_each(check_period)?;
    Ok(longest)
}

/// Whether expressions name queries that there are, do not ask each other in a circle, and can be watched.
fn check_expressions(queries: &[Query], ids: &BTreeSet<&str>) -> Result<(), Fault> {
    let mut waiting = Vec::new();
    let mut known: BTreeSet<&str> = ids.clone();
    for query in queries {
        let Of::Expression { tree, .. } = &query.of else { continue };
        if tree.calls("SEARCH") {
            return Err(validation("SEARCH is not supported on Metric Alarms."));
        }
        let mut named = BTreeSet::new();
        tree.ids(&mut named);
        if let Some(unknown) = named.iter().find(|id| !ids.contains(id.as_str())) {
            let id = &query.id;
            return Err(validation(format!(
                "Error in expression '{id}': there is no query with the id `{unknown}`"
            )));
        }
        known.remove(query.id.as_str());
        waiting.push((query, named));
    }
    while !waiting.is_empty() {
        let (ready, rest): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|(_, named)| named.iter().all(|id| known.contains(id.as_str())));
        if let (true, Some((query, _))) = (ready.is_empty(), rest.first()) {
            return Err(validation(format!("Error in expression '{}': it depends on itself", query.id)));
        }
        known.extend(ready.into_iter().map(|(query, _)| query.id.as_str()));
        waiting = rest;
    }
    Ok(())
}

fn check_period(given: i32) -> Result<(), Fault> {
    match period::length_s(given) {
        Some(10 | 20 | 30 | 60..) => Ok(()),
        _ => Err(validation("Period must be 10, 20, 30 or a multiple of 60")),
    }
}

fn check_span(period: i32, evaluation_periods: i32) -> Result<(), Fault> {
    let span = i64::from(period) * i64::from(evaluation_periods);
    let [day, week] = ALARM_SPAN_S;
    match period {
        ..3600 if span > day => Err(validation(format!(
            "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= {day}) for alarms using period < 3600"
        ))),
        _ if span > week => Err(validation(format!(
            "Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= {week}) for alarms using period >= 3600"
        ))),
        _ => Ok(()),
    }
}

/// Operations on alarms word everything under one code.
fn of_validation(fault: Fault) -> Fault {
    Fault { code: "ValidationError".into(), ..fault }
}
