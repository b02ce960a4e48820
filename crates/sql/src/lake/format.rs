//! How a table's objects are to be read, from the names of Hadoop's classes.

use std::collections::BTreeMap;

use crate::catalog::{Storage, Table};
use crate::error::{Error, Fact};

/// A way to read objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Parquet.
    Parquet,
    /// One JSON object a line.
    Json {
        /// Lines that are no objects are rows of nulls.
        is_lenient: bool,
        /// Dots in names are underscores in columns.
        dots_are_underscores: bool,
        /// Columns that are members of other names.
        mappings: BTreeMap<String, String>,
    },
    /// Fields between delimiters.
    Delimited(Delimiters),
    /// Fields that may be quoted.
    Quoted {
        /// Between fields.
        separator: u8,
        /// Around fields.
        quote: u8,
        /// Before a quote that is none.
        escape: u8,
    },
    /// The groups of a regular expression.
    Regex {
        /// The expression.
        expression: String,
    },
}

/// What is between the parts of a delimited line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delimiters {
    /// Between fields.
    pub field: u8,
    /// Between items and entries.
    pub collection: u8,
    /// Between key and value.
    pub key: u8,
    /// Before a delimiter that is none.
    pub escape: Option<u8>,
    /// What null is written as.
    pub null: String,
}

/// Lines at the beginning of each object that are no rows.
pub fn header_lines(table: &Table) -> usize {
    let count =
        |parameters: &BTreeMap<String, String>| parameters.get("skip.header.line.count")?.trim().parse().ok();
    count(&table.parameters).or_else(|| count(&table.storage.serde_parameters)).unwrap_or(0)
}

/// The first byte of a parameter, which may be escaped: `,`, `\t`, `\001`, `1`.
fn byte(parameters: &BTreeMap<String, String>, name: &str) -> Option<u8> {
    let text = parameters.get(name)?;
    match text.as_bytes() {
        [] => None,
        [one] => Some(*one),
        [b'\\', b't'] => Some(b'\t'),
        [b'\\', b'n'] => Some(b'\n'),
        [b'\\', b'\\'] => Some(b'\\'),
        [b'\\', rest @ ..] if rest.iter().all(u8::is_ascii_digit) => {
            u8::from_str_radix(std::str::from_utf8(rest).ok()?, 8).ok()
        }
        [b'\\', b'u', rest @ ..] => u8::from_str_radix(std::str::from_utf8(rest).ok()?, 16).ok(),
        [first, ..] => Some(*first),
    }
}

impl Format {
    /// The format of a table's or partition's storage.
    pub fn of(table: &Table, storage: &Storage) -> Result<Self, Error> {
        if let Some(kind) =
            table.parameters.get("table_type").or_else(|| table.parameters.get("spark.sql.sources.provider"))
        {
            let kind = kind.to_lowercase();
            if matches!(kind.as_str(), "iceberg" | "delta" | "hudi") {
                return Err(unsupported(table, &kind));
            }
        }
        let serde = storage.serde.rsplit('.').next().unwrap_or_default();
        let parameters = &storage.serde_parameters;
        match serde {
            "ParquetHiveSerDe" => Ok(Self::Parquet),
            "JsonSerDe" => Ok(Self::Json {
                is_lenient: parameters
                    .get("ignore.malformed.json")
                    .is_some_and(|text| text.eq_ignore_ascii_case("true")),
                dots_are_underscores: parameters
                    .get("dots.in.keys")
                    .is_some_and(|text| text.eq_ignore_ascii_case("true")),
                mappings: parameters
                    .iter()
                    .filter_map(|(name, value)| {
                        Some((name.strip_prefix("mapping.")?.to_lowercase(), value.clone()))
                    })
                    .collect(),
            }),
            "LazySimpleSerDe" => Ok(Self::Delimited(Delimiters {
                field: byte(parameters, "field.delim")
                    .or_else(|| byte(parameters, "serialization.format"))
                    .unwrap_or(1),
                collection: byte(parameters, "collection.delim")
                    .or_else(|| byte(parameters, "colelction.delim"))
                    .unwrap_or(2),
                key: byte(parameters, "mapkey.delim").unwrap_or(3),
                escape: byte(parameters, "escape.delim"),
                null: parameters
                    .get("serialization.null.format")
                    .cloned()
                    .unwrap_or_else(|| "\\N".to_owned()),
            })),
            "OpenCSVSerde" => Ok(Self::Quoted {
                separator: byte(parameters, "separatorChar").unwrap_or(b','),
                quote: byte(parameters, "quoteChar").unwrap_or(b'"'),
                escape: byte(parameters, "escapeChar").unwrap_or(b'\\'),
            }),
            "RegexSerDe" => match parameters.get("input.regex") {
                Some(expression) => Ok(Self::Regex { expression: expression.clone() }),
                None => Err(Error::new(Fact::InvalidMetadata, "RegexSerDe needs the property input.regex")),
            },
            "" if storage.input_format.contains("Parquet") => Ok(Self::Parquet),
            "" if storage.input_format.ends_with("TextInputFormat") => {
                Self::of(table, &Storage { serde: "LazySimpleSerDe".to_owned(), ..storage.clone() })
            }
            "" => Err(unsupported(table, &storage.input_format)),
            other => Err(unsupported(table, other)),
        }
    }
}

fn unsupported(table: &Table, what: &str) -> Error {
    let words =
        format!("Table {}.{} is stored as '{what}', which is not read here", table.database, table.name);
    Error::new(Fact::Unsupported, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(serde: &str, parameters: &[(&str, &str)]) -> Table {
        let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let serde_parameters = parameters.collect();
        Table {
            storage: Storage { serde: serde.to_owned(), serde_parameters, ..Storage::default() },
            ..Table::default()
        }
    }

    #[test]
    fn classes_are_formats() {
        let of = |table: &Table| Format::of(table, &table.storage);
        let parquet = table("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", &[]);
        assert_eq!(of(&parquet).unwrap(), Format::Parquet);
        let csv = table("org.apache.hadoop.hive.serde2.OpenCSVSerde", &[("separatorChar", "\\t")]);
        assert_eq!(of(&csv).unwrap(), Format::Quoted { separator: b'\t', quote: b'"', escape: b'\\' });
        let text = table("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", &[("field.delim", "|")]);
        assert!(matches!(of(&text).unwrap(), Format::Delimited(Delimiters { field: b'|', .. })));
        let orc = table("org.apache.hadoop.hive.ql.io.orc.OrcSerde", &[]);
        assert_eq!(of(&orc).unwrap_err().fact, Fact::Unsupported);
    }
}
