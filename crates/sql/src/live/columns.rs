//! Columns of what has no schema: found by looking at some values, then filled value by value.
//!
//! A column is boolean, bigint, double or varbinary where all values that were looked at are; numbers are bigint
//! where all are whole and fit, else double, the nearest to the exact number. Everything else is varchar, which holds
//! any value: texts as they are, the rest as JSON. Names are in lower case; names that differ by case only are one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryBuilder, BooleanBuilder, Float64Builder, Int64Builder, StringBuilder,
    TimestampMillisecondBuilder,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use crate::limits::LIVE_COLUMNS_MAX;
use crate::types::TIMESTAMP;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// boolean
    Boolean,
    /// bigint
    Integer,
    /// double
    Double,
    /// varchar
    Text,
    /// varbinary
    Binary,
    /// timestamp(3), in UTC
    Moment,
}

impl Kind {
    /// What holds values of both.
    fn with(self, other: Self) -> Self {
        match (self, other) {
            _ if self == other => self,
            (Self::Integer, Self::Double) | (Self::Double, Self::Integer) => Self::Double,
            _ => Self::Text,
        }
    }

    /// Arrow's type.
    pub fn data_type(self) -> DataType {
        match self {
            Self::Boolean => DataType::Boolean,
            Self::Integer => DataType::Int64,
            Self::Double => DataType::Float64,
            Self::Text => DataType::Utf8,
            Self::Binary => DataType::Binary,
            Self::Moment => TIMESTAMP,
        }
    }
}

/// A value from somewhere else.
pub trait Cell {
    /// What it is; `None` is null.
    fn kind(&self) -> Option<Kind>;
    /// As a boolean, if it is one.
    fn boolean(&self) -> Option<bool>;
    /// As a whole number, if it is one that fits.
    fn integer(&self) -> Option<i64>;
    /// As the nearest double, if it is a number.
    fn double(&self) -> Option<f64>;
    /// As bytes, if it is that.
    fn binary(&self) -> Option<&[u8]>;
    /// As a text, whatever it is.
    fn text(&self) -> Cow<'_, str>;
}

/// A column that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, in lower case.
    pub name: String,
    /// How it is written where it is from; the first that is there counts.
    pub spellings: Vec<String>,
    /// What it holds.
    pub kind: Kind,
}

