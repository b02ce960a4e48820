//! Alarms as inputs give them and outputs show them.

use std::collections::BTreeMap;

use cloudwatch_api::{CompositeAlarm, MetricAlarm, Tag, alarm_arn};
use kernel::{Arn, Place};
use wire::Fault;

use super::tag_resource::check_tags;
use crate::alarms::{Actions, Alarm, Watches};
use crate::errors::{missing, too_many, validation};
use crate::limits::ALARM_NAMES_MAX;

/// Whom an alarm tells, where that makes sense.
pub(super) fn actions(
    place: &Place,
    enabled: Option<bool>,
    ok: Option<Vec<String>>,
    alarm: Option<Vec<String>>,
    insufficient_data: Option<Vec<String>>,
) -> Result<Actions, Fault> {
    let [ok, alarm, insufficient_data] = [ok, alarm, insufficient_data].map(Option::unwrap_or_default);
    for target in ok.iter().chain(&alarm).chain(&insufficient_data) {
        let arn = Arn::parse(target).map_err(|_| validation(format!("Invalid arn syntax: {target}")))?;
        if !matches!(arn.service(), "sns" | "lambda") {
            return Err(validation(format!(
                "The action {target} is not one that Pumphouse carries out: alarms tell SNS topics and Lambda functions."
            )));
        }
        if arn.service() == "lambda" && arn.name_of("function").is_none() {
            return Err(validation(format!("Invalid arn syntax: {target}")));
        }
        if arn.region() != place.region.as_str() {
            return Err(validation(format!(
                "Invalid region {} specified. Only {} is supported.",
                arn.region(),
                place.region
            )));
        }
    }
    Ok(Actions { enabled: enabled.unwrap_or(true), ok, alarm, insufficient_data })
}

/// The tags of an alarm that is made.
pub(super) fn tags(given: Option<Vec<Tag>>) -> Result<BTreeMap<String, String>, Fault> {
    let tags = given.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)).collect();
    check_tags(&tags)?;
    Ok(tags)
}

/// That a setting is not built.
pub(super) fn not_built(given: bool, what: &str) -> Result<(), Fault> {
    if given {
        return Err(validation(format!(
            "{what} is not supported by Pumphouse; see the guide's page on alarms."
        )));
    }
    Ok(())
}

/// The names of alarms that an operation is about, each once.
pub(super) fn names(mut names: Vec<String>) -> Result<Vec<String>, Fault> {
    if names.is_empty() {
        return Err(missing("AlarmNames"));
    }
    if names.len() > ALARM_NAMES_MAX {
        return Err(too_many("AlarmNames", ALARM_NAMES_MAX));
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// An alarm as outputs show it, by its kind.
pub(super) enum Shown {
    Metric(Box<MetricAlarm>),
    Composite(Box<CompositeAlarm>),
}

pub(super) fn shown(place: &Place, alarm: Alarm) -> Shown {
    let Alarm { name, description, configured, actions, watches, said, suppressed, .. } = alarm;
    let arn = Some(alarm_arn(place, &name));
    match watches {
        Watches::Metric(watch) => Shown::Metric(Box::new(MetricAlarm {
            alarm_name: Some(name),
            alarm_arn: arn,
            alarm_description: description,
            alarm_configuration_updated_timestamp: Some(configured),
            actions_enabled: Some(actions.enabled),
            ok_actions: actions.ok,
            alarm_actions: actions.alarm,
            insufficient_data_actions: actions.insufficient_data,
            state_value: Some(said.value),
            state_reason: Some(said.reason),
            state_reason_data: said.data,
            state_updated_timestamp: Some(said.updated),
            metric_name: watch.metric_name,
            namespace: watch.namespace,
            statistic: watch.statistic,
            extended_statistic: watch.extended_statistic,
            dimensions: watch.dimensions,
            period: watch.period,
            unit: watch.unit,
            evaluation_periods: Some(watch.evaluation_periods),
            datapoints_to_alarm: watch.datapoints_to_alarm,
            threshold: Some(watch.threshold),
            comparison_operator: Some(watch.comparison_operator),
            treat_missing_data: watch.treat_missing_data,
            evaluate_low_sample_count_percentile: watch.evaluate_low_sample_count_percentile,
            metrics: (!watch.metrics.is_empty()).then_some(watch.metrics),
            evaluation_state: None,
            state_transitioned_timestamp: Some(said.transitioned),
        })),
        Watches::Composite(watch) => Shown::Composite(Box::new(CompositeAlarm {
            actions_enabled: Some(actions.enabled),
            alarm_actions: actions.alarm,
            alarm_arn: arn,
            alarm_configuration_updated_timestamp: Some(configured),
            alarm_description: description,
            alarm_name: Some(name),
            alarm_rule: Some(watch.rule),
            insufficient_data_actions: actions.insufficient_data,
            ok_actions: actions.ok,
            state_reason: Some(said.reason),
            state_reason_data: said.data,
            state_updated_timestamp: Some(said.updated),
            state_value: Some(said.value),
            state_transitioned_timestamp: Some(said.transitioned),
            actions_suppressed_reason: suppressed.as_ref().map(|kept| kept.reason()),
            actions_suppressed_by: suppressed.map(|kept| kept.by),
            actions_suppressor: watch.suppressor,
            actions_suppressor_wait_period: watch.wait_period,
            actions_suppressor_extension_period: watch.extension_period,
        })),
    }
}
