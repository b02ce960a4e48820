//! Values: how they are calculated with, compared, looked into and written.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::evaluate::{Made, Stop};
use super::syntax::Operator;

/// The longest text or list that repeating makes, in bytes.
const REPEATED_MAX: usize = 1 << 20;

/// How deep values may nest, so that no work on them takes more than its share of the stack. Records nest at most 128
/// deep, as serde_json reads them.
const NESTING_MAX: usize = 200;

/// What a copy of a value costs, in steps; more than there are if it nests too deep.
pub(super) fn weight(value: &Value) -> usize {
    weight_at(value, 0)
}

fn weight_at(value: &Value, depth: usize) -> usize {
    if depth > NESTING_MAX {
        return super::BUDGET as usize + 1;
    }
    let member = |(key, value): (&String, &Value)| 1 + key.len() / 16 + weight_at(value, depth + 1);
    1 + match value {
        Value::String(text) => text.len() / 16,
        Value::Array(elements) => elements.iter().map(|element| weight_at(element, depth + 1)).sum(),
        Value::Object(members) => members.iter().map(member).sum(),
        _ => 0,
    }
}

/// False and null are not true; everything else is.
pub(super) fn truth(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
}

/// The name of a value's type.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// A string as it is, anything else as JSON.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// A double as a value: whole ones without a point, the infinite ones as the largest there are, none as null.
pub(super) fn number(number: f64) -> Value {
    // Below 1e17 jq writes whole numbers by their digits.
    if number.fract() == 0.0 && number.abs() < 1e17 {
        return Value::from(number as i64);
    }
    Number::from_f64(number.clamp(f64::MIN, f64::MAX)).map_or(Value::Null, Value::Number)
}

pub(super) fn negated(value: &Value) -> Made<Value> {
    match value.as_f64() {
        Some(double) => Ok(number(-double)),
        None => Err(Stop::error(format!("{} cannot be negated", kind(value)))),
    }
}

/// What [`calculated`] costs beyond one step.
pub(super) fn cost(operator: Operator, left: &Value, right: &Value) -> usize {
    match (left, right) {
        (Value::Number(_), Value::Number(_)) => 0,
        (Value::String(text), Value::Number(times)) if operator == Operator::Multiply => {
            (times.as_f64().unwrap_or(0.0).clamp(1.0, REPEATED_MAX as f64) as usize)
                .saturating_mul(text.len())
                / 16
        }
        // Differences of lists compare all with all.
        (Value::Array(left), Value::Array(right)) if operator == Operator::Subtract => {
            (1 + left.len()) * right.iter().map(weight).sum::<usize>()
        }
        _ => weight(left) + weight(right),
    }
}

pub(super) fn calculated(operator: Operator, left: &Value, right: &Value) -> Made<Value> {
    let order = |test: fn(Ordering) -> bool| Ok(test(compare(left, right)).into());
    match operator {
        Operator::Equal => order(Ordering::is_eq),
        Operator::Unequal => order(Ordering::is_ne),
        Operator::Less => order(Ordering::is_lt),
        Operator::LessOrEqual => order(Ordering::is_le),
        Operator::Greater => order(Ordering::is_gt),
        Operator::GreaterOrEqual => order(Ordering::is_ge),
        Operator::Add => sum(left, right),
        _ => match (left.as_f64(), right.as_f64()) {
            (Some(left), Some(right)) => arithmetic(operator, left, right),
            _ => mixed(operator, left, right),
        },
    }
}

fn arithmetic(operator: Operator, left: f64, right: f64) -> Made<Value> {
    match operator {
        Operator::Subtract => Ok(number(left - right)),
        Operator::Multiply => Ok(number(left * right)),
        Operator::Divide if right == 0.0 => Err(Stop::error("division by zero")),
        Operator::Divide => Ok(number(left / right)),
        // Of whole numbers, with the sign of the left one.
        _ if (right as i64) == 0 => Err(Stop::error("remainder of a division by zero")),
        _ => Ok(number((left as i64).wrapping_rem(right as i64) as f64)),
    }
}

fn sum(left: &Value, right: &Value) -> Made<Value> {
    Ok(match (left, right) {
        (Value::Null, other) | (other, Value::Null) => other.clone(),
        (Value::Number(left), Value::Number(right)) => {
            number(left.as_f64().unwrap_or(f64::NAN) + right.as_f64().unwrap_or(f64::NAN))
        }
        (Value::String(left), Value::String(right)) => format!("{left}{right}").into(),
        (Value::Array(left), Value::Array(right)) => left.iter().chain(right).cloned().collect(),
        (Value::Object(left), Value::Object(right)) => {
            let mut both = left.clone();
            both.extend(right.clone());
            both.into()
        }
        _ => return Err(unfit("added", left, right)),
    })
}

fn mixed(operator: Operator, left: &Value, right: &Value) -> Made<Value> {
    match (operator, left, right) {
        (Operator::Subtract, Value::Array(left), Value::Array(right)) => {
            let kept =
                left.iter().filter(|element| !right.iter().any(|other| compare(element, other).is_eq()));
            Ok(kept.cloned().collect())
        }
        (Operator::Multiply, Value::String(text), Value::Number(times)) => {
            let times = times.as_f64().unwrap_or(0.0);
            if times <= 0.0 {
                return Ok(Value::Null);
            }
            let times = times.ceil() as usize;
            if text.len().saturating_mul(times) > REPEATED_MAX {
                return Err(Stop::error("the repeated text is too long"));
            }
            Ok(text.repeat(times).into())
        }
        (Operator::Multiply, Value::Object(_), Value::Object(_)) => Ok(merged(left, right)),
        (Operator::Divide, Value::String(text), Value::String(separator)) => {
            Ok(super::texts::split(text, separator))
        }
        (Operator::Subtract, ..) => Err(unfit("subtracted", left, right)),
        (Operator::Multiply, ..) => Err(unfit("multiplied", left, right)),
        _ => Err(unfit("divided", left, right)),
    }
}

