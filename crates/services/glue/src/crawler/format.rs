//! Formats that classifiers find, and what a table says of each: input and output format, SerDe, parameters.
//!
//! Names and parameters are those that tables made by AWS's crawlers have.

use std::collections::BTreeSet;

const TEXT_INPUT: &str = "org.apache.hadoop.mapred.TextInputFormat";
const TEXT_OUTPUT: &str = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
/// The longest Avro schema that is put into a table, in bytes: a parameter has no more (API: TableInput).
const AVRO_LITERAL_MAX: usize = 512_000;

/// What an object is.
#[derive(Clone, Debug, PartialEq)]
pub enum Format {
    Csv(Csv),
    Json(Json),
    Parquet,
    Avro { schema: String },
    Grok(Grok),
    Unknown,
}

/// Delimited text.
#[derive(Clone, Debug, PartialEq)]
pub struct Csv {
    /// What stands between fields.
    pub delimiter: char,
    /// What fields are quoted with, where any are.
    pub quote: Option<char>,
    /// Whether the first row names the columns.
    pub header: bool,
    /// The SerDe that a custom classifier asks for.
    pub serde: CsvSerde,
}

/// Which SerDe reads delimited text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvSerde {
    /// OpenCSVSerde where fields are quoted, else LazySimpleSerDe.
    #[default]
    AsFound,
    Lazy,
    Open,
}

/// JSON documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Json {
    /// The path by which a custom classifier picked the records.
    pub path: Option<String>,
    /// The columns' names as the documents write them.
    pub names: BTreeSet<String>,
}

/// Lines that a grok pattern reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Grok {
    /// What the classifier calls them.
    pub classification: String,
    /// The pattern.
    pub pattern: String,
    /// The patterns that it names and that are not built in.
    pub custom: Option<String>,
}

/// How a table is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub input_format: &'static str,
    pub output_format: &'static str,
    pub serde: &'static str,
    pub serde_parameters: Vec<(&'static str, String)>,
}

impl Format {
    /// As a table's `classification` has it.
    pub fn classification(&self) -> &str {
        match self {
            Self::Csv(_) => "csv",
            Self::Json(_) => "json",
            Self::Parquet => "parquet",
            Self::Avro { .. } => "avro",
            Self::Grok(grok) => &grok.classification,
            Self::Unknown => "UNKNOWN",
        }
    }

    /// Whether one table can read both.
    pub fn compatible(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Json(ours), Self::Json(theirs)) => ours.path == theirs.path,
            // A table reads all its files with one schema.
            (Self::Avro { .. }, Self::Avro { .. }) => true,
            (Self::Csv(ours), Self::Csv(theirs)) => {
                (ours.delimiter, ours.header, ours.serde) == (theirs.delimiter, theirs.header, theirs.serde)
            }
            (ours, theirs) => ours == theirs,
        }
    }

    /// Takes in what another compatible object adds.
    pub fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::Json(ours), Self::Json(theirs)) => ours.names.extend(theirs.names),
            (Self::Csv(ours), Self::Csv(theirs)) => ours.quote = ours.quote.or(theirs.quote),
            _ => {}
        }
    }

    /// How a table reads it.
    pub fn reading(&self) -> Reading {
        let text = Reading { input_format: TEXT_INPUT, output_format: TEXT_OUTPUT, ..Reading::default() };
        match self {
            Self::Csv(csv) => csv.reading(text),
            Self::Json(json) => {
                let names: Vec<&str> = json.names.iter().map(String::as_str).collect();
                Reading {
                    serde: "org.openx.data.jsonserde.JsonSerDe",
                    serde_parameters: vec![("paths", names.join(","))],
                    ..text
                }
            }
            Self::Parquet => Reading {
                input_format: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                output_format: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                serde_parameters: vec![("serialization.format", "1".to_owned())],
            },
            Self::Avro { schema } => {
                let mut serde_parameters = vec![("serialization.format", "1".to_owned())];
                if schema.len() <= AVRO_LITERAL_MAX {
                    serde_parameters.insert(0, ("avro.schema.literal", schema.clone()));
                }
                Reading {
                    input_format: "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
                    output_format: "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat",
                    serde: "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
                    serde_parameters,
                }
            }
            Self::Grok(grok) => {
                let mut serde_parameters = vec![("input.format", grok.pattern.clone())];
                if let Some(custom) = &grok.custom {
                    serde_parameters.push(("input.grokCustomPatterns", custom.clone()));
                }
                Reading { serde: "com.amazonaws.glue.serde.GrokSerDe", serde_parameters, ..text }
            }
            Self::Unknown => Reading::default(),
        }
    }

    /// What a table's own parameters say of it, besides the classification.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Csv(csv) => {
                let mut parameters = vec![
                    ("areColumnsQuoted", csv.quote.is_some().to_string()),
                    ("columnsOrdered", "true".to_owned()),
                    ("delimiter", csv.delimiter.to_string()),
                ];
                if csv.header {
                    parameters.push(("skip.header.line.count", "1".to_owned()));
                }
                parameters
            }
            Self::Json(Json { path: Some(path), .. }) => vec![("jsonPath", path.clone())],
            Self::Avro { schema } if schema.len() <= AVRO_LITERAL_MAX => {
                vec![("avro.schema.literal", schema.clone())]
            }
            Self::Grok(grok) => {
                let mut parameters = vec![("grokPattern", grok.pattern.clone())];
                if let Some(custom) = &grok.custom {
                    parameters.push(("grokCustomPatterns", custom.clone()));
                }
                parameters
            }
            _ => Vec::new(),
        }
    }
}

impl Csv {
    fn reading(&self, text: Reading) -> Reading {
        let open = match self.serde {
            CsvSerde::AsFound => self.quote.is_some(),
            CsvSerde::Lazy => false,
            CsvSerde::Open => true,
        };
        let delimiter = self.delimiter.to_string();
        if open {
            let quote = self.quote.unwrap_or('"').to_string();
            Reading {
                serde: "org.apache.hadoop.hive.serde2.OpenCSVSerde",
                serde_parameters: vec![("quoteChar", quote), ("separatorChar", delimiter)],
                ..text
            }
        } else {
            Reading {
                serde: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                serde_parameters: vec![("field.delim", delimiter)],
                ..text
            }
        }
    }
}
