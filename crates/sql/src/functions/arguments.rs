//! The arguments of a call, as columns, and ways to make a column of results row by row.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BinaryBuilder, BooleanBuilder, ListArray, MapArray, PrimitiveBuilder,
    StringBuilder, StructArray, UInt32Array,
};
use arrow::buffer::{NullBuffer, OffsetBuffer};
use arrow::compute::take;
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMillisecondType,
};

use crate::error::{Error, Fact};

/// What a function answers: a column with a value for every row.
pub type Out = Result<ArrayRef, Error>;

/// Where the items of each row's array lie; null where there is none.
pub type Places = Vec<Option<Vec<Option<u32>>>>;

/// Where keys and values of each row's map lie; null where there is none.
pub type Entries = Vec<Option<Vec<(u32, Option<u32>)>>>;

/// The arguments of one call: a column each, all of the same length.
pub struct Arguments {
    /// The columns.
    pub columns: Vec<ArrayRef>,
    /// How many rows there are.
    pub rows: usize,
    /// The type that the result has to have.
    pub result: DataType,
}

impl Arguments {
    /// How many arguments there are.
    pub fn count(&self) -> usize {
        self.columns.len()
    }

    /// A column's type.
    pub fn kind(&self, index: usize) -> &DataType {
        self.columns[index].data_type()
    }

    /// Whether the value is null.
    pub fn is_null(&self, index: usize, row: usize) -> bool {
        self.columns[index].is_null(row)
    }

    /// A text (varchar or json).
    pub fn str(&self, index: usize, row: usize) -> &str {
        let column = &self.columns[index];
        match column.data_type() {
            DataType::LargeUtf8 => column.as_string::<i64>().value(row),
            _ => column.as_string::<i32>().value(row),
        }
    }

    /// Bytes.
    pub fn bytes(&self, index: usize, row: usize) -> &[u8] {
        self.columns[index].as_binary::<i32>().value(row)
    }

    /// A whole number of any width.
    pub fn long(&self, index: usize, row: usize) -> i64 {
        let column = &self.columns[index];
        match column.data_type() {
            DataType::Int8 => i64::from(column.as_primitive::<Int8Type>().value(row)),
            DataType::Int16 => i64::from(column.as_primitive::<Int16Type>().value(row)),
            DataType::Int32 => i64::from(column.as_primitive::<Int32Type>().value(row)),
            _ => column.as_primitive::<Int64Type>().value(row),
        }
    }

    /// A double or real.
    pub fn double(&self, index: usize, row: usize) -> f64 {
        let column = &self.columns[index];
        match column.data_type() {
            DataType::Float32 => f64::from(column.as_primitive::<Float32Type>().value(row)),
            _ => column.as_primitive::<Float64Type>().value(row),
        }
    }

    /// A decimal's digits.
    pub fn decimal(&self, index: usize, row: usize) -> i128 {
        self.columns[index].as_primitive::<Decimal128Type>().value(row)
    }

    /// A truth value.
    pub fn boolean(&self, index: usize, row: usize) -> bool {
        self.columns[index].as_boolean().value(row)
    }

    /// A date, in days since 1970.
    pub fn date(&self, index: usize, row: usize) -> i32 {
        self.columns[index].as_primitive::<Date32Type>().value(row)
    }

    /// A moment, in milliseconds since 1970.
    pub fn millis(&self, index: usize, row: usize) -> i64 {
        self.columns[index].as_primitive::<TimestampMillisecondType>().value(row)
    }

    /// An array's items.
    pub fn list(&self, index: usize, row: usize) -> ArrayRef {
        self.columns[index].as_list::<i32>().value(row)
    }

    /// A map's entries: keys and values.
    pub fn entries(&self, index: usize, row: usize) -> StructArray {
        self.columns[index].as_map().value(row)
    }

    /// Whether any argument is null in this row.
    pub fn any_null(&self, row: usize) -> bool {
        self.columns.iter().any(|column| column.is_null(row))
    }

    /// Calls `each` for every row; where an argument is null, the result is null without asking.
    fn strictly<T>(
        &self,
        mut each: impl FnMut(usize) -> Result<Option<T>, Error>,
        mut push: impl FnMut(Option<T>),
    ) -> Result<(), Error> {
        for row in 0..self.rows {
            push(if self.any_null(row) { None } else { each(row)? });
        }
        Ok(())
    }

    /// A column of texts; null where an argument is.
    pub fn texts<S: AsRef<str>>(&self, each: impl FnMut(usize) -> Result<Option<S>, Error>) -> Out {
        let mut builder = StringBuilder::new();
        self.strictly(each, |value| builder.append_option(value))?;
        finish_text(builder, &self.result)
    }

