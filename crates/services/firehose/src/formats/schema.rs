//! The columns of a table, in Hive's types as the Glue catalogue states them.
//!
//! Invariant: a [`Schema`] has at least one column, no two columns (nor fields of one struct) of the same name
//! whatever their case, and nests at most [`DEPTH_MAX`] deep.

mod infer;
mod read;

use std::collections::HashSet;
use std::fmt;

pub use infer::Inference;

/// How deep types may nest. Ours: Glue states no limit but that of the text.
pub const DEPTH_MAX: usize = 32;
/// How many columns a table may have. Ours; Glue's own bound is the size of the whole description.
pub const COLUMNS_MAX: usize = 5000;

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    columns: Vec<Field>,
}

/// A column, or a field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, as stated.
    pub name: String,
    /// What it holds.
    pub kind: HiveType,
}

/// A type of Hive's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HiveType {
    /// `boolean`
    Boolean,
    /// `tinyint`: 8 bits.
    TinyInt,
    /// `smallint`: 16 bits.
    SmallInt,
    /// `int` or `integer`: 32 bits.
    Int,
    /// `bigint`: 64 bits.
    BigInt,
    /// `float`: 32 bits.
    Float,
    /// `double`: 64 bits.
    Double,
    /// `decimal(precision,scale)`: at most 38 digits, `scale` of them after the point. Plain `decimal` is `(10,0)`.
    Decimal {
        /// All digits, 1 to 38.
        precision: u8,
        /// Digits after the point, at most `precision`.
        scale: u8,
    },
    /// `string`
    String,
    /// `varchar(length)`: at most so many characters, 1 to 65535.
    Varchar(u32),
    /// `char(length)`: as many characters, blanks behind, 1 to 255.
    Char(u32),
    /// `date`
    Date,
    /// `timestamp`: without a zone, to the nanosecond.
    Timestamp,
    /// `binary`
    Binary,
    /// `array<element>`
    Array(Box<HiveType>),
    /// `map<key,value>`; the key is no nested type.
    Map(Box<HiveType>, Box<HiveType>),
    /// `struct<name:type,…>`
    Struct(Vec<Field>),
}

/// Why a schema is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// The text of a type cannot be read.
    #[error("the type `{text}` of column `{column}` cannot be read at character {at}: {problem}")]
    Type {
        /// The column.
        column: String,
        /// Its type as stated, cut to 200 characters.
        text: String,
        /// Where the reader stopped, in bytes.
        at: usize,
        /// What is wrong there.
        problem: &'static str,
    },
    /// Two columns or fields have one name.
    #[error("`{0}` is stated twice; names must differ in more than case")]
    Twice(String),
    /// None, or more than [`COLUMNS_MAX`].
    #[error("a table has 1 to {COLUMNS_MAX} columns, not {0}")]
    Columns(usize),
}

impl Schema {
    /// The schema with these columns.
    pub fn new(columns: Vec<Field>) -> Result<Self, SchemaError> {
        if columns.is_empty() || columns.len() > COLUMNS_MAX {
            return Err(SchemaError::Columns(columns.len()));
        }
        distinct(&columns)?;
        Ok(Self { columns })
    }

    /// The schema of columns as Glue states them: a name, and a type's text such as `array<struct<a:int>>`.
    pub fn parse<'a>(columns: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, SchemaError> {
        let read = |(name, text): (&str, &str)| {
            let kind = HiveType::parse(text).map_err(|(at, problem)| SchemaError::Type {
                column: name.to_owned(),
                text: text.chars().take(200).collect(),
                at,
                problem,
            })?;
            Ok(Field { name: name.to_owned(), kind })
        };
        Self::new(columns.into_iter().map(read).collect::<Result<_, _>>()?)
    }

    /// The columns, in their order; never empty.
    pub fn columns(&self) -> &[Field] {
        &self.columns
    }
}

impl HiveType {
    /// Reads a type; else where (in bytes) the reader stopped, and why.
    pub fn parse(text: &str) -> Result<Self, (usize, &'static str)> {
        read::hive_type(text)
    }

    /// Whether it holds other types.
    pub fn is_nested(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Map(..) | Self::Struct(_))
    }
}

/// Names below one roof differ, at every depth.
fn distinct(fields: &[Field]) -> Result<(), SchemaError> {
    let mut names = HashSet::new();
    for field in fields {
        if !names.insert(field.name.to_lowercase()) {
            return Err(SchemaError::Twice(field.name.clone()));
        }
        let mut kinds = vec![&field.kind];
        while let Some(kind) = kinds.pop() {
            match kind {
                HiveType::Array(element) => kinds.push(element),
                HiveType::Map(key, value) => kinds.extend([&**key, &**value]),
                HiveType::Struct(fields) => distinct(fields)?,
                _ => {}
            }
        }
    }
    Ok(())
}

impl fmt::Display for HiveType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean => formatter.write_str("boolean"),
            Self::TinyInt => formatter.write_str("tinyint"),
            Self::SmallInt => formatter.write_str("smallint"),
            Self::Int => formatter.write_str("int"),
            Self::BigInt => formatter.write_str("bigint"),
            Self::Float => formatter.write_str("float"),
            Self::Double => formatter.write_str("double"),
            Self::Decimal { precision, scale } => write!(formatter, "decimal({precision},{scale})"),
            Self::String => formatter.write_str("string"),
            Self::Varchar(length) => write!(formatter, "varchar({length})"),
            Self::Char(length) => write!(formatter, "char({length})"),
            Self::Date => formatter.write_str("date"),
            Self::Timestamp => formatter.write_str("timestamp"),
            Self::Binary => formatter.write_str("binary"),
            Self::Array(element) => write!(formatter, "array<{element}>"),
            Self::Map(key, value) => write!(formatter, "map<{key},{value}>"),
            Self::Struct(fields) => {
                formatter.write_str("struct<")?;
                for (index, field) in fields.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(formatter, "{comma}{}:{}", field.name, field.kind)?;
                }
                formatter.write_str(">")
            }
        }
    }
}
