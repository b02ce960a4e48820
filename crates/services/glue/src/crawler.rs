//! What a crawler makes of objects: formats, columns, tables, partitions. Pure: it is given bytes and names, and
//! knows no bucket and no catalog.
//!
//! [`classify`] says what one object is by its beginning (and a Parquet file's end); [`layout`] makes tables and
//! partitions of the folders they lie in. Bounded whatever is crawled: [`limits`].

#![expect(
    missing_docs,
    reason = "variants and members of formats and types say by their names what they are"
)]

mod avro;
mod classify;
mod column_type;
mod compression;
mod csv;
mod format;
mod glob;
mod grok;
mod json;
pub mod layout;
pub mod limits;
pub mod name;
pub mod parquet;
mod schema;

pub use classify::{Classifier, Classifiers, Object};
pub use column_type::{ColumnType, Field, Fields};
pub use compression::Compression;
pub use csv::CsvRules;
pub use format::{Csv, CsvSerde, Format, Grok, Json, Reading};
pub use glob::{Glob, GlobError};
pub use grok::{GrokError, Pattern};
pub use json::{JsonPath, PathError};
pub use schema::{Find, Records, Shape};