/// The schema of columns.
pub fn schema_of(columns: &[Column]) -> SchemaRef {
    let field = |column: &Column| Field::new(&column.name, column.kind.data_type(), true);
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

/// What was seen so far.
#[derive(Default)]
pub struct Seen {
    columns: Vec<(Column, bool)>,
    places: HashMap<String, usize>,
}

impl Seen {
    /// Sees that there is such a name, with a value of that kind where one is known.
    pub fn see(&mut self, spelling: &str, kind: Option<Kind>) {
        let name = spelling.to_lowercase();
        let Some(place) = self.places.get(&name) else {
            if self.columns.len() < LIVE_COLUMNS_MAX {
                self.places.insert(name.clone(), self.columns.len());
                let column =
                    Column { name, spellings: vec![spelling.to_owned()], kind: kind.unwrap_or(Kind::Text) };
                self.columns.push((column, kind.is_some()));
            }
            return;
        };
        let (column, is_known) = &mut self.columns[*place];
        if !column.spellings.iter().any(|known| known == spelling) {
            column.spellings.push(spelling.to_owned());
        }
        if let Some(kind) = kind {
            column.kind = if *is_known { column.kind.with(kind) } else { kind };
            *is_known = true;
        }
    }

    /// Takes for granted what a column holds of which no value was seen.
    pub fn settle(&mut self, spelling: &str, kind: Kind) {
        if let Some(place) = self.places.get(&spelling.to_lowercase())
            && let (column, false) = &mut self.columns[*place]
        {
            column.kind = kind;
        }
    }

    /// The columns, in the order in which they were first seen.
    pub fn columns(self) -> Vec<Column> {
        self.columns.into_iter().map(|(column, _)| column).collect()
    }
}

/// A column under way.
pub enum Builder {
    /// boolean
    Boolean(BooleanBuilder),
    /// bigint
    Integer(Int64Builder),
    /// double
    Double(Float64Builder),
    /// varchar
    Text(StringBuilder),
    /// varbinary
    Binary(BinaryBuilder),
    /// timestamp(3)
    Moment(TimestampMillisecondBuilder),
}

impl Builder {
    /// An empty one.
    pub fn new(kind: Kind) -> Self {
        match kind {
            Kind::Boolean => Self::Boolean(BooleanBuilder::new()),
            Kind::Integer => Self::Integer(Int64Builder::new()),
            Kind::Double => Self::Double(Float64Builder::new()),
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Binary => Self::Binary(BinaryBuilder::new()),
            Kind::Moment => Self::Moment(TimestampMillisecondBuilder::new()),
        }
    }

    /// Appends null.
    pub fn null(&mut self) {
        match self {
            Self::Boolean(builder) => builder.append_null(),
            Self::Integer(builder) => builder.append_null(),
            Self::Double(builder) => builder.append_null(),
            Self::Text(builder) => builder.append_null(),
            Self::Binary(builder) => builder.append_null(),
            Self::Moment(builder) => builder.append_null(),
        }
    }

    /// Appends a value; `false`, and nothing appended, where the column cannot hold it.
    pub fn push(&mut self, cell: &impl Cell) -> bool {
        if cell.kind().is_none() {
            self.null();
            return true;
        }
        match self {
            Self::Boolean(builder) => cell.boolean().map(|value| builder.append_value(value)),
            Self::Integer(builder) => cell.integer().map(|value| builder.append_value(value)),
            Self::Double(builder) => cell.double().map(|value| builder.append_value(value)),
            Self::Text(builder) => {
                builder.append_value(cell.text());
                Some(())
            }
            Self::Binary(builder) => cell.binary().map(|value| builder.append_value(value)),
            Self::Moment(_) => None,
        }
        .is_some()
    }

    /// Appends a text, to a column of texts or bytes.
    pub fn push_text(&mut self, text: &str) {
        match self {
            Self::Text(builder) => builder.append_value(text),
            Self::Binary(builder) => builder.append_value(text),
            _ => self.null(),
        }
    }

    /// The column, which begins anew.
    pub fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Boolean(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Double(builder) => Arc::new(builder.finish()),
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Binary(builder) => Arc::new(builder.finish()),
            Self::Moment(builder) => Arc::new(builder.finish()),
        }
    }
}

/// The beginning of a value, for words about it.
pub fn clipped(text: &str) -> String {
    const LETTERS_MAX: usize = 60;
    let mut letters = text.chars();
    let clipped: String = letters.by_ref().take(LETTERS_MAX).collect();
    if letters.next().is_some() { clipped + "…" } else { clipped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_wide_as_what_was_seen() {
        let mut seen = Seen::default();
        for (name, kind) in [
            ("Id", Some(Kind::Integer)),
            ("v", None),
            ("v", Some(Kind::Integer)),
            ("id", Some(Kind::Integer)),
            ("v", Some(Kind::Double)),
            ("mixed", Some(Kind::Boolean)),
            ("mixed", Some(Kind::Integer)),
            ("never", None),
        ] {
            seen.see(name, kind);
        }
        let columns = seen.columns();
        let kinds: Vec<_> = columns.iter().map(|column| (column.name.as_str(), column.kind)).collect();
        assert_eq!(
            kinds,
            [("id", Kind::Integer), ("v", Kind::Double), ("mixed", Kind::Text), ("never", Kind::Text)]
        );
        assert_eq!(columns[0].spellings, ["Id", "id"]);
    }

    #[test]
    fn columns_are_bounded() {
        let mut seen = Seen::default();
        (0..LIVE_COLUMNS_MAX + 10).for_each(|number| seen.see(&format!("c{number}"), None));
        assert_eq!(seen.columns().len(), LIVE_COLUMNS_MAX);
    }
}
