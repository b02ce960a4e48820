//! A page of results, sorted as asked, with what there is in all.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::parameters::Parameters;
use super::refusal::Refusal;

/// Fields that results can be sorted by.
const FIELDS: [&str; 6] = ["id", "name", "mindate", "maxdate", "datacoverage", "date"];
const ORDERS: [&str; 2] = ["asc", "desc"];

/// The page of `things` that is asked for. Nothing found is an object with nothing in it.
pub fn answer(mut things: Vec<Value>, parameters: &Parameters) -> Result<Value, Refusal> {
    let field = parameters.choice("sortfield", &FIELDS)?;
    let order = parameters.choice("sortorder", &ORDERS)?;
    if let Some(field) = field {
        things.sort_by(|one, other| compare(&one[field], &other[field]));
    }
    if order == Some("desc") {
        things.reverse();
    }
    of(things.len(), parameters, |range| things[range].to_vec())
}

/// The page of `count` results that is asked for, `results` of a range of them.
pub fn of(
    count: usize,
    parameters: &Parameters,
    results: impl FnOnce(std::ops::Range<usize>) -> Vec<Value>,
) -> Result<Value, Refusal> {
    let (offset, limit) = (parameters.offset()?, parameters.limit()?);
    let first = (offset - 1).min(count);
    let last = first.saturating_add(limit).min(count);
    let mut answer = Map::new();
    if first == last {
        return Ok(Value::Object(answer));
    }
    let asked_not =
        parameters.first("includemetadata").is_some_and(|text| text.eq_ignore_ascii_case("false"));
    if !asked_not {
        answer.insert(
            "metadata".to_owned(),
            json!({"resultset": {"offset": offset, "count": count, "limit": limit}}),
        );
    }
    answer.insert("results".to_owned(), Value::Array(results(first..last)));
    Ok(Value::Object(answer))
}

fn compare(one: &Value, other: &Value) -> Ordering {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one.total_cmp(&other),
        _ => one.as_str().unwrap_or_default().cmp(other.as_str().unwrap_or_default()),
    }
}
