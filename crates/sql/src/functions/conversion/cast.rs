//! Columns of one type as columns of another.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BinaryArray, BooleanBuilder, ListArray, MapArray, StringArray, StringBuilder,
    StructArray, TimestampMillisecondArray, new_null_array,
};
use arrow::datatypes::{DataType, Date32Type, TimestampMillisecondType};

use super::{json, numbers, parse};
use crate::error::{Error, Fact};
use crate::functions::coercion::becomes;
use crate::render;
use crate::types::{JSON, to_trino};

/// Refuses casts that Trino does not know.
pub fn check(from: &DataType, to: &DataType) -> Result<(), Error> {
    if let DataType::Timestamp(_, Some(zone)) = to {
        super::parse::zone_of(zone)?;
    }
    if is_possible(from, to) {
        return Ok(());
    }
    Err(Error::new(Fact::TypeMismatch, format!("Cannot cast {} to {}", to_trino(from), to_trino(to))))
}

fn is_number(kind: &DataType) -> bool {
    kind.is_numeric()
}

fn is_possible(from: &DataType, to: &DataType) -> bool {
    use DataType::{
        Binary, Boolean, Date32, FixedSizeBinary, LargeUtf8, List, Map, Null, Struct, Time32, Timestamp, Utf8,
    };
    match (from, to) {
        (Null, _) => true,
        (from, to) if from == to => true,
        (Utf8, Binary | LargeUtf8 | Boolean | Date32 | Time32(_) | Timestamp(..) | FixedSizeBinary(16)) => {
            true
        }
        (Utf8, to) => is_number(to),
        (List(_) | Map(..) | Struct(_), Utf8) => false,
        (_, Utf8) => true,
        (LargeUtf8, Boolean | List(_) | Map(..) | Struct(_) | Date32 | Timestamp(..)) => true,
        (LargeUtf8, to) => is_number(to),
        (Binary | FixedSizeBinary(_), LargeUtf8) => false,
        (_, LargeUtf8) => true,
        (Boolean, to) => is_number(to),
        (from, Boolean) => is_number(from),
        (Date32, Timestamp(..)) | (Timestamp(..), Date32 | Time32(_) | Timestamp(..)) => true,
        (FixedSizeBinary(16), Binary) | (Binary, FixedSizeBinary(16)) => true,
        (List(from), List(to)) => is_possible(from.data_type(), to.data_type()),
        (Map(from, _), Map(to, _)) => is_possible(from.data_type(), to.data_type()),
        (Struct(from), Struct(to)) => {
            from.len() == to.len()
                && from.iter().zip(to).all(|(from, to)| is_possible(from.data_type(), to.data_type()))
        }
        (from, to) => is_number(from) && is_number(to),
    }
}

/// The column as a column of type `to`; what cannot be cast is an error, or null if `lenient`.
pub fn cast(column: &ArrayRef, to: &DataType, lenient: bool) -> Result<ArrayRef, Error> {
    let from = column.data_type();
    match (from, to) {
        (from, to) if from == to => Ok(Arc::clone(column)),
        (DataType::Null, _) => Ok(new_null_array(to, column.len())),
        (DataType::LargeUtf8, _) => json::cast(column, to, lenient),
        (_, DataType::LargeUtf8) => {
            let texts =
                (0..column.len()).map(|row| json::of(column.as_ref(), row)).collect::<Result<Vec<_>, _>>()?;
            let texts =
                StringArray::from_iter(texts.into_iter().map(|value| value.map(|value| value.to_string())));
            Ok(arrow::compute::cast(&texts, &JSON)?)
        }
        (DataType::Binary, DataType::Utf8) => {
            let bytes = column.as_binary::<i32>().iter();
            Ok(Arc::new(StringArray::from_iter(bytes.map(|bytes| bytes.map(String::from_utf8_lossy)))))
        }
        (_, DataType::Utf8) => Ok(Arc::new(StringArray::from(render::texts(column)?))),
        (DataType::Utf8, DataType::Binary) => {
            let texts = column.as_string::<i32>().iter();
            Ok(Arc::new(BinaryArray::from_iter(texts.map(|text| text.map(str::as_bytes)))))
        }
        (DataType::Utf8, DataType::Boolean) => {
            let mut builder = BooleanBuilder::with_capacity(column.len());
            for text in column.as_string::<i32>() {
                builder.append_option(match text {
                    None => None,
                    Some(text) => keep(parse::boolean(text), lenient)?,
                });
            }
            Ok(Arc::new(builder.finish()))
        }
        (DataType::Utf8, to) if is_number(to) => numbers::of_texts(column.as_string(), to, lenient),
        (DataType::Utf8, to) => parse::times(column.as_string(), to, lenient),
        (DataType::List(_), DataType::List(field)) => {
            let list = column.as_list::<i32>();
            let items = cast(list.values(), field.data_type(), lenient)?;
            let (offsets, nulls) = (list.offsets().clone(), list.nulls().cloned());
            Ok(Arc::new(ListArray::try_new(Arc::clone(field), offsets, items, nulls)?))
        }
        (DataType::Map(..), DataType::Map(field, sorted)) => {
            let map = column.as_map();
            let entries: ArrayRef = Arc::new(map.entries().clone());
            let entries = cast(&entries, field.data_type(), lenient)?;
            let (offsets, nulls) = (map.offsets().clone(), map.nulls().cloned());
            let entries = entries.as_struct().clone();
            Ok(Arc::new(MapArray::try_new(Arc::clone(field), offsets, entries, nulls, *sorted)?))
        }
        (DataType::Struct(_), DataType::Struct(fields)) => {
            let row = column.as_struct();
            let columns = row.columns().iter().zip(fields);
            let columns = columns.map(|(column, field)| cast(column, field.data_type(), lenient));
            let columns = columns.collect::<Result<Vec<_>, _>>()?;
            Ok(Arc::new(StructArray::try_new(fields.clone(), columns, row.nulls().cloned())?))
        }
        (DataType::Date32 | DataType::Timestamp(..), _) => moments(column, to),
        (DataType::FixedSizeBinary(_), DataType::Binary)
        | (DataType::Binary, DataType::FixedSizeBinary(_)) => Ok(arrow::compute::cast(column, to)?),
        (from, to) if becomes(from, to) && !matches!(to, DataType::Decimal128(..)) => {
            Ok(arrow::compute::cast(column, to)?)
        }
        (from, to)
            if (is_number(from) || *from == DataType::Boolean)
                && (is_number(to) || *to == DataType::Boolean) =>
        {
            numbers::convert(column, to, lenient)
        }
        (from, to) => {
            Err(Error::new(Fact::TypeMismatch, format!("Cannot cast {} to {}", to_trino(from), to_trino(to))))
        }
    }
}

