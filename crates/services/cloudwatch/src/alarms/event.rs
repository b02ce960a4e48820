//! What a function is told: AWS's event of an alarm's change.

use cloudwatch_api::alarm_arn;
use kernel::Place;
use serde_json::{Map, Value, json};

use super::time::offset;
use super::{Alarm, MetricWatch, Said, Suppressed, Watches};

/// The event of an alarm that said `before`; `id` names its metric, where that is a single one.
pub(super) fn of(place: &Place, alarm: &Alarm, before: &Said, id: &str) -> String {
    let mut configuration = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            configuration.insert(name.to_owned(), value);
        }
    };
    put("description", json!(alarm.description));
    match &alarm.watches {
        Watches::Metric(watch) => put("metrics", metrics(watch, id)),
        Watches::Composite(watch) => {
            put("alarmRule", watch.rule.clone().into());
            put("actionsSuppressor", json!(watch.suppressor));
            put("actionsSuppressorWaitPeriod", json!(watch.wait_period));
            put("actionsSuppressorExtensionPeriod", json!(watch.extension_period));
        }
    }
    json!({
        "source": "aws.cloudwatch",
        "alarmArn": alarm_arn(place, &alarm.name),
        "accountId": place.account.as_str(),
        "time": offset(alarm.said.updated),
        "region": place.region.as_str(),
        "alarmData": {
            "alarmName": alarm.name,
            "state": state(&alarm.said, None),
            // What was kept back until now was said before, and not told.
            "previousState": state(before, alarm.suppressed.as_ref()),
            "configuration": configuration,
        },
    })
    .to_string()
}

fn state(said: &Said, kept: Option<&Suppressed>) -> Value {
    let mut state = Map::new();
    state.insert("value".to_owned(), said.value.as_str().into());
    state.insert("reason".to_owned(), said.reason.clone().into());
    state.extend(said.data.clone().map(|data| ("reasonData".to_owned(), data.into())));
    state.insert("timestamp".to_owned(), offset(said.updated).into());
    if let Some(kept) = kept {
        state.insert("actionsSuppressedBy".to_owned(), kept.by.as_str().into());
        state.insert("actionsSuppressedReason".to_owned(), kept.reason().into());
    }
    Value::Object(state)
}

fn metrics(watch: &MetricWatch, id: &str) -> Value {
    let dimensions = |all: &[cloudwatch_api::Dimension]| -> Map<String, Value> {
        all.iter().map(|one| (one.name.clone(), one.value.clone().into())).collect()
    };
    if watch.metrics.is_empty() {
        let statistic = watch.statistic.map(|statistic| statistic.as_str().to_owned());
        let mut stat = json!({
            "metric": {
                "namespace": watch.namespace,
                "name": watch.metric_name,
                "dimensions": dimensions(&watch.dimensions),
            },
            "period": watch.period,
            "stat": statistic.or_else(|| watch.extended_statistic.clone()),
        });
        if let Some(unit) = watch.unit {
            stat["unit"] = unit.as_str().into();
        }
        return json!([{"id": id, "metricStat": stat, "returnData": true}]);
    }
    let one = |query: &cloudwatch_api::MetricDataQuery| {
        let mut told = Map::new();
        told.insert("id".to_owned(), query.id.clone().into());
        if let Some(expression) = &query.expression {
            told.insert("expression".to_owned(), expression.clone().into());
        }
        if let Some(label) = &query.label {
            told.insert("label".to_owned(), label.clone().into());
        }
        if let Some(stat) = &query.metric_stat {
            let metric = stat.metric.clone().unwrap_or_default();
            let metric = json!({
                "namespace": metric.namespace,
                "name": metric.metric_name,
                "dimensions": dimensions(&metric.dimensions),
            });
            told.insert(
                "metricStat".to_owned(),
                json!({"metric": metric, "period": stat.period, "stat": stat.stat}),
            );
        }
        told.insert("returnData".to_owned(), query.return_data.unwrap_or(true).into());
        Value::Object(told)
    };
    watch.metrics.iter().map(one).collect()
}
