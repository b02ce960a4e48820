//! Functions that change the form of values: aggregates, fillings, choices, parts of arrays.

use std::collections::BTreeMap;

use super::evaluate::{Source, evaluate};
use super::expression::Expression;
use super::functions::whole;
use super::series::{Points, Series, Value};
use super::{Result, refuse};

/// Of a series, a number; of an array, a series: at each time, of what its series have then.
pub(super) fn aggregate(name: &str, value: Value) -> Result<Value> {
    match value {
        Value::Series(series) => {
            let values: Vec<f64> = series.values().collect();
            if values.is_empty() && !matches!(name, "SUM" | "DATAPOINT_COUNT") {
                return refuse(format!("{name} is given a time series without data points"));
            }
            Ok(Value::Number(of_values(name, &values)))
        }
        Value::Array(all) => {
            let mut times: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
            for (time, value) in all.iter().flat_map(|series| &series.points) {
                times.entry(*time).or_default().push(*value);
            }
            let points = times.into_iter().map(|(time, values)| (time, of_values(name, &values))).collect();
            let period_s = all.iter().map(|series| series.period_s).max().unwrap_or_default();
            Ok(Value::Series(Series { period_s, ..Series::default() }.with(points)))
        }
        other => refuse(format!("{name} is given {}", other.kind())),
    }
}

fn of_values(name: &str, values: &[f64]) -> f64 {
    let count = values.len() as f64;
    // Of nothing, the sum is minus zero otherwise.
    let sum: f64 = 0.0 + values.iter().sum::<f64>();
    match name {
        "AVG" => sum / count,
        "MAX" => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        "MIN" => values.iter().copied().fold(f64::INFINITY, f64::min),
        "DATAPOINT_COUNT" => count,
        "STDDEV" => {
            let mean = sum / count;
            (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt()
        }
        _ => sum,
    }
}

/// `value` with a point in every period: where it has none, what `with` says.
pub(super) fn fill(value: Value, with: Option<&Expression>, source: &dyn Source) -> Result<Value> {
    enum With {
        Repeat,
        Linear,
        Value(Value),
    }
    let with = match with {
        None => return refuse("FILL is given too little"),
        Some(Expression::Name(name)) if name == "REPEAT" => With::Repeat,
        Some(Expression::Name(name)) if name == "LINEAR" => With::Linear,
        Some(other) => match evaluate(other, source)? {
            value @ (Value::Number(_) | Value::Series(_)) => With::Value(value),
            other => return refuse(format!("FILL is given {} to fill with", other.kind())),
        },
    };
    value.each(|series| {
        let period_s = if series.period_s == 0 { source.window().period_s } else { series.period_s };
        let mut points = Points::new();
        for time in source.window().times(period_s)? {
            let at = series.points.partition_point(|(other, _)| *other < time);
            let next = series.points.get(at);
            let before = at.checked_sub(1).and_then(|at| series.points.get(at));
            let filled = match (next, &with) {
                (Some((other, value)), _) if *other == time => Some(*value),
                (_, With::Value(Value::Number(number))) => Some(*number),
                (_, With::Value(Value::Series(other))) => other.at(time),
                (_, With::Repeat) => before.map(|(_, value)| *value),
                (Some((later, last)), With::Linear) => before.map(|(earlier, first)| {
                    first + (last - first) * (time - earlier) as f64 / (later - earlier) as f64
                }),
                _ => None,
            };
            points.extend(filled.map(|value| (time, value)));
        }
        let mut filled = series.with(points);
        filled.period_s = period_s;
        Ok(filled)
    })
}

/// `then` where `condition` is not zero, else `otherwise`; without that, nothing.
pub(super) fn choose(condition: Value, then: Value, otherwise: Option<Value>) -> Result<Value> {
    let condition = match condition {
        Value::Number(number) if number != 0.0 => return Ok(then),
        Value::Number(_) => {
            return Ok(otherwise.unwrap_or_else(|| Value::Series(Series::default())));
        }
        Value::Series(series) => series,
        other => return refuse(format!("IF is given {} as condition", other.kind())),
    };
    for value in [Some(&then), otherwise.as_ref()].into_iter().flatten() {
        if matches!(value, Value::Text(_) | Value::Array(_)) {
            return refuse(format!("IF is given {} to choose", value.kind()));
        }
    }
    let at = |value: &Value, time: u64| match value {
        Value::Number(number) => Some(*number),
        Value::Series(series) => series.at(time),
        Value::Text(_) | Value::Array(_) => None,
    };
    let points = condition.points.iter().filter_map(|(time, is)| {
        let chosen = if *is != 0.0 { at(&then, *time) } else { at(otherwise.as_ref()?, *time) };
        chosen.map(|value| (*time, value))
    });
    let head = match &then {
        Value::Series(series) => series.head(),
        _ => condition.head(),
    };
    Ok(Value::Series(head.with(points.collect())))
}

/// Functions of arrays of series.
pub(super) fn of_array(
    name: &str,
    mut all: Vec<Series>,
    parts: &[Expression],
    source: &dyn Source,
) -> Result<Value> {
    let number = |at: usize| match parts.get(at) {
        Some(part) => whole(name, evaluate(part, source)?).map(Some),
        None => Ok(None),
    };
    let most = match name {
        "SORT" => 3,
        "SLICE" => 2,
        _ => 0,
    };
    if parts.len() > most {
        return refuse(format!("{name} is given too much"));
    }
    Ok(match name {
        "METRIC_COUNT" => Value::Number(all.len() as f64),
        "FIRST" | "LAST" => {
            let one = if name == "FIRST" { all.into_iter().next() } else { all.pop() };
            Value::Series(one.unwrap_or_default())
        }
        "REMOVE_EMPTY" => {
            all.retain(|series| !series.points.is_empty());
            Value::Array(all)
        }
        "SLICE" => {
            let begin = number(0)?.ok_or_else(|| super::MathError("SLICE is given too little".to_owned()))?;
            let end = number(1)?.map_or(all.len(), |end| end as usize).min(all.len());
            all.truncate(end);
            Value::Array(all.into_iter().skip(begin as usize).collect())
        }
        _ => {
            let word = |at: usize| match parts.get(at) {
                Some(Expression::Name(word)) => Some(word.as_str()),
                _ => None,
            };
            let function = match word(0) {
                Some(function @ ("AVG" | "MIN" | "MAX" | "SUM")) => function,
                _ => return refuse("SORT is given no function of AVG, MIN, MAX and SUM"),
            };
            let descends = match word(1) {
                Some("DESC") => true,
                Some("ASC") => false,
                _ => return refuse("SORT is given neither ASC nor DESC"),
            };
            let size = |series: &Series| of_values(function, &series.values().collect::<Vec<_>>());
            let (mut some, empty): (Vec<_>, Vec<_>) =
                all.into_iter().partition(|series| !series.points.is_empty());
            some.sort_by(|left, right| {
                let order = size(left).total_cmp(&size(right));
                if descends { order.reverse() } else { order }
            });
            some.extend(empty);
            some.truncate(number(2)?.map_or(usize::MAX, |most| most as usize));
            Value::Array(some)
        }
    })
}
