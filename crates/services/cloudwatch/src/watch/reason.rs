//! Why an alarm is what it is, in AWS's words and in JSON.

use std::fmt::Write;

use cloudwatch_api::{ComparisonOperator, StateValue};
use kernel::Timestamp;
use serde_json::{Map, Value, json};

use super::metric::Point;
use super::verdict::{Judged, Missing};
use crate::alarms::{MetricWatch, date};

/// Points that a reason names in words.
const NAMED_MAX: usize = 5;
/// Points that a reason names in JSON (ours: the whole must not be longer than 4,000 letters).
const LISTED_MAX: usize = 20;

/// What was found of an alarm.
pub(super) struct Found<'a> {
    pub watch: &'a MetricWatch,
    pub value: StateValue,
    pub all: usize,
    pub of: usize,
    pub period_s: u64,
    pub now: Timestamp,
    /// The times of the range, the newest first, and the points at them.
    pub times: &'a [u64],
    pub points: &'a [Option<Point>],
    pub judged: &'a Judged,
}

impl Found<'_> {
    /// Time and point of those that were looked at, the newest first.
    fn used(&self) -> impl Iterator<Item = (u64, Point)> + '_ {
        self.judged.used.iter().filter_map(|ago| Some((self.times[*ago], self.points[*ago]?)))
    }

    fn compares(&self, value: f64) -> bool {
        let threshold = self.watch.threshold;
        match self.watch.comparison_operator {
            ComparisonOperator::GreaterThanOrEqualToThreshold => value >= threshold,
            ComparisonOperator::GreaterThanThreshold => value > threshold,
            ComparisonOperator::LessThanThreshold => value < threshold,
            _ => value <= threshold,
        }
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn was(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

/// In words.
pub(super) fn reason(found: &Found<'_>) -> String {
    let (all, filled) = (found.all, found.judged.filled);
    if found.value == StateValue::InsufficientData {
        return format!("Insufficient Data: {} {} unknown.", counted(all, "datapoint"), was(all));
    }
    let is_alarm = found.value == StateValue::Alarm;
    let treated = match found.watch.treat_missing_data.as_deref().and_then(Missing::parse) {
        Some(Missing::Breaching) if filled > 0 => Some("Breaching"),
        Some(Missing::NotBreaching) if filled > 0 => Some("NonBreaching"),
        _ => None,
    };
    let treated = treated
        .map(|word| format!("{} {} treated as [{word}]", counted(filled, "missing datapoint"), was(filled)));
    let deciding: Vec<(u64, Point)> =
        found.used().filter(|(_, point)| found.compares(point.value) == is_alarm).collect();
    let mut text = "Threshold Crossed: ".to_owned();
    if deciding.is_empty() {
        let count = found.judged.used.len();
        let received = if count == 0 { "no datapoints".to_owned() } else { counted(count, "datapoint") };
        let verb = if count == 1 { "was" } else { "were" };
        let _ = write!(text, "{received} {verb} received for {}", counted(all, "period"));
        let _ = write!(text, " and {}.", treated.unwrap_or_else(|| "the state was kept".to_owned()));
        return text;
    }
    let count = deciding.len();
    let named: Vec<String> = deciding
        .iter()
        .take(NAMED_MAX)
        .map(|(time, point)| format!("{:?} ({})", point.value, short(*time)))
        .collect();
    let named = named.join(", ");
    match found.watch.datapoints_to_alarm {
        Some(_) => drop(write!(text, "{count} out of the last {all} datapoints")),
        None => text += &counted(count, "datapoint"),
    }
    let relation = match found.watch.comparison_operator {
        ComparisonOperator::GreaterThanOrEqualToThreshold => "greater than or equal to",
        ComparisonOperator::GreaterThanThreshold => "greater than",
        ComparisonOperator::LessThanThreshold => "less than",
        _ => "less than or equal to",
    };
    let (verb, not) = (was(count), if is_alarm { "" } else { "not " });
    let crossed = format!("{verb} {not}{relation} the threshold ({:?})", found.watch.threshold);
    let is_long = count > NAMED_MAX;
    match is_long {
        true => {
            let which = if is_alarm { "crossed" } else { "did not cross" };
            let _ =
                write!(text, " {crossed}. The most recent datapoints which {which} the threshold: [{named}]");
        }
        false => drop(write!(text, " [{named}] {crossed}")),
    }
    if let Some(treated) = treated {
        let _ = write!(text, " and {treated}");
    }
    if found.watch.datapoints_to_alarm.is_some() {
        let (needed, change) =
            if is_alarm { (found.of, "OK -> ALARM") } else { (all - found.of + 1, "ALARM -> OK") };
        let _ = write!(text, " (minimum {} for {change} transition)", counted(needed, "datapoint"));
    }
    text + "."
}

/// `12/05/26 20:58:58`.
fn short(time_s: u64) -> String {
    let (year, month, day, hour, minute, second, _) = Timestamp(time_s * 1000).civil();
    format!("{day:02}/{month:02}/{:02} {hour:02}:{minute:02}:{second:02}", year % 100)
}

/// In JSON.
pub(super) fn reason_data(found: &Found<'_>) -> String {
    let watch = found.watch;
    let mut data = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            data.insert(name.to_owned(), value);
        }
    };
    let used: Vec<(u64, Point)> = found.used().take(LISTED_MAX).collect();
    put("version", "1.0".into());
    put("queryDate", date(found.now).into());
    put("startDate", json!(found.used().last().map(|(time, _)| date(Timestamp(time * 1000)))));
    put("unit", json!(watch.unit.map(|unit| unit.as_str())));
    let statistic = watch.statistic.map(|statistic| statistic.as_str());
    put("statistic", json!(statistic.or(watch.extended_statistic.as_deref())));
    put("period", found.period_s.into());
    put("recentDatapoints", used.iter().rev().map(|(_, point)| json!(point.value)).collect());
    put("threshold", json!(watch.threshold));
    let evaluated: Value = match used.is_empty() {
        true => found
            .times
            .iter()
            .take(found.all.min(LISTED_MAX))
            .map(|time| json!({"timestamp": date(Timestamp(time * 1000))}))
            .collect(),
        false => used
            .iter()
            .map(|(time, point)| {
                let mut one = json!({"timestamp": date(Timestamp(time * 1000))});
                if let Some(samples) = point.samples {
                    one["sampleCount"] = json!(samples);
                }
                one["value"] = json!(point.value);
                one
            })
            .collect(),
    };
    put("evaluatedDatapoints", evaluated);
    Value::Object(data).to_string()
}
