//! SQL's own JSON functions, in their plain forms: `json_exists`, `json_value`, `json_query`.
//!
//! Their defaults hold: what goes wrong on the way, and what is not there, is null, or false. Lacks: clauses (PASSING,
//! RETURNING, WRAPPER, ON EMPTY, ON ERROR), filters and methods within paths.

mod steps;

use serde_json::Value;

use super::arguments::Arguments;
use super::scalar::{Definition, scalar};
use crate::error::Error;
use steps::Path;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["json_exists(varchar, varchar) -> boolean"], |a| {
            let mut known = Known::default();
            a.booleans(|row| Ok(Some(found(a, row, &mut known)?.is_some_and(|items| !items.is_empty()))))
        }),
        scalar(&["json_value(varchar, varchar) -> varchar"], |a| {
            let mut known = Known::default();
            a.texts(|row| {
                Ok(single(found(a, row, &mut known)?).and_then(|value| match value {
                    Value::String(text) => Some(text),
                    Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
                    Value::Null | Value::Array(_) | Value::Object(_) => None,
                }))
            })
        }),
        scalar(&["json_query(varchar, varchar) -> varchar"], |a| {
            let mut known = Known::default();
            a.texts(|row| Ok(single(found(a, row, &mut known)?).map(|value| value.to_string())))
        }),
    ]
}

fn single(items: Option<Vec<Value>>) -> Option<Value> {
    let [item] = <[Value; 1]>::try_from(items?).ok()?;
    Some(item)
}

/// The last path, read.
#[derive(Default)]
struct Known(Option<(String, Path)>);

/// What the path leads to; `None` where there is no JSON, or where a strict path does not fit it.
fn found(a: &Arguments, row: usize, known: &mut Known) -> Result<Option<Vec<Value>>, Error> {
    let path = a.str(1, row);
    if known.0.as_ref().is_none_or(|(old, _)| old != path) {
        known.0 = Some((path.to_owned(), Path::of(path)?));
    }
    let Some((_, path)) = &known.0 else { return Ok(None) };
    Ok(serde_json::from_str(a.str(0, row)).ok().and_then(|value| path.find(value)))
}
