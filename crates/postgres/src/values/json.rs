//! Rows, maps and arrays of them as JSON: rows and maps are objects.

use arrow::array::{Array, AsArray};
use arrow::datatypes::{DataType, Float32Type, Float64Type};
use bytes::{BufMut, BytesMut};

use super::{is_null, text};
use crate::errors::Problem;

/// Writes a value.
pub fn write(array: &dyn Array, row: usize, out: &mut BytesMut) -> Result<(), Problem> {
    if is_null(array, row) {
        out.put_slice(b"null");
        return Ok(());
    }
    match array.data_type() {
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            series(b'[', b']', items.len(), out, |index, out| write(&items, index, out))
        }
        DataType::Map(..) => {
            let entries = array.as_map().value(row);
            let (keys, values) = (entries.column(0), entries.column(1));
            series(b'{', b'}', entries.len(), out, |index, out| {
                let mut key = BytesMut::new();
                text::write(keys, index, &mut key)?;
                quoted(&key, out);
                out.put_u8(b':');
                write(values, index, out)
            })
        }
        DataType::Struct(fields) => {
            let columns = array.as_struct();
            series(b'{', b'}', fields.len(), out, |index, out| {
                quoted(fields[index].name().as_bytes(), out);
                out.put_u8(b':');
                write(columns.column(index), row, out)
            })
        }
        DataType::Boolean => {
            out.put_slice(if array.as_boolean().value(row) { b"true" } else { b"false" });
            Ok(())
        }
        // JSON of its own is a part of this one.
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::Decimal128(..)
        | DataType::LargeUtf8 => text::write(array, row, out),
        DataType::Float32 if array.as_primitive::<Float32Type>().value(row).is_finite() => {
            text::write(array, row, out)
        }
        DataType::Float64 if array.as_primitive::<Float64Type>().value(row).is_finite() => {
            text::write(array, row, out)
        }
        _ => {
            let mut plain = BytesMut::new();
            text::write(array, row, &mut plain)?;
            quoted(&plain, out);
            Ok(())
        }
    }
}

fn series(
    open: u8,
    close: u8,
    count: usize,
    out: &mut BytesMut,
    mut item: impl FnMut(usize, &mut BytesMut) -> Result<(), Problem>,
) -> Result<(), Problem> {
    out.put_u8(open);
    for index in 0..count {
        if index > 0 {
            out.put_u8(b',');
        }
        item(index, out)?;
    }
    out.put_u8(close);
    Ok(())
}

fn quoted(text: &[u8], out: &mut BytesMut) {
    let text = String::from_utf8_lossy(text).into_owned();
    out.put_slice(serde_json::Value::String(text).to_string().as_bytes());
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, Float64Array, StringArray, StructArray};
    use arrow::datatypes::Field;

    use super::*;

    #[test]
    fn rows_are_objects() {
        let row = StructArray::from(vec![
            (
                Arc::new(Field::new("a \"b\"", DataType::Utf8, true)),
                Arc::new(StringArray::from(vec![Some("x\ny")])) as ArrayRef,
            ),
            (
                Arc::new(Field::new("n", DataType::Float64, true)),
                Arc::new(Float64Array::from(vec![f64::NAN])),
            ),
        ]);
        let mut out = BytesMut::new();
        write(&row, 0, &mut out).unwrap();
        assert_eq!(out.as_ref(), br#"{"a \"b\"":"x\ny","n":"NaN"}"#);
    }
}
