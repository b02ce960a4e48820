//! Values as JSON, and JSON as values.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::datatypes::{DataType, Float32Type, Float64Type};
use serde_json::{Map, Number, Value};

use super::cast::keep;
use crate::error::{Error, Fact};
use crate::render;
use crate::types::{entry_of, to_trino};

/// A text as JSON.
pub fn parse(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text)
        .map_err(|_| Error::new(Fact::InvalidArgument, format!("Cannot convert value to JSON: '{text}'")))
}

/// The value at `row` as JSON; `None` for null at the top.
pub fn of(column: &dyn Array, row: usize) -> Result<Option<Value>, Error> {
    if column.is_null(row) { Ok(None) } else { of_value(column, row).map(Some) }
}

/// The value at `row` as JSON, null being JSON's null.
pub fn of_value(column: &dyn Array, row: usize) -> Result<Value, Error> {
    if column.is_null(row) {
        return Ok(Value::Null);
    }
    let text = || render::text(column, row).map(Option::unwrap_or_default);
    Ok(match column.data_type() {
        DataType::Boolean => Value::Bool(column.as_boolean().value(row)),
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => {
            Value::Number(text()?.parse::<i64>().map_err(|_| internal())?.into())
        }
        DataType::Float32 => float(column.as_primitive::<Float32Type>().value(row).into(), text()?),
        DataType::Float64 => float(column.as_primitive::<Float64Type>().value(row), text()?),
        DataType::Decimal128(..) => serde_json::from_str(&text()?).map_err(|_| internal())?,
        DataType::LargeUtf8 => parse(column.as_string::<i64>().value(row))?,
        DataType::List(_) => {
            let items = column.as_list::<i32>().value(row);
            let items = (0..items.len()).map(|index| of_value(items.as_ref(), index));
            Value::Array(items.collect::<Result<_, _>>()?)
        }
        DataType::Map(..) => {
            let entries = column.as_map().value(row);
            let mut object = Map::new();
            for index in 0..entries.len() {
                let key = render::text(entries.column(0).as_ref(), index)?.unwrap_or_default();
                object.insert(key, of_value(entries.column(1).as_ref(), index)?);
            }
            // Trino writes maps in the order of their keys.
            object.sort_keys();
            Value::Object(object)
        }
        DataType::Struct(fields) => {
            let row_of = column.as_struct();
            let mut object = Map::new();
            for (field, column) in fields.iter().zip(row_of.columns()) {
                object.insert(field.name().clone(), of_value(column.as_ref(), row)?);
            }
            Value::Object(object)
        }
        _ => Value::String(text()?),
    })
}

fn float(value: f64, text: String) -> Value {
    Number::from_f64(value).map_or(Value::String(text), Value::Number)
}

fn internal() -> Error {
    Error::new(Fact::Internal, "a number is no number")
}

/// JSON as type `to`.
pub fn cast(column: &ArrayRef, to: &DataType, lenient: bool) -> Result<ArrayRef, Error> {
    let texts = column.as_string::<i64>();
    let mut values = Vec::with_capacity(texts.len());
    for text in texts {
        values.push(match text {
            None => None,
            Some(text) => {
                let value = parse(text).and_then(|value| {
                    fits(&value, to, text)?;
                    Ok(value)
                });
                keep(value, lenient)?
            }
        });
    }
    let values: Vec<Option<&Value>> =
        values.iter().map(|value| value.as_ref().filter(|value| !value.is_null())).collect();
    build(&values, to, lenient)
}

fn refused(text: &str, to: &DataType) -> Error {
    Error::new(Fact::InvalidCast, format!("Cannot cast to {}. Unexpected value: {text}", to_trino(to)))
}

fn fits(value: &Value, to: &DataType, text: &str) -> Result<(), Error> {
    let does = match (value, to) {
        (Value::Null, _) | (_, DataType::LargeUtf8) => true,
        (Value::Array(_), DataType::List(_) | DataType::Struct(_)) => true,
        (Value::Object(_), DataType::Map(..) | DataType::Struct(_)) => true,
        (Value::Array(_) | Value::Object(_), _) => false,
        (_, DataType::List(_) | DataType::Map(..) | DataType::Struct(_)) => false,
        _ => true,
    };
    if does { Ok(()) } else { Err(refused(text, to)) }
}

