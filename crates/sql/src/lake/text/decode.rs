//! What makes rows of lines.

use std::sync::Arc;

use arrow::datatypes::{DataType, SchemaRef};

use super::columns::Column;
use super::{delimited, json, quoted};
use crate::error::{Error, Fact};
use crate::lake::format::Format;

/// A line that is no row: which column, and why.
pub type Wrong = String;

/// Makes rows of lines, in a thread of its own.
pub trait Decode: Send + Sync {
    /// Appends a line's values to the columns that are wanted.
    fn decode(&self, line: &[u8], columns: &mut [Column]) -> Result<(), Wrong>;
}

/// A decoder, and the types of the columns that it fills.
#[derive(Clone)]
pub struct Decoder {
    /// What decodes.
    pub decode: Arc<dyn Decode>,
    /// The types, in the order in which columns are wanted.
    pub kinds: Vec<DataType>,
}

/// A column that is wanted: its place in the line, its name and type.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The place among the columns of the object.
    pub index: usize,
    /// The name.
    pub name: String,
    /// The type.
    pub kind: DataType,
}

/// The decoder of a format. `projection` may name partition keys as well, which no line holds.
pub fn decoder(format: &Format, columns: &SchemaRef, projection: &[usize]) -> Result<Decoder, Error> {
    let wanted: Vec<Wanted> = projection
        .iter()
        .filter_map(|index| {
            let field = columns.fields().get(*index)?;
            Some(Wanted { index: *index, name: field.name().clone(), kind: field.data_type().clone() })
        })
        .collect();
    let kinds = wanted.iter().map(|wanted| wanted.kind.clone()).collect();
    let decode: Arc<dyn Decode> = match format {
        Format::Json { is_lenient, dots_are_underscores, mappings } => {
            Arc::new(json::Json::new(wanted, *is_lenient, *dots_are_underscores, mappings))
        }
        Format::Delimited(delimiters) => Arc::new(delimited::Delimited::new(wanted, delimiters.clone())),
        Format::Quoted { separator, quote, escape } => {
            Arc::new(quoted::Quoted { wanted, separator: *separator, quote: *quote, escape: *escape })
        }
        Format::Regex { expression } => Arc::new(quoted::Groups::new(wanted, expression)?),
        Format::Parquet => return Err(Error::new(Fact::Internal, "Parquet is no text")),
    };
    Ok(Decoder { decode, kinds })
}

/// The words for a value that is of another type.
pub fn refusal(value: &str, wanted: &Wanted) -> Wrong {
    let kind = crate::types::to_trino(&wanted.kind);
    format!(
        "Error parsing field value '{value}' for field {} ('{}' of type {kind})",
        wanted.index, wanted.name
    )
}