/// The value; nothing in place of an error, if `lenient`.
pub fn keep<T>(value: Result<T, Error>, lenient: bool) -> Result<Option<T>, Error> {
    match value {
        Ok(value) => Ok(Some(value)),
        Err(_) if lenient => Ok(None),
        Err(error) => Err(error),
    }
}

/// Dates and moments as each other. A moment with a zone is UTC's; one without is the wall clock's.
fn moments(column: &ArrayRef, to: &DataType) -> Result<ArrayRef, Error> {
    const DAY_MS: i64 = 86_400_000;
    let from = column.data_type();
    match (from, to) {
        (DataType::Date32, DataType::Timestamp(_, zone)) => {
            let days = column.as_primitive::<Date32Type>();
            let moments: TimestampMillisecondArray = days.unary(|days| i64::from(days) * DAY_MS);
            match zone {
                Some(zone) => local(&moments, zone),
                None => Ok(Arc::new(moments)),
            }
        }
        (
            DataType::Timestamp(_, Some(zone)),
            DataType::Timestamp(_, None) | DataType::Date32 | DataType::Time32(_),
        ) => {
            let moments = column.as_primitive::<TimestampMillisecondType>();
            let walls =
                moments.try_unary::<_, TimestampMillisecondType, Error>(|ms| parse::wall(ms, zone))?;
            let walls: ArrayRef = Arc::new(walls);
            if walls.data_type() == to { Ok(walls) } else { cast(&walls, to, false) }
        }
        (DataType::Timestamp(_, None), DataType::Timestamp(_, Some(zone))) => {
            local(column.as_primitive::<TimestampMillisecondType>(), zone)
        }
        (DataType::Timestamp(_, None), DataType::Date32) => {
            let moments = column.as_primitive::<TimestampMillisecondType>();
            let days = moments.unary::<_, Date32Type>(|ms| {
                i32::try_from(ms.div_euclid(DAY_MS)).expect("invariant: i64 milliseconds are i32 days")
            });
            Ok(Arc::new(days))
        }
        _ => Ok(arrow::compute::cast(column, to)?),
    }
}

/// Wall clocks as moments in `zone`.
fn local(walls: &TimestampMillisecondArray, zone: &Arc<str>) -> Result<ArrayRef, Error> {
    let moments =
        walls.try_unary::<_, TimestampMillisecondType, Error>(|ms| parse::moment_of_wall(ms, zone))?;
    Ok(Arc::new(moments.with_timezone(Arc::clone(zone))))
}

/// Texts of at most `length` characters.
pub fn shorten(column: &ArrayRef, length: usize) -> ArrayRef {
    let mut builder = StringBuilder::new();
    for text in column.as_string::<i32>() {
        builder.append_option(text.map(|text| match text.char_indices().nth(length) {
            Some((end, _)) => &text[..end],
            None => text,
        }));
    }
    Arc::new(builder.finish())
}