fn unfit(what: &str, left: &Value, right: &Value) -> Stop {
    Stop::error(format!("{} and {} cannot be {what}", kind(left), kind(right)))
}

/// Objects within objects are merged too.
fn merged(left: &Value, right: &Value) -> Value {
    let (Value::Object(left), Value::Object(right)) = (left, right) else { return right.clone() };
    let mut both = left.clone();
    for (key, value) in right {
        let merged = both.get(key).map_or_else(|| value.clone(), |other| merged(other, value));
        both.insert(key.clone(), merged);
    }
    both.into()
}

/// jq's order: null, false, true, numbers, strings, arrays, objects (their keys, then their values).
pub(super) fn compare(left: &Value, right: &Value) -> Ordering {
    let rank = |value: &Value| match value {
        Value::Null => 0,
        Value::Bool(false) => 1,
        Value::Bool(true) => 2,
        Value::Number(_) => 3,
        Value::String(_) => 4,
        Value::Array(_) => 5,
        Value::Object(_) => 6,
    };
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => match (left.as_i64(), right.as_i64()) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => left.as_f64().partial_cmp(&right.as_f64()).unwrap_or(Ordering::Less),
        },
        (Value::String(left), Value::String(right)) => left.cmp(right),
        (Value::Array(left), Value::Array(right)) => {
            let pairs = left.iter().zip(right).map(|(left, right)| compare(left, right));
            pairs.into_iter().find(|order| order.is_ne()).unwrap_or_else(|| left.len().cmp(&right.len()))
        }
        (Value::Object(left), Value::Object(right)) => {
            let sorted = |members: &serde_json::Map<String, Value>| {
                let mut keys: Vec<_> = members.keys().cloned().collect();
                keys.sort();
                keys
            };
            let (keys, others) = (sorted(left), sorted(right));
            keys.cmp(&others).then_with(|| {
                let pairs = keys.iter().map(|key| compare(&left[key], &right[key]));
                pairs.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
            })
        }
        _ => rank(left).cmp(&rank(right)),
    }
}

/// The elements or members within.
pub(super) fn children(value: &Value) -> Made<Vec<&Value>> {
    match value {
        Value::Array(elements) => Ok(elements.iter().collect()),
        Value::Object(members) => Ok(members.values().collect()),
        _ => Err(Stop::error(format!("nothing is within {}", kind(value)))),
    }
}

/// `value[index]`; what is not there is null.
pub(super) fn index<'v>(value: Cow<'v, Value>, index: &Value) -> Made<Cow<'v, Value>> {
    let unfit = |value: &Value| {
        let index = match index {
            Value::String(text) => format!("`{}`", text.chars().take(50).collect::<String>()),
            other => kind(other).to_owned(),
        };
        Stop::error(format!("{} has no {index}", kind(value)))
    };
    let taken = match (value, index) {
        (Cow::Borrowed(Value::Object(members)), Value::String(key)) => members.get(key).map(Cow::Borrowed),
        (Cow::Owned(Value::Object(mut members)), Value::String(key)) => {
            members.swap_remove(key).map(Cow::Owned)
        }
        (Cow::Borrowed(Value::Array(elements)), Value::Number(at)) => {
            position(at, elements.len()).map(|at| Cow::Borrowed(&elements[at]))
        }
        (Cow::Owned(Value::Array(mut elements)), Value::Number(at)) => {
            position(at, elements.len()).map(|at| Cow::Owned(elements.swap_remove(at)))
        }
        (value, Value::String(_) | Value::Number(_) | Value::Null) if value.is_null() => None,
        (value, _) => return Err(unfit(&value)),
    };
    Ok(taken.unwrap_or(Cow::Owned(Value::Null)))
}

/// Negative ones count from the end.
fn position(at: &Number, length: usize) -> Option<usize> {
    let at = at.as_f64()?.floor();
    let at = if at < 0.0 { at + length as f64 } else { at };
    (0.0..length as f64).contains(&at).then_some(at as usize)
}

/// `value[from:to]` of an array, or of a string by its characters.
pub(super) fn slice(value: &Value, from: &Value, to: &Value) -> Made<Value> {
    let bound = |bound: &Value, length: usize, none: usize, round: fn(f64) -> f64| match bound {
        Value::Null => Ok(none),
        Value::Number(at) => {
            let at = round(at.as_f64().unwrap_or(0.0));
            let at = if at < 0.0 { at + length as f64 } else { at };
            Ok(at.clamp(0.0, length as f64) as usize)
        }
        _ => Err(Stop::error("a slice is between numbers")),
    };
    let bounds = |length: usize| {
        let (from, to) = (bound(from, length, 0, f64::floor)?, bound(to, length, length, f64::ceil)?);
        Ok((from, to.saturating_sub(from)))
    };
    match value {
        Value::Null => Ok(Value::Null),
        Value::Array(elements) => {
            let (skipped, taken) = bounds(elements.len())?;
            Ok(elements.iter().skip(skipped).take(taken).cloned().collect())
        }
        Value::String(text) => {
            let (skipped, taken) = bounds(text.chars().count())?;
            Ok(text.chars().skip(skipped).take(taken).collect::<String>().into())
        }
        _ => Err(Stop::error(format!("{} cannot be sliced", kind(value)))),
    }
}
