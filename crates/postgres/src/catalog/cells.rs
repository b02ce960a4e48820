//! Tables in memory, made of cells: a column that a row does not name has its type's nothing.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Float32Array, Int16Array, Int32Array, Int64Array, RecordBatch, StringArray,
    UInt32Array, new_null_array,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use crate::errors::Problem;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// None.
    Null,
    /// A text.
    Text(String),
    /// A number.
    Int(i64),
    /// True or false.
    Bool(bool),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Int(i64::from(number))
    }
}

impl From<bool> for Cell {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row: what its columns hold, by name.
pub type Row = Vec<(&'static str, Cell)>;

/// A table of the shape `shape`: names and the letters of their types.
pub fn table(shape: &str, rows: &[Row]) -> Result<(SchemaRef, RecordBatch), Problem> {
    let columns = columns(shape);
    let fields: Vec<Field> =
        columns.iter().map(|(name, letter)| Field::new(*name, kind(*letter), true)).collect();
    let arrays = columns.iter().map(|(name, letter)| {
        let cells =
            rows.iter().map(|row| row.iter().find(|(column, _)| column == name).map(|(_, cell)| cell));
        array(*letter, cells.collect())
    });
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays.collect())
        .map_err(|error| Problem::new("XX000", error.to_string()))?;
    Ok((schema, batch))
}

/// Names and letters of a shape.
pub fn columns(shape: &str) -> Vec<(&str, char)> {
    let column = |word| -> Option<(&str, char)> {
        let (name, letter): (&str, &str) = str::split_once(word, ':')?;
        Some((name, letter.chars().next()?))
    };
    shape.split_whitespace().filter_map(column).collect()
}

fn kind(letter: char) -> DataType {
    match letter {
        'o' => DataType::UInt32,
        '2' => DataType::Int16,
        '4' => DataType::Int32,
        '8' => DataType::Int64,
        'f' => DataType::Float32,
        'b' => DataType::Boolean,
        'T' => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        'S' => DataType::List(Arc::new(Field::new_list_field(DataType::Int16, true))),
        'O' => DataType::List(Arc::new(Field::new_list_field(DataType::UInt32, true))),
        'z' => sql::types::timestamp_with_zone("UTC"),
        _ => DataType::Utf8,
    }
}

fn array(letter: char, cells: Vec<Option<&Cell>>) -> ArrayRef {
    let number = |cell: &Option<&Cell>| match cell {
        Some(Cell::Int(number)) => Some(*number),
        Some(_) => None,
        // What is not named is nothing of its kind.
        None => Some(0),
    };
    let numbers = || cells.iter().map(number);
    match letter {
        'o' => Arc::new(numbers().map(|cell| u32::try_from(cell?).ok()).collect::<UInt32Array>()),
        '2' => Arc::new(numbers().map(|cell| i16::try_from(cell?).ok()).collect::<Int16Array>()),
        '4' => Arc::new(numbers().map(|cell| i32::try_from(cell?).ok()).collect::<Int32Array>()),
        '8' => Arc::new(numbers().collect::<Int64Array>()),
        'f' => Arc::new(numbers().map(|cell| cell.map(|number| number as f32)).collect::<Float32Array>()),
        'b' => {
            let truth = |cell: &Option<&Cell>| match cell {
                Some(Cell::Bool(truth)) => Some(*truth),
                Some(_) => None,
                None => Some(false),
            };
            Arc::new(cells.iter().map(truth).collect::<BooleanArray>())
        }
        // Nothing here has lists or moments.
        'T' | 'S' | 'O' | 'z' => new_null_array(&kind(letter), cells.len()),
        _ => {
            let text = |cell: &Option<&Cell>| match cell {
                Some(Cell::Text(text)) => Some(text.clone()),
                _ => None,
            };
            Arc::new(cells.iter().map(text).collect::<StringArray>())
        }
    }
}
