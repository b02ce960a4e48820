//! Operators between values.

use super::expression::Operator;
use super::series::{Points, Series, Value};
use super::{Result, refuse};

/// `left` and `right` with `operator` between.
pub(super) fn apply(operator: Operator, left: Value, right: Value) -> Result<Value> {
    let both = |left: f64, right: f64| of_numbers(operator, left, right);
    Ok(match (left, right) {
        (Value::Number(left), Value::Number(right)) => Value::Number(both(left, right)),
        (Value::Array(_), Value::Array(_)) => {
            return refuse(
                "an operator is between two arrays of time series; one of them must be a single one",
            );
        }
        (left @ (Value::Series(_) | Value::Array(_)), Value::Number(right)) => {
            left.each(|series| Ok(series.with(mapped(series, |value| both(value, right)))))?
        }
        (Value::Number(left), right @ (Value::Series(_) | Value::Array(_))) => {
            right.each(|series| Ok(series.with(mapped(series, |value| both(left, value)))))?
        }
        (Value::Series(left), Value::Series(right)) => Value::Series(left.with(joined(&left, &right, both))),
        (Value::Array(all), Value::Series(one)) => {
            Value::Array(all).each(|series| Ok(series.with(joined(series, &one, both))))?
        }
        (Value::Series(one), Value::Array(all)) => {
            Value::Array(all).each(|series| Ok(series.with(joined(&one, series, both))))?
        }
        (left, right) => {
            return refuse(format!("an operator is between {} and {}", left.kind(), right.kind()));
        }
    })
}

fn of_numbers(operator: Operator, left: f64, right: f64) -> f64 {
    let truth = |is: bool| f64::from(u8::from(is));
    match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        Operator::Power => left.powf(right),
        Operator::Equal => truth(left == right),
        Operator::Unequal => truth(left != right),
        Operator::Less => truth(left < right),
        Operator::LessOrEqual => truth(left <= right),
        Operator::Greater => truth(left > right),
        Operator::GreaterOrEqual => truth(left >= right),
        Operator::And => truth(left != 0.0 && right != 0.0),
        Operator::Or => truth(left != 0.0 || right != 0.0),
    }
}

/// The points of `series`, each value changed.
pub(super) fn mapped(series: &Series, change: impl Fn(f64) -> f64) -> Points {
    series.points.iter().map(|(time, value)| (*time, change(*value))).collect()
}

/// The points where both have one.
fn joined(left: &Series, right: &Series, both: impl Fn(f64, f64) -> f64) -> Points {
    let mut others = right.points.iter().peekable();
    let mut points = Points::new();
    for (time, value) in &left.points {
        while others.next_if(|(other, _)| other < time).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| other == time) {
            points.push((*time, both(*value, *other)));
        }
    }
    points
}
