//! Rows, arrays and intervals from their parts.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, ListArray, StructArray, new_empty_array};
use arrow::buffer::OffsetBuffer;
use arrow::compute::interleave;
use arrow::datatypes::{DataType, IntervalDayTime, IntervalDayTimeType, IntervalYearMonthType};
use datafusion::common::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

use crate::error::{Error, Fact};
use crate::functions::arguments::{Arguments, Out};
use crate::functions::scalar::run;
use crate::types::{anonymous, row_of};

/// `ROW(1, 'a')`: its fields have no names.
pub fn row() -> ScalarUDF {
    ScalarUDF::new_from_impl(Row { accepts: Signature::user_defined(Volatility::Immutable) })
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Row {
    accepts: Signature,
}

impl ScalarUDFImpl for Row {
    fn name(&self) -> &str {
        "$row"
    }

    fn signature(&self) -> &Signature {
        &self.accepts
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        Ok(arguments.to_vec())
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        Ok(row_of(arguments.iter().enumerate().map(|(index, kind)| (anonymous(index), kind.clone()))))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        run(args, |arguments| {
            let DataType::Struct(fields) = &arguments.result else {
                return Err(Error::new(Fact::Internal, "a row is a row"));
            };
            Ok(Arc::new(StructArray::try_new(fields.clone(), arguments.columns.clone(), None)?))
        })
    }
}

/// `ARRAY[a, b]`.
pub fn array(arguments: &Arguments) -> Out {
    let DataType::List(field) = &arguments.result else {
        return Err(Error::new(Fact::Internal, "an array is an array"));
    };
    let columns: Vec<&dyn Array> = arguments.columns.iter().map(AsRef::as_ref).collect();
    let places = (0..arguments.rows).flat_map(|row| (0..columns.len()).map(move |column| (column, row)));
    let items = interleave(&columns, &places.collect::<Vec<_>>())?;
    let offsets = OffsetBuffer::from_lengths(std::iter::repeat_n(columns.len(), arguments.rows));
    Ok(Arc::new(ListArray::try_new(Arc::clone(field), offsets, items, None)?))
}

/// `ARRAY[]`.
pub fn empty(arguments: &Arguments) -> Out {
    let DataType::List(field) = &arguments.result else {
        return Err(Error::new(Fact::Internal, "an array is an array"));
    };
    let offsets = OffsetBuffer::from_lengths(std::iter::repeat_n(0, arguments.rows));
    let items: ArrayRef = new_empty_array(field.data_type());
    Ok(Arc::new(ListArray::try_new(Arc::clone(field), offsets, items, None)?))
}

/// `[1, 2, …]`, as long as the longest of the arrays.
pub fn ordinals(arguments: &Arguments) -> Out {
    let mut builder = arrow::array::ListBuilder::new(arrow::array::Int64Builder::new());
    for row in 0..arguments.rows {
        let lengths = arguments
            .columns
            .iter()
            .map(|column| if column.is_null(row) { 0 } else { column.as_list::<i32>().value_length(row) });
        for ordinal in 1..=i64::from(lengths.max().unwrap_or(0)) {
            builder.values().append_value(ordinal);
        }
        builder.append(true);
    }
    Ok(Arc::new(builder.finish()))
}

/// The array; one null instead of none.
pub fn not_empty(arguments: &Arguments) -> Out {
    let list = arguments.columns[0].as_list::<i32>();
    let places = (0..arguments.rows).map(|row| {
        if list.is_null(row) || list.value_length(row) == 0 {
            return Some(vec![None]);
        }
        let offsets = list.value_offsets();
        let range = offsets[row]..offsets[row + 1];
        Some(range.map(|place| u32::try_from(place).ok()).collect())
    });
    arguments.lists(list.values(), places.collect())
}

/// An interval of so many months.
pub fn months(arguments: &Arguments) -> Out {
    arguments.primitives::<IntervalYearMonthType>(|row| {
        i32::try_from(arguments.long(0, row)).map(Some).map_err(|_| out_of_range())
    })
}

/// An interval of so many milliseconds.
pub fn millis(arguments: &Arguments) -> Out {
    arguments.primitives::<IntervalDayTimeType>(|row| interval(arguments.long(0, row)).map(Some))
}

/// Milliseconds as days and the rest.
pub fn interval(ms: i64) -> std::result::Result<IntervalDayTime, Error> {
    const DAY_MS: i64 = 86_400_000;
    let days = i32::try_from(ms / DAY_MS).map_err(|_| out_of_range())?;
    let rest = i32::try_from(ms % DAY_MS).expect("invariant: a day has few milliseconds");
    Ok(IntervalDayTime::new(days, rest))
}

fn out_of_range() -> Error {
    Error::new(Fact::NumberOutOfRange, "the interval is out of range")
}
