//! jq's functions of one value and of values.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::evaluate::{Machine, Made, Stop};
use super::operators::{self, compare, kind, number};
use super::{texts, times};

type Body = fn(&Machine, &Value, &[Value]) -> Made<Value>;

/// A function by its name and the number of its arguments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Function {
    name: &'static str,
    arity: usize,
    body: Body,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.arity) == (other.name, other.arity)
    }
}

impl Function {
    /// The function of that name with so many arguments.
    pub fn named(name: &str, arity: usize) -> Option<Self> {
        let all = ALL.iter().chain(texts::ALL).chain(times::ALL);
        let found = all.into_iter().find(|(other, count, _)| (*other, *count) == (name, arity));
        found.map(|(name, arity, body)| Self { name, arity: *arity, body: *body })
    }

    pub fn apply(&self, machine: &Machine, input: &Value, arguments: &[Value]) -> Made<Value> {
        (self.body)(machine, input, arguments)
    }
}

/// Name, arity, body.
pub(super) type Entry = (&'static str, usize, Body);

const ALL: &[Entry] = &[
    ("add", 0, |machine, input, _| {
        let mut sum = Value::Null;
        for value in operators::children(input)? {
            machine.spend(operators::weight(&sum))?;
            sum = operators::calculated(super::syntax::Operator::Add, &sum, value)?;
        }
        Ok(sum)
    }),
    ("all", 0, |_, input, _| Ok(operators::children(input)?.into_iter().all(operators::truth).into())),
    ("any", 0, |_, input, _| Ok(operators::children(input)?.into_iter().any(operators::truth).into())),
    ("ceil", 0, |_, input, _| rounded(input, f64::ceil)),
    ("contains", 1, |machine, input, arguments| contains(machine, input, &arguments[0]).map(Value::Bool)),
    ("error", 0, |_, input, _| Err(Stop::Error(input.clone()))),
    ("error", 1, |_, _, arguments| Err(Stop::Error(arguments[0].clone()))),
    ("fabs", 0, |_, input, _| rounded(input, f64::abs)),
    ("first", 0, |_, input, _| at(input, 0)),
    ("flatten", 0, |machine, input, _| flat(machine, input, f64::MAX)),
    ("flatten", 1, |machine, input, arguments| flat(machine, input, double(&arguments[0])?)),
    ("floor", 0, |_, input, _| rounded(input, f64::floor)),
    ("from_entries", 0, |_, input, _| from_entries(input)),
    ("has", 1, |_, input, arguments| has(input, &arguments[0])),
    ("in", 1, |_, input, arguments| has(&arguments[0], input)),
    ("inside", 1, |machine, input, arguments| contains(machine, &arguments[0], input).map(Value::Bool)),
    ("keys", 0, |_, input, _| keys(input, true)),
    ("keys_unsorted", 0, |_, input, _| keys(input, false)),
    ("last", 0, |_, input, _| at(input, -1)),
    ("length", 0, |_, input, _| length(input)),
    ("max", 0, |_, input, _| {
        Ok(array(input)?.iter().max_by(|left, right| compare(left, right)).cloned().unwrap_or_default())
    }),
    ("min", 0, |_, input, _| {
        Ok(array(input)?.iter().min_by(|left, right| compare(left, right)).cloned().unwrap_or_default())
    }),
    ("not", 0, |_, input, _| Ok((!operators::truth(input)).into())),
    ("nth", 1, |_, input, arguments| at(input, double(&arguments[0])? as i64)),
    ("pow", 2, |_, _, arguments| Ok(number(double(&arguments[0])?.powf(double(&arguments[1])?)))),
    ("reverse", 0, |_, input, _| match input {
        Value::Null => Ok(Value::Array(Vec::new())),
        Value::String(text) => Ok(text.chars().rev().collect::<String>().into()),
        input => Ok(array(input)?.iter().rev().cloned().collect()),
    }),
    ("round", 0, |_, input, _| rounded(input, f64::round)),
    ("sort", 0, |machine, input, _| {
        let mut elements = array(input)?.to_vec();
        machine.spend(operators::weight(input) * 16)?;
        elements.sort_by(compare);
        Ok(elements.into())
    }),
    ("sqrt", 0, |_, input, _| rounded(input, f64::sqrt)),
    ("to_entries", 0, |_, input, _| entries(input)),
    ("tonumber", 0, |_, input, _| match input {
        Value::Number(_) => Ok(input.clone()),
        Value::String(text) => match text.trim().parse::<serde_json::Number>() {
            Ok(number) => Ok(number.into()),
            Err(_) => Err(Stop::error("the text is no number")),
        },
        _ => Err(Stop::error(format!("{} is no number", kind(input)))),
    }),
    ("trunc", 0, |_, input, _| rounded(input, f64::trunc)),
    ("type", 0, |_, input, _| Ok(kind(input).into())),
    ("unique", 0, |machine, input, _| {
        let mut elements = array(input)?.to_vec();
        machine.spend(operators::weight(input) * 16)?;
        elements.sort_by(compare);
        elements.dedup_by(|left, right| compare(left, right).is_eq());
        Ok(elements.into())
    }),
];

/// An array's elements.
pub(super) fn array(value: &Value) -> Made<&[Value]> {
    match value {
        Value::Array(elements) => Ok(elements),
        _ => Err(Stop::error(format!("{} is no array", kind(value)))),
    }
}

/// A number as a double.
pub(super) fn double(value: &Value) -> Made<f64> {
    value.as_f64().ok_or_else(|| Stop::error(format!("{} is no number", kind(value))))
}

fn rounded(input: &Value, round: fn(f64) -> f64) -> Made<Value> {
    double(input).map(|double| number(round(double)))
}

fn at(input: &Value, at: i64) -> Made<Value> {
    Ok(operators::index(std::borrow::Cow::Borrowed(input), &at.into())?.into_owned())
}

fn length(input: &Value) -> Made<Value> {
    Ok(match input {
        Value::Null => 0.into(),
        Value::Bool(_) => return Err(Stop::error("boolean has no length")),
        Value::Number(_) => number(double(input)?.abs()),
        Value::String(text) => text.chars().count().into(),
        Value::Array(elements) => elements.len().into(),
        Value::Object(members) => members.len().into(),
    })
}

fn keys(input: &Value, sorted: bool) -> Made<Value> {
    match input {
        Value::Array(elements) => Ok((0..elements.len()).map(Value::from).collect()),
        Value::Object(members) => {
            let mut keys: Vec<_> = members.keys().collect();
            if sorted {
                keys.sort();
            }
            Ok(keys.into_iter().map(|key| Value::from(key.as_str())).collect())
        }
        _ => Err(Stop::error(format!("{} has no keys", kind(input)))),
    }
}

fn has(input: &Value, key: &Value) -> Made<Value> {
    match (input, key) {
        (Value::Object(members), Value::String(key)) => Ok(members.contains_key(key).into()),
        (Value::Array(elements), Value::Number(at)) => {
            let at = at.as_f64().unwrap_or(-1.0);
            Ok((at >= 0.0 && at < elements.len() as f64).into())
        }
        _ => Err(Stop::error(format!("{} has no {}", kind(input), kind(key)))),
    }
}

fn contains(machine: &Machine, outer: &Value, inner: &Value) -> Made<bool> {
    machine.spend(1)?;
    match (outer, inner) {
        (Value::String(outer), Value::String(inner)) => Ok(outer.contains(inner.as_str())),
        (Value::Array(outer), Value::Array(inner)) => {
            for inner in inner {
                let mut found = false;
                for outer in outer {
                    found = found || kind(outer) == kind(inner) && contains(machine, outer, inner)?;
                }
                if !found {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Value::Object(outer), Value::Object(inner)) => {
            for (key, inner) in inner {
                match outer.get(key) {
                    Some(outer) if contains(machine, outer, inner)? => {}
                    _ => return Ok(false),
                }
            }
            Ok(true)
        }
        _ if kind(outer) == kind(inner) => Ok(compare(outer, inner) == Ordering::Equal),
        _ => Err(Stop::error(format!("{} and {} do not contain one another", kind(outer), kind(inner)))),
    }
}

fn flat(machine: &Machine, input: &Value, depth: f64) -> Made<Value> {
    let mut flattened = Vec::new();
    for element in operators::children(input)? {
        match element {
            Value::Array(_) if depth > 0.0 => {
                let Value::Array(inner) = flat(machine, element, depth - 1.0)? else { continue };
                machine.spend(inner.len())?;
                flattened.extend(inner);
            }
            element => flattened.push(machine.copy(element)?),
        }
    }
    Ok(flattened.into())
}

/// `[{key, value}, …]` of an object.
pub(super) fn entries(input: &Value) -> Made<Value> {
    let Value::Object(members) = input else {
        return Err(Stop::error(format!("{} has no entries", kind(input))));
    };
    let entry = |(key, value): (&String, &Value)| {
        let entry = [("key".to_owned(), key.as_str().into()), ("value".to_owned(), value.clone())];
        Value::Object(Map::from_iter(entry))
    };
    Ok(members.iter().map(entry).collect())
}

/// An object of `[{key, value}, …]`; the names may be short or capital too.
pub(super) fn from_entries(input: &Value) -> Made<Value> {
    let mut members = Map::new();
    for entry in array(input)? {
        let any = |names: &[&str]| names.iter().map(|name| &entry[*name]).find(|value| !value.is_null());
        let key = match any(&["key", "k", "name", "Name", "Key", "K"]) {
            Some(Value::String(key)) => key.clone(),
            Some(key @ (Value::Number(_) | Value::Bool(_))) => key.to_string(),
            None => "null".to_owned(),
            Some(key) => return Err(Stop::error(format!("object keys are strings, not {}", kind(key)))),
        };
        members.insert(key, any(&["value", "v", "Value", "V"]).cloned().unwrap_or_default());
    }
    Ok(members.into())
}