/// A column of values, which fit the type.
fn build(values: &[Option<&Value>], to: &DataType, lenient: bool) -> Result<ArrayRef, Error> {
    use arrow::array::{ListArray, MapArray, StructArray};
    use arrow::buffer::{NullBuffer, OffsetBuffer};
    let nulls = || Some(NullBuffer::from_iter(values.iter().map(Option::is_some)));
    match to {
        DataType::LargeUtf8 => {
            let texts = StringArray::from_iter(values.iter().map(|value| value.map(Value::to_string)));
            Ok(arrow::compute::cast(&texts, to)?)
        }
        DataType::List(field) => {
            let (mut items, mut lengths) = (Vec::new(), Vec::new());
            for value in values {
                let before = items.len();
                if let Some(Value::Array(inner)) = value {
                    items.extend(inner.iter().map(present));
                }
                lengths.push(items.len() - before);
            }
            check_all(&items, field.data_type(), lenient)?;
            let items = build(&items, field.data_type(), lenient)?;
            Ok(Arc::new(ListArray::try_new(
                Arc::clone(field),
                OffsetBuffer::from_lengths(lengths),
                items,
                nulls(),
            )?))
        }
        DataType::Map(field, sorted) => {
            let (key_kind, value_kind) = entry_of(to).ok_or_else(internal)?;
            let (mut keys, mut inner, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
            for value in values {
                let before = inner.len();
                if let Some(Value::Object(object)) = value {
                    keys.extend(object.keys().map(|key| Some(key.clone())));
                    inner.extend(object.values().map(present));
                }
                lengths.push(inner.len() - before);
            }
            let keys: ArrayRef = Arc::new(StringArray::from(keys));
            let keys = super::cast(&keys, key_kind, false)?;
            check_all(&inner, value_kind, lenient)?;
            let inner = build(&inner, value_kind, lenient)?;
            let DataType::Struct(fields) = field.data_type() else { return Err(internal()) };
            let entries = StructArray::try_new(fields.clone(), vec![keys, inner], None)?;
            let offsets = OffsetBuffer::from_lengths(lengths);
            Ok(Arc::new(MapArray::try_new(Arc::clone(field), offsets, entries, nulls(), *sorted)?))
        }
        DataType::Struct(fields) => {
            let mut columns = Vec::with_capacity(fields.len());
            for (index, field) in fields.iter().enumerate() {
                let inner: Vec<Option<&Value>> = values
                    .iter()
                    .map(|value| match value {
                        Some(Value::Array(items)) => items.get(index).and_then(present),
                        Some(Value::Object(object)) => find(object, field.name()).and_then(present),
                        _ => None,
                    })
                    .collect();
                check_all(&inner, field.data_type(), lenient)?;
                columns.push(build(&inner, field.data_type(), lenient)?);
            }
            Ok(Arc::new(StructArray::try_new(fields.clone(), columns, nulls())?))
        }
        _ => {
            let texts = values.iter().map(|value| value.map(plain));
            let texts: ArrayRef = Arc::new(StringArray::from_iter(texts));
            if *to == DataType::Utf8 { Ok(texts) } else { scalar(&texts, to, lenient) }
        }
    }
}

/// JSON's scalars, as texts, cast to a type that is no text.
fn scalar(texts: &ArrayRef, to: &DataType, lenient: bool) -> Result<ArrayRef, Error> {
    let is_whole = matches!(to, DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64);
    if !is_whole {
        return super::cast(texts, to, lenient);
    }
    // Whole numbers may be written as others are, or be truth values: `1.0`, `true`.
    let texts = texts.as_string::<i32>().iter().map(|text| {
        text.map(|text| match text {
            "true" => "1".to_owned(),
            "false" => "0".to_owned(),
            _ => match text.parse::<f64>() {
                Ok(number) if text.parse::<i64>().is_err() => format!("{:.0}", super::numbers::round(number)),
                _ => text.to_owned(),
            },
        })
    });
    let texts: ArrayRef = Arc::new(StringArray::from_iter(texts));
    super::cast(&texts, to, lenient)
}

fn present(value: &Value) -> Option<&Value> {
    (!value.is_null()).then_some(value)
}

/// A member, whatever the case of its name.
fn find<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object
        .get(name)
        .or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

fn check_all(values: &[Option<&Value>], to: &DataType, lenient: bool) -> Result<(), Error> {
    if lenient {
        return Ok(());
    }
    values.iter().flatten().try_for_each(|value| fits(value, to, &value.to_string()))
}

/// A scalar's text, without quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
