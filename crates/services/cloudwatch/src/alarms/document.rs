//! What the history says in JSON (`HistoryData`): up to 4,095 characters, so what does not fit is left out.

use cloudwatch_api::alarm_arn;
use kernel::{Place, Timestamp};
use serde_json::{Map, Value, json};

use super::time::offset;
use super::{Alarm, MetricWatch, Said, Watches};
use crate::limits::HISTORY_DATA_MAX;

/// The version of these documents.
const VERSION: &str = "1.0";

fn fits(document: &Value) -> bool {
    document.to_string().chars().count() <= HISTORY_DATA_MAX
}

/// Of a change of state.
pub(super) fn state_update(before: &Said, alarm: &Alarm) -> String {
    let document = |old_data: bool, new_data: bool| {
        let mut new = state(&alarm.said, new_data);
        if let Some(kept) = &alarm.suppressed {
            new.insert("actionsSuppressedBy".to_owned(), kept.by.as_str().into());
            new.insert("actionsSuppressedReason".to_owned(), kept.reason().into());
        }
        json!({"version": VERSION, "oldState": state(before, old_data), "newState": new})
    };
    let tries = [document(true, true), document(false, true)];
    tries.into_iter().find(fits).unwrap_or_else(|| document(false, false)).to_string()
}

fn state(said: &Said, with_data: bool) -> Map<String, Value> {
    let mut state = Map::new();
    state.insert("stateValue".to_owned(), said.value.as_str().into());
    state.insert("stateReason".to_owned(), said.reason.clone().into());
    let data = said.data.as_deref().filter(|_| with_data);
    state.extend(
        data.and_then(|data| serde_json::from_str(data).ok())
            .map(|data: Value| ("stateReasonData".to_owned(), data)),
    );
    state
}

/// Of an action that was carried out, or failed.
pub(super) fn action(target: &str, text: &str, at: Timestamp, error: Option<&String>) -> String {
    let state = if error.is_none() { "Succeeded" } else { "Failed" };
    let document = |text: Option<&str>| {
        json!({
            "actionState": state,
            "stateUpdateTimestamp": at.0,
            "notificationResource": target,
            "publishedMessage": text,
            "error": error,
        })
    };
    Some(document(Some(text))).filter(fits).unwrap_or_else(|| document(None)).to_string()
}

/// Of an alarm that was `created`, `updated` or `deleted`.
pub(super) fn configuration(verb: &str, place: &Place, alarm: &Alarm) -> String {
    let kind = match verb {
        "created" => "Create",
        "updated" => "Update",
        _ => "Delete",
    };
    let mut document = json!({"version": VERSION, "type": kind});
    document[format!("{verb}Alarm")] = shown(place, alarm);
    if !fits(&document) {
        document = json!({"version": VERSION, "type": kind});
    }
    document.to_string()
}

/// The alarm as its own history shows it.
fn shown(place: &Place, alarm: &Alarm) -> Value {
    let mut shown = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            shown.insert(name.to_owned(), value);
        }
    };
    put("alarmName", alarm.name.clone().into());
    put("alarmDescription", json!(alarm.description));
    put("alarmArn", alarm_arn(place, &alarm.name).into());
    put("alarmConfigurationUpdatedTimestamp", offset(alarm.configured).into());
    match &alarm.watches {
        Watches::Composite(watch) => {
            put("alarmRule", watch.rule.clone().into());
            put("actionsSuppressor", json!(watch.suppressor));
            put("actionsSuppressorWaitPeriod", json!(watch.wait_period));
            put("actionsSuppressorExtensionPeriod", json!(watch.extension_period));
        }
        Watches::Metric(watch) => {
            put("namespace", json!(watch.namespace));
            put("metricName", json!(watch.metric_name));
            put("statistic", json!(watch.statistic.map(|statistic| statistic.as_str())));
            put("extendedStatistic", json!(watch.extended_statistic));
            put("period", json!(watch.period));
            put("unit", json!(watch.unit.map(|unit| unit.as_str())));
            if watch.metrics.is_empty() {
                put("dimensions", dimensions(watch));
            } else {
                put("metrics", super::message::queries(&watch.metrics, super::message::Case::Camel));
            }
            put("threshold", json!(watch.threshold));
            put("comparisonOperator", watch.comparison_operator.as_str().into());
            put("evaluationPeriods", json!(watch.evaluation_periods));
            put("datapointsToAlarm", json!(watch.datapoints_to_alarm));
            put("treatMissingData", json!(watch.treat_missing_data));
            put("evaluateLowSampleCountPercentile", json!(watch.evaluate_low_sample_count_percentile));
        }
    }
    put("stateValue", alarm.said.value.as_str().into());
    put("stateUpdatedTimestamp", offset(alarm.said.updated).into());
    put("actionsEnabled", alarm.actions.enabled.into());
    put("alarmActions", json!(alarm.actions.alarm));
    put("insufficientDataActions", json!(alarm.actions.insufficient_data));
    put("okactions", json!(alarm.actions.ok));
    Value::Object(shown)
}

/// Dimensions as histories and messages write them.
pub(super) fn dimensions(watch: &MetricWatch) -> Value {
    watch.dimensions.iter().map(|one| json!({"value": one.value, "name": one.name})).collect()
}
