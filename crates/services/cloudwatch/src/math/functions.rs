//! Functions by name.

use super::arithmetic::mapped;
use super::evaluate::{Source, evaluate};
use super::expression::Expression;
use super::series::{Points, Series, Value};
use super::{Result, refuse, shape, time};

/// Functions that AWS has and that are not built, with what they would need.
const REFUSED: [(&str, &str); 5] = [
    ("ANOMALY_DETECTION_BAND", "anomaly detectors"),
    ("INSIGHT_RULE_METRIC", "Contributor Insights rules"),
    ("DB_PERF_INSIGHTS", "databases of RDS"),
    ("LAMBDA", "data sources by functions"),
    ("SERVICE_QUOTA", "service quotas"),
];

/// The value of the function `name` of `parts`.
pub(super) fn call(name: &str, parts: &[Expression], source: &dyn Source) -> Result<Value> {
    let value = |at: usize| match parts.get(at) {
        Some(part) => evaluate(part, source),
        None => refuse(format!("{name} is given too little")),
    };
    let most = |count: usize| match parts.len() > count {
        true => refuse(format!("{name} is given too much")),
        false => Ok(()),
    };
    let each = |change: &dyn Fn(&Series) -> Points| {
        most(1)?;
        value(0)?.each(|series| Ok(series.with(change(series))))
    };
    match name {
        "ABS" | "CEIL" | "FLOOR" | "LOG" | "LOG10" => {
            most(1)?;
            let change = match name {
                "ABS" => f64::abs,
                "CEIL" => f64::ceil,
                "FLOOR" => f64::floor,
                "LOG" => f64::ln,
                _ => f64::log10,
            };
            match value(0)? {
                Value::Number(number) => Ok(Value::Number(change(number))),
                other => other.each(|series| Ok(series.with(mapped(series, change)))),
            }
        }
        "AVG" | "MAX" | "MIN" | "STDDEV" | "SUM" => {
            most(1)?;
            shape::aggregate(name, value(0)?)
        }
        "DATAPOINT_COUNT" => {
            most(1)?;
            shape::aggregate(name, value(0)?)
        }
        "DIFF" => each(&|series| steps(series, |(_, before), (_, value)| value - before)),
        "DIFF_TIME" => each(&|series| steps(series, |(before, _), (time, _)| (time - before) as f64)),
        "RATE" => each(&|series| {
            steps(series, |(earlier, before), (time, value)| (value - before) / (time - earlier) as f64)
        }),
        "RUNNING_SUM" => each(&|series| {
            let mut sum = 0.0;
            let next = |(time, value): &(u64, f64)| {
                sum += value;
                (*time, sum)
            };
            series.points.iter().map(next).collect()
        }),
        "DATE" | "DAY" | "EPOCH" | "HOUR" | "MINUTE" | "MONTH" | "YEAR" => {
            let part = |time| time::part(name, time);
            each(&|series| series.points.iter().map(|(time, _)| (*time, part(*time))).collect())
        }
        "FILL" => {
            most(2)?;
            shape::fill(value(0)?, parts.get(1), source)
        }
        "IF" => {
            most(3)?;
            let otherwise = if parts.len() > 2 { Some(value(2)?) } else { None };
            shape::choose(value(0)?, value(1)?, otherwise)
        }
        "PERIOD" => match (most(1)?, value(0)?) {
            ((), Value::Series(series)) => Ok(Value::Number(series.period_s as f64)),
            (_, other) => refuse(format!("PERIOD is given {}", other.kind())),
        },
        "TIME_SERIES" => match (most(1)?, value(0)?) {
            ((), Value::Number(number)) => {
                let window = source.window();
                let points = window.times(window.period_s)?.map(|time| (time, number)).collect();
                Ok(Value::Series(Series { period_s: window.period_s, points, ..Series::default() }))
            }
            (_, other) => refuse(format!("TIME_SERIES is given {}", other.kind())),
        },
        "METRICS" => {
            most(1)?;
            let text = if parts.is_empty() { None } else { Some(text_of(name, value(0)?)?) };
            Ok(Value::Array(source.metrics(text.as_deref())))
        }
        "SEARCH" => {
            most(3)?;
            let (pattern, stat) = (text_of(name, value(0)?)?, text_of(name, value(1)?)?);
            let period = match parts.get(2) {
                Some(_) => Some(whole(name, value(2)?)?),
                None => None,
            };
            source.search(&pattern, &stat, period).map(Value::Array)
        }
        "FIRST" | "LAST" | "METRIC_COUNT" | "REMOVE_EMPTY" | "SLICE" | "SORT" => {
            let Value::Array(all) = value(0)? else { return refuse(format!("{name} is not given an array")) };
            shape::of_array(name, all, &parts[1..], source)
        }
        _ => match REFUSED.iter().find(|(refused, _)| *refused == name) {
            Some((_, needs)) => refuse(format!("{name} is not built, for it needs {needs}")),
            None => refuse(format!("there is no function {name}")),
        },
    }
}

/// A point for each but the first, made of it and the one before.
fn steps(series: &Series, step: impl Fn((u64, f64), (u64, f64)) -> f64) -> Points {
    series.points.windows(2).map(|pair| (pair[1].0, step(pair[0], pair[1]))).collect()
}

fn text_of(name: &str, value: Value) -> Result<String> {
    match value {
        Value::Text(text) => Ok(text),
        other => refuse(format!("{name} is given {} where a text is wanted", other.kind())),
    }
}

/// A whole number that is not negative.
pub(super) fn whole(name: &str, value: Value) -> Result<u64> {
    match value {
        Value::Number(number) if number >= 0.0 && number.fract() == 0.0 && number < 4e9 => Ok(number as u64),
        _ => refuse(format!("{name} is given something else where a whole number is wanted")),
    }
}
