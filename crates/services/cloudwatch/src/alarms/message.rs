//! What a topic is told: the message in JSON for most protocols, in words for e-mail, and its subject.

use cloudwatch_api::{MetricDataQuery, alarm_arn};
use kernel::Place;
use serde_json::{Map, Value, json};

use super::document::dimensions;
use super::time::{offset, spoken};
use super::{Actions, Alarm, MetricWatch, Said, Watches};

/// Regions in words.
const REGIONS: [(&str, &str); 26] = [
    ("af-south-1", "Africa (Cape Town)"),
    ("ap-east-1", "Asia Pacific (Hong Kong)"),
    ("ap-northeast-1", "Asia Pacific (Tokyo)"),
    ("ap-northeast-2", "Asia Pacific (Seoul)"),
    ("ap-northeast-3", "Asia Pacific (Osaka)"),
    ("ap-south-1", "Asia Pacific (Mumbai)"),
    ("ap-south-2", "Asia Pacific (Hyderabad)"),
    ("ap-southeast-1", "Asia Pacific (Singapore)"),
    ("ap-southeast-2", "Asia Pacific (Sydney)"),
    ("ap-southeast-3", "Asia Pacific (Jakarta)"),
    ("ap-southeast-4", "Asia Pacific (Melbourne)"),
    ("ca-central-1", "Canada (Central)"),
    ("eu-central-1", "EU (Frankfurt)"),
    ("eu-central-2", "Europe (Zurich)"),
    ("eu-north-1", "EU (Stockholm)"),
    ("eu-south-1", "Europe (Milan)"),
    ("eu-south-2", "Europe (Spain)"),
    ("eu-west-1", "EU (Ireland)"),
    ("eu-west-2", "EU (London)"),
    ("eu-west-3", "EU (Paris)"),
    ("me-south-1", "Middle East (Bahrain)"),
    ("sa-east-1", "South America (Sao Paulo)"),
    ("us-east-1", "US East (N. Virginia)"),
    ("us-east-2", "US East (Ohio)"),
    ("us-west-1", "US West (N. California)"),
    ("us-west-2", "US West (Oregon)"),
];

fn region(place: &Place) -> &str {
    let own = place.region.as_str();
    REGIONS.iter().find(|(code, _)| *code == own).map_or(own, |(_, name)| name)
}

/// `ALARM: "name" in US East (N. Virginia)`, no longer than a subject may be.
pub(super) fn subject(place: &Place, alarm: &Alarm) -> String {
    let whole = format!("{}: \"{}\" in {}", alarm.said.value.as_str(), alarm.name, region(place));
    // A subject has one line, and fewer than 100 letters.
    let plain = |letter: char| if letter.is_ascii() && !letter.is_control() { letter } else { '?' };
    match whole.chars().count() < 100 {
        true => whole.chars().map(plain).collect(),
        false => whole.chars().map(plain).take(96).chain("...".chars()).collect(),
    }
}

/// The message of an alarm that said `before`, in its forms by protocol.
pub(super) fn of(place: &Place, alarm: &Alarm, before: &Said) -> String {
    let forms = json!({
        "default": body(place, alarm, before).to_string(),
        "sms": subject(place, alarm),
        "email": letter(place, alarm, before),
    });
    forms.to_string()
}

fn body(place: &Place, alarm: &Alarm, before: &Said) -> Value {
    let Actions { ok, alarm: on_alarm, insufficient_data, .. } = &alarm.actions;
    let mut body = json!({
        "AlarmName": alarm.name,
        "AlarmDescription": alarm.description,
        "AWSAccountId": place.account.as_str(),
        "AlarmConfigurationUpdatedTimestamp": offset(alarm.configured),
        "NewStateValue": alarm.said.value.as_str(),
        "NewStateReason": alarm.said.reason,
        "StateChangeTime": offset(alarm.said.transitioned),
        "Region": region(place),
        "AlarmArn": alarm_arn(place, &alarm.name),
        "OldStateValue": before.value.as_str(),
        "OKActions": ok,
        "AlarmActions": on_alarm,
        "InsufficientDataActions": insufficient_data,
    });
    match &alarm.watches {
        Watches::Metric(watch) => body["Trigger"] = trigger(watch),
        Watches::Composite(watch) => {
            body["AlarmRule"] = watch.rule.clone().into();
            body["TriggeringChildren"] = children(alarm);
        }
    }
    body
}

/// The children that made a composite alarm change, as its reason has them.
fn children(alarm: &Alarm) -> Value {
    let data: Value =
        alarm.said.data.as_deref().and_then(|data| serde_json::from_str(data).ok()).unwrap_or_default();
    let children = data["triggeringAlarms"].as_array().into_iter().flatten();
    children
        .map(|child| {
            let (value, at) = (&child["state"]["value"], &child["state"]["timestamp"]);
            json!({"Arn": child["arn"], "State": {"Value": value, "Timestamp": at}})
        })
        .collect()
}

