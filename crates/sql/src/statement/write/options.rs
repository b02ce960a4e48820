//! How CTAS and UNLOAD are told to write, and how INSERT finds out.

use std::collections::BTreeMap;

use super::super::{Properties, Property};
use crate::catalog::Table;
use crate::error::{Error, Fact};
use crate::hive::{Classes, classes};
use crate::lake::write::{Output, Packing};
use crate::lake::{Delimiters, Format};

/// What the properties say.
pub struct Options {
    format: String,
    packing: Packing,
    delimiter: String,
    /// Where objects go.
    pub location: Option<String>,
    /// The partition keys.
    pub keys: Vec<String>,
    /// Whether no format was said.
    pub is_default: bool,
}

impl Options {
    /// Reads the properties; what is not known, or not done here, is refused.
    pub fn of(properties: &Properties) -> Result<Self, Error> {
        let mut options = Self {
            format: "PARQUET".to_owned(),
            packing: Packing::Gzip,
            delimiter: "\u{1}".to_owned(),
            location: None,
            keys: Vec::new(),
            is_default: true,
        };
        for (name, value) in properties {
            match (name.as_str(), value) {
                ("format", Property::Text(format)) => {
                    options.format = format.to_uppercase();
                    options.is_default = false;
                }
                ("external_location" | "location", Property::Text(location)) => {
                    let slash = if location.ends_with('/') { "" } else { "/" };
                    options.location = Some(format!("{location}{slash}"));
                }
                ("partitioned_by" | "partitioning", Property::List(keys)) => {
                    options.keys = keys.iter().map(|key| key.to_lowercase()).collect();
                }
                ("field_delimiter", Property::Text(delimiter)) => options.delimiter = delimiter.clone(),
                (
                    "write_compression" | "compression" | "parquet_compression" | "orc_compression",
                    Property::Text(packing),
                ) => {
                    options.packing = match packing.to_uppercase().as_str() {
                        "GZIP" => Packing::Gzip,
                        "SNAPPY" => Packing::Snappy,
                        "ZSTD" => Packing::Zstd,
                        "NONE" | "UNCOMPRESSED" => Packing::None,
                        other => return Err(unsupported(&format!("compression {other}"))),
                    };
                }
                ("table_type", Property::Text(kind)) if kind.eq_ignore_ascii_case("hive") => {}
                ("is_external" | "compression_level", _) => {}
                ("bucketed_by" | "bucket_count", _) => return Err(unsupported("writing buckets")),
                (name, _) => {
                    return Err(Error::new(
                        Fact::Semantic,
                        format!("table property '{name}' is not supported"),
                    ));
                }
            }
        }
        match options.format.as_str() {
            "PARQUET" | "JSON" | "TEXTFILE" => Ok(options),
            other => Err(unsupported(&format!("writing {other}"))),
        }
    }

    /// The classes of the table.
    pub fn classes(&self) -> Classes {
        classes(&self.format).expect("invariant: formats were checked")
    }

    /// What is said to the table's SerDe.
    pub fn serde_parameters(&self) -> BTreeMap<String, String> {
        let mut parameters = BTreeMap::new();
        if self.format == "TEXTFILE" {
            parameters.insert("field.delim".to_owned(), self.delimiter.clone());
            parameters.insert("serialization.format".to_owned(), self.delimiter.clone());
        } else {
            parameters.insert("serialization.format".to_owned(), "1".to_owned());
        }
        parameters
    }

    /// How rows are written.
    pub fn output(&self) -> Output {
        match self.format.as_str() {
            "JSON" => Output::Json(self.packing),
            "TEXTFILE" => {
                Output::Delimited(self.packing, delimiters(self.delimiter.bytes().next().unwrap_or(1)))
            }
            _ => Output::Parquet(self.packing),
        }
    }
}

fn delimiters(field: u8) -> Delimiters {
    Delimiters { field, collection: 2, key: 3, escape: None, null: "\\N".to_owned() }
}

fn unsupported(what: &str) -> Error {
    Error::new(Fact::Unsupported, format!("{what} is not supported"))
}

/// How rows are written into a table that is there.
pub fn output_of(table: &Table) -> Result<Output, Error> {
    match Format::of(table, &table.storage)? {
        Format::Parquet => Ok(Output::Parquet(Packing::Snappy)),
        Format::Json { .. } => Ok(Output::Json(Packing::Gzip)),
        Format::Delimited(delimiters) => Ok(Output::Delimited(Packing::Gzip, delimiters)),
        Format::Quoted { .. } | Format::Regex { .. } => {
            Err(unsupported(&format!("inserting into tables of {}", table.storage.serde)))
        }
    }
}