    /// A column of bytes; null where an argument is.
    pub fn binaries<S: AsRef<[u8]>>(&self, each: impl FnMut(usize) -> Result<Option<S>, Error>) -> Out {
        let mut builder = BinaryBuilder::new();
        self.strictly(each, |value| builder.append_option(value))?;
        Ok(Arc::new(builder.finish()))
    }

    /// A column of truth values; null where an argument is.
    pub fn booleans(&self, each: impl FnMut(usize) -> Result<Option<bool>, Error>) -> Out {
        let mut builder = BooleanBuilder::with_capacity(self.rows);
        self.strictly(each, |value| builder.append_option(value))?;
        Ok(Arc::new(builder.finish()))
    }

    /// A column of values of a primitive type; null where an argument is.
    pub fn primitives<P: ArrowPrimitiveType>(
        &self,
        each: impl FnMut(usize) -> Result<Option<P::Native>, Error>,
    ) -> Out {
        let mut builder = PrimitiveBuilder::<P>::with_capacity(self.rows);
        self.strictly(each, |value| builder.append_option(value))?;
        Ok(Arc::new(builder.finish().with_data_type(self.result.clone())))
    }

    /// A column of bigints; null where an argument is.
    pub fn bigints(&self, each: impl FnMut(usize) -> Result<Option<i64>, Error>) -> Out {
        self.primitives::<Int64Type>(each)
    }

    /// A column of doubles; null where an argument is.
    pub fn doubles(&self, each: impl FnMut(usize) -> Result<Option<f64>, Error>) -> Out {
        self.primitives::<Float64Type>(each)
    }

    /// A column of dates; null where an argument is.
    pub fn dates(&self, each: impl FnMut(usize) -> Result<Option<i32>, Error>) -> Out {
        self.primitives::<Date32Type>(each)
    }

    /// A column of moments; null where an argument is.
    pub fn moments(&self, each: impl FnMut(usize) -> Result<Option<i64>, Error>) -> Out {
        self.primitives::<TimestampMillisecondType>(each)
    }

    /// A column of values that lie in `source` at the places told; null where none is.
    pub fn picks(&self, source: &ArrayRef, places: Vec<Option<u32>>) -> Out {
        Ok(take(source.as_ref(), &UInt32Array::from(places), None)?)
    }

    /// A column of arrays whose items lie in `source` at the places told; null where there are none.
    pub fn lists(&self, source: &ArrayRef, places: Places) -> Out {
        let DataType::List(field) = &self.result else {
            return Err(Error::new(Fact::Internal, format!("{} is no array", self.result)));
        };
        let nulls = NullBuffer::from_iter(places.iter().map(Option::is_some));
        let offsets =
            OffsetBuffer::from_lengths(places.iter().map(|items| items.as_ref().map_or(0, Vec::len)));
        let items: UInt32Array = places.into_iter().flatten().flatten().collect();
        let items = take(source.as_ref(), &items, None)?;
        Ok(Arc::new(ListArray::try_new(Arc::clone(field), offsets, items, Some(nulls))?))
    }

    /// A column of maps whose keys and values lie in the sources at the places told; null where there are none.
    pub fn maps(&self, keys: &ArrayRef, values: &ArrayRef, places: Entries) -> Out {
        let DataType::Map(field, _) = &self.result else {
            return Err(Error::new(Fact::Internal, format!("{} is no map", self.result)));
        };
        let DataType::Struct(fields) = field.data_type() else {
            return Err(Error::new(Fact::Internal, "a map's entries are rows"));
        };
        let nulls = NullBuffer::from_iter(places.iter().map(Option::is_some));
        let offsets =
            OffsetBuffer::from_lengths(places.iter().map(|entries| entries.as_ref().map_or(0, Vec::len)));
        let entries: Vec<(u32, Option<u32>)> = places.into_iter().flatten().flatten().collect();
        let keys =
            take(keys.as_ref(), &UInt32Array::from_iter_values(entries.iter().map(|entry| entry.0)), None)?;
        let values =
            take(values.as_ref(), &entries.iter().map(|entry| entry.1).collect::<UInt32Array>(), None)?;
        let entries = StructArray::try_new(fields.clone(), vec![keys, values], None)?;
        Ok(Arc::new(MapArray::try_new(Arc::clone(field), offsets, entries, Some(nulls), false)?))
    }
}

/// The texts as the result's type has them: json is kept apart from varchar.
fn finish_text(mut builder: StringBuilder, result: &DataType) -> Out {
    let texts = builder.finish();
    if *result == DataType::LargeUtf8 {
        return Ok(arrow::compute::cast(&texts, &DataType::LargeUtf8)?);
    }
    Ok(Arc::new(texts))
}

/// An error about an argument.
pub fn invalid(message: impl Into<String>) -> Error {
    Error::new(Fact::InvalidArgument, message)
}
