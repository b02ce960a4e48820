//! JSON: parsed, written, looked into by paths.

mod path;

use arrow::datatypes::DataType;
use serde_json::Value;

use super::arguments::{Arguments, Out};
use super::conversion::parse_json;
use super::scalar::{Definition, scalar};
use crate::error::Error;
use path::Path;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["json_parse(varchar) -> json"], |a| {
            a.texts(|row| Ok(Some(parse_json(a.str(0, row))?.to_string())))
        }),
        scalar(&["json_format(json) -> varchar"], |a| a.texts(|row| Ok(Some(a.str(0, row))))),
        scalar(&["json_extract(json, varchar) -> json", "json_extract(varchar, varchar) -> json"], |a| {
            let mut known = Known::default();
            a.texts(|row| Ok(found(a, row, &mut known)?.map(|value| value.to_string())))
        }),
        scalar(
            &[
                "json_extract_scalar(json, varchar) -> varchar",
                "json_extract_scalar(varchar, varchar) -> varchar",
            ],
            |a| {
                let mut known = Known::default();
                a.texts(|row| {
                    Ok(found(a, row, &mut known)?.and_then(|value| match value {
                        Value::String(text) => Some(text),
                        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
                        Value::Null | Value::Array(_) | Value::Object(_) => None,
                    }))
                })
            },
        ),
        scalar(&["json_array_length(json) -> bigint", "json_array_length(varchar) -> bigint"], |a| {
            a.bigints(|row| {
                Ok(match json(a, 0, row) {
                    Some(Value::Array(items)) => i64::try_from(items.len()).ok(),
                    _ => None,
                })
            })
        }),
        scalar(&["json_array_get(json, bigint) -> json", "json_array_get(varchar, bigint) -> json"], |a| {
            a.texts(|row| {
                let Some(Value::Array(items)) = json(a, 0, row) else { return Ok(None) };
                let index = a.long(1, row);
                let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
                let index = if index < 0 { index + length } else { index };
                let item = usize::try_from(index).ok().and_then(|index| items.get(index));
                Ok(item.filter(|item| !item.is_null()).map(Value::to_string))
            })
        }),
        scalar(&["json_size(json, varchar) -> bigint", "json_size(varchar, varchar) -> bigint"], |a| {
            let mut known = Known::default();
            a.bigints(|row| {
                Ok(found(a, row, &mut known)?.and_then(|value| match value {
                    Value::Array(items) => i64::try_from(items.len()).ok(),
                    Value::Object(members) => i64::try_from(members.len()).ok(),
                    _ => Some(0),
                }))
            })
        }),
        scalar(&["is_json_scalar(json) -> boolean", "is_json_scalar(varchar) -> boolean"], |a| {
            a.booleans(|row| {
                let value = parse_json(a.str(0, row))?;
                Ok(Some(!matches!(value, Value::Array(_) | Value::Object(_))))
            })
        }),
        scalar(
            &[
                "json_array_contains(json, boolean) -> boolean",
                "json_array_contains(json, bigint) -> boolean",
                "json_array_contains(json, double) -> boolean",
                "json_array_contains(json, varchar) -> boolean",
                "json_array_contains(varchar, boolean) -> boolean",
                "json_array_contains(varchar, bigint) -> boolean",
                "json_array_contains(varchar, double) -> boolean",
                "json_array_contains(varchar, varchar) -> boolean",
            ],
            contains,
        ),
    ]
}

/// The JSON of an argument; `None` if it is none.
fn json(a: &Arguments, index: usize, row: usize) -> Option<Value> {
    serde_json::from_str(a.str(index, row)).ok()
}

/// The last path, read.
#[derive(Default)]
struct Known(Option<(String, Path)>);

/// What the path leads to; `None` where it leads to nothing, or where there is no JSON.
fn found(a: &Arguments, row: usize, known: &mut Known) -> Result<Option<Value>, Error> {
    let path = a.str(1, row);
    let is_known = known.0.as_ref().is_some_and(|(old, _)| old == path);
    if !is_known {
        known.0 = Some((path.to_owned(), Path::of(path)?));
    }
    let Some((_, path)) = &known.0 else { return Ok(None) };
    Ok(json(a, 0, row).and_then(|value| path.find(value)))
}

fn contains(a: &Arguments) -> Out {
    a.booleans(|row| {
        let Some(Value::Array(items)) = json(a, 0, row) else { return Ok(None) };
        let is_it = |item: &Value| match a.kind(1) {
            DataType::Boolean => item.as_bool() == Some(a.boolean(1, row)),
            DataType::Int64 => item.as_i64() == Some(a.long(1, row)),
            DataType::Float64 => item.as_f64() == Some(a.double(1, row)),
            _ => item.as_str() == Some(a.str(1, row)),
        };
        Ok(Some(items.iter().any(is_it)))
    })
}
