//! Values as Athena prints them in results: one text for a value of any type, `None` for null.

pub mod numbers;
mod times;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, DurationMillisecondType, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, IntervalDayTimeType, IntervalMonthDayNanoType, IntervalUnit,
    IntervalYearMonthType, TimeUnit, UInt64Type,
};

pub use times::{date, interval, months, time_of_day, timestamp, zoned};

use crate::error::{Error, Fact};

/// The text of the value at `row`; `None` for null.
pub fn text(array: &dyn Array, row: usize) -> Result<Option<String>, Error> {
    // An array of type null has no mark for each of its nulls.
    if array.is_null(row) || array.data_type() == &DataType::Null {
        return Ok(None);
    }
    let mut out = String::new();
    write(array, row, &mut out)?;
    Ok(Some(out))
}

/// The texts of a whole column.
pub fn texts(array: &ArrayRef) -> Result<Vec<Option<String>>, Error> {
    (0..array.len()).map(|row| text(array.as_ref(), row)).collect()
}

/// Writes a value that may be within others, where null has a word.
fn nested(array: &dyn Array, row: usize, out: &mut String) -> Result<(), Error> {
    if array.is_null(row) || array.data_type() == &DataType::Null {
        out.push_str("null");
        return Ok(());
    }
    write(array, row, out)
}

fn write(array: &dyn Array, row: usize, out: &mut String) -> Result<(), Error> {
    use std::fmt::Write as _;
    // Writing to a string does not fail.
    let _ = match array.data_type() {
        DataType::Null => Ok(()),
        DataType::Boolean => write!(out, "{}", array.as_boolean().value(row)),
        DataType::Int8 => write!(out, "{}", array.as_primitive::<Int8Type>().value(row)),
        DataType::Int16 => write!(out, "{}", array.as_primitive::<Int16Type>().value(row)),
        DataType::Int32 => write!(out, "{}", array.as_primitive::<Int32Type>().value(row)),
        DataType::Int64 => write!(out, "{}", array.as_primitive::<Int64Type>().value(row)),
        DataType::UInt64 => write!(out, "{}", array.as_primitive::<UInt64Type>().value(row)),
        DataType::Float32 => {
            out.push_str(&numbers::real(array.as_primitive::<Float32Type>().value(row)));
            Ok(())
        }
        DataType::Float64 => {
            out.push_str(&numbers::double(array.as_primitive::<Float64Type>().value(row)));
            Ok(())
        }
        DataType::Decimal128(_, scale) => {
            out.push_str(&numbers::decimal(array.as_primitive::<Decimal128Type>().value(row), *scale));
            Ok(())
        }
        DataType::Utf8 => out.write_str(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => out.write_str(array.as_string::<i64>().value(row)),
        DataType::Utf8View => out.write_str(array.as_string_view().value(row)),
        DataType::Binary => {
            hex(array.as_binary::<i32>().value(row), out);
            Ok(())
        }
        DataType::FixedSizeBinary(16) => {
            out.push_str(&uuid(array.as_fixed_size_binary().value(row)));
            Ok(())
        }
        DataType::Date32 => out.write_str(&date(array.as_primitive::<Date32Type>().value(row))),
        DataType::Time32(_) | DataType::Time64(_) | DataType::Timestamp(..) => {
            return times::write(array, row, out);
        }
        DataType::Interval(IntervalUnit::YearMonth) => {
            out.write_str(&months(array.as_primitive::<IntervalYearMonthType>().value(row)))
        }
        DataType::Interval(IntervalUnit::DayTime) => {
            let value = array.as_primitive::<IntervalDayTimeType>().value(row);
            out.write_str(&interval(i64::from(value.days) * 86_400_000 + i64::from(value.milliseconds)))
        }
        DataType::Interval(IntervalUnit::MonthDayNano) => {
            let value = array.as_primitive::<IntervalMonthDayNanoType>().value(row);
            if value.months != 0 {
                out.write_str(&months(value.months))
            } else {
                out.write_str(&interval(i64::from(value.days) * 86_400_000 + value.nanoseconds / 1_000_000))
            }
        }
        DataType::Duration(TimeUnit::Millisecond) => {
            out.write_str(&interval(array.as_primitive::<DurationMillisecondType>().value(row)))
        }
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            out.push('[');
            for index in 0..items.len() {
                if index > 0 {
                    out.push_str(", ");
                }
                nested(items.as_ref(), index, out)?;
            }
            out.push(']');
            Ok(())
        }
        DataType::Map(..) => {
            let entries = array.as_map().value(row);
            let (keys, values) = (entries.column(0), entries.column(1));
            out.push('{');
            for index in 0..entries.len() {
                if index > 0 {
                    out.push_str(", ");
                }
                nested(keys.as_ref(), index, out)?;
                out.push('=');
                nested(values.as_ref(), index, out)?;
            }
            out.push('}');
            Ok(())
        }
        DataType::Struct(fields) => {
            let columns = array.as_struct();
            out.push('{');
            for (index, field) in fields.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                let _ = write!(out, "{}=", field.name());
                nested(columns.column(index).as_ref(), row, out)?;
            }
            out.push('}');
            Ok(())
        }
        other => {
            return Err(Error::new(Fact::Internal, format!("no text is known for values of type {other}")));
        }
    };
    Ok(())
}

fn hex(bytes: &[u8], out: &mut String) {
    use std::fmt::Write as _;
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let _ = write!(out, "{byte:02x}");
    }
}

/// A UUID in its usual form.
pub fn uuid(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{BinaryArray, BooleanArray, Int32Array, ListArray, StructArray};
    use arrow::datatypes::Field;

    use super::*;

    #[test]
    fn nested_values_are_in_brackets() {
        let list =
            ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), None, Some(2)]), None]);
        assert_eq!(text(&list, 0).unwrap().as_deref(), Some("[1, null, 2]"));
        assert_eq!(text(&list, 1).unwrap(), None);
        let row = StructArray::from(vec![
            (
                Arc::new(Field::new("x", DataType::Int32, true)),
                Arc::new(Int32Array::from(vec![1])) as ArrayRef,
            ),
            (Arc::new(Field::new("y", DataType::Boolean, true)), Arc::new(BooleanArray::from(vec![None]))),
        ]);
        assert_eq!(text(&row, 0).unwrap().as_deref(), Some("{x=1, y=null}"));
        let bytes = BinaryArray::from(vec![b"ab".as_slice()]);
        assert_eq!(text(&bytes, 0).unwrap().as_deref(), Some("61 62"));
        assert_eq!(text(&arrow::array::NullArray::new(1), 0).unwrap(), None);
    }
}