fn trigger(watch: &MetricWatch) -> Value {
    let mut trigger = Map::new();
    let mut put = |name: &str, value: Value| drop(trigger.insert(name.to_owned(), value));
    if watch.metrics.is_empty() {
        put("MetricName", json!(watch.metric_name));
        put("Namespace", json!(watch.namespace));
        match (watch.statistic, &watch.extended_statistic) {
            (Some(statistic), _) => {
                put("StatisticType", "Statistic".into());
                put("Statistic", statistic_word(statistic.as_str()).into());
            }
            (None, extended) => {
                put("StatisticType", "ExtendedStatistic".into());
                put("ExtendedStatistic", json!(extended));
            }
        }
        put("Unit", json!(watch.unit.map(|unit| unit.as_str())));
        put("Dimensions", dimensions(watch));
        put("Period", json!(watch.period));
    } else {
        let periods =
            watch.metrics.iter().filter_map(|query| query.metric_stat.as_ref()?.period.or(query.period));
        put("Period", json!(periods.max()));
    }
    put("EvaluationPeriods", watch.evaluation_periods.into());
    if let Some(datapoints) = watch.datapoints_to_alarm {
        put("DatapointsToAlarm", datapoints.into());
    }
    put("ComparisonOperator", watch.comparison_operator.as_str().into());
    put("Threshold", json!(watch.threshold));
    put("TreatMissingData", watch.treat_missing_data.as_deref().unwrap_or("missing").into());
    let few = watch.evaluate_low_sample_count_percentile.as_deref();
    put("EvaluateLowSampleCountPercentile", few.unwrap_or_default().into());
    if !watch.metrics.is_empty() {
        put("Metrics", queries(&watch.metrics, Case::Pascal));
    }
    Value::Object(trigger)
}

/// `SampleCount` as `SAMPLE_COUNT`.
fn statistic_word(name: &str) -> String {
    if name == "SampleCount" { "SAMPLE_COUNT".to_owned() } else { name.to_uppercase() }
}

/// How members are called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Pascal,
    Camel,
}

/// Queries as messages and histories write them.
pub(super) fn queries(queries: &[MetricDataQuery], case: Case) -> Value {
    let name = |name: &str| match case {
        Case::Pascal => name.to_owned(),
        Case::Camel => name[..1].to_lowercase() + &name[1..],
    };
    let object = |pairs: Vec<(&str, Value)>| -> Value {
        let told = pairs.into_iter().filter(|(_, value)| !value.is_null());
        Value::Object(told.map(|(member, value)| (name(member), value)).collect())
    };
    let one = |query: &MetricDataQuery| {
        let stat = query.metric_stat.as_ref().map(|stat| {
            let metric = stat.metric.clone().unwrap_or_default();
            let dimensions: Value =
                metric.dimensions.iter().map(|one| json!({"value": one.value, "name": one.name})).collect();
            let metric = object(vec![
                ("Dimensions", dimensions),
                ("MetricName", json!(metric.metric_name)),
                ("Namespace", json!(metric.namespace)),
            ]);
            let unit = stat.unit.map(|unit| unit.as_str());
            object(vec![
                ("Metric", metric),
                ("Period", json!(stat.period)),
                ("Stat", json!(stat.stat)),
                ("Unit", json!(unit)),
            ])
        });
        object(vec![
            ("Expression", json!(query.expression)),
            ("Id", query.id.clone().into()),
            ("Label", json!(query.label)),
            ("MetricStat", stat.unwrap_or_default()),
            ("Period", json!(query.period)),
            ("ReturnData", query.return_data.unwrap_or(true).into()),
        ])
    };
    queries.iter().map(one).collect()
}

/// The message in words.
fn letter(place: &Place, alarm: &Alarm, before: &Said) -> String {
    let (name, value, reason) = (&alarm.name, alarm.said.value.as_str(), &alarm.said.reason);
    let (region, at) = (region(place), spoken(alarm.said.transitioned));
    let description = alarm.description.as_deref().unwrap_or_default();
    let watched = match &alarm.watches {
        Watches::Metric(watch) => threshold(watch),
        Watches::Composite(watch) => format!("Alarm Rule: {}\n", watch.rule),
    };
    let list =
        |targets: &[String]| targets.iter().map(|arn| format!("[{arn}]")).collect::<Vec<_>>().join(" ");
    let Actions { ok, alarm: on_alarm, insufficient_data, .. } = &alarm.actions;
    format!(
        "You are receiving this email because your CloudWatch alarm \"{name}\" in the {region} region has entered the \
         {value} state, because \"{reason}\" at \"{at}\".\n\nAlarm Details:\n- Name: {name}\n- Description: \
         {description}\n- State Change: {} -> {value}\n- Reason for State Change: {reason}\n- Timestamp: {at}\n- AWS \
         Account: {}\n- Alarm Arn: {}\n\n{watched}\nState Change Actions:\n- OK: {}\n- ALARM: {}\n- INSUFFICIENT_DATA: {}\n",
        before.value.as_str(),
        place.account,
        alarm_arn(place, name),
        list(ok),
        list(on_alarm),
        list(insufficient_data),
    )
}

fn threshold(watch: &MetricWatch) -> String {
    let (operator, limit) = (watch.comparison_operator.as_str(), watch.threshold);
    let (of, all) = (watch.datapoints_to_alarm.unwrap_or(watch.evaluation_periods), watch.evaluation_periods);
    let mut text = format!(
        "Threshold:\n- The alarm is in the ALARM state when the metric is {operator} {limit:?} for at least {of} of the \
         last {all} period(s){}.\n",
        watch.period.map(|period| format!(" of {period} seconds")).unwrap_or_default()
    );
    if let (Some(namespace), Some(name)) = (&watch.namespace, &watch.metric_name) {
        let dimensions = watch.dimensions.iter().map(|one| format!("[{} = {}]", one.name, one.value));
        let dimensions = dimensions.collect::<Vec<_>>().join(" ");
        text += &format!(
            "\nMonitored Metric:\n- MetricNamespace: {namespace}\n- MetricName: {name}\n- Dimensions: {dimensions}\n"
        );
    }
    text
}
