//! JSON records as a Parquet file: format version 1, data pages of version 1, plain values, three-level lists and maps.
//!
//! Every column is optional, nested ones too; timestamps are INT96, decimals FIXED_LEN_BYTE_ARRAY, as Hive's own
//! writer (and so Firehose) has them. A record is taken whole or not at all. Written by hand from the format's page
//! (apache/parquet-format), as decision 0002 says; it has no dictionaries, statistics or bloom filters.
//! Invariants: pages close at [`PAGE_BYTES`], row groups at [`ROW_GROUP_BYTES`], both at the end of a record.

mod column;
mod file;
mod levels;
mod shred;
mod thrift;
mod tree;
mod value;

use serde_json::Value;

use super::input::Input;
use super::schema::Schema;
use column::Column;
use file::Footer;
use tree::Node;

/// When a page is closed, in bytes before compression; Firehose's `PageSizeBytes` unless told otherwise.
pub const PAGE_BYTES: usize = 1 << 20;
/// When a row group is closed, in bytes before compression. Firehose's `BlockSizeBytes` is 256 MiB, more than its
/// buffers take; half of it keeps readers' memory low.
pub const ROW_GROUP_BYTES: usize = 128 << 20;
/// The largest record, in bytes. Firehose's are at most 1,000 KiB, a function may make up to 6 MiB of them.
pub const RECORD_MAX: usize = 8 << 20;

/// How pages are packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// As they are.
    Uncompressed,
    /// Raw snappy, Firehose's choice unless told otherwise.
    #[default]
    Snappy,
    /// Gzip.
    Gzip,
}

/// Why a record does not fit the table. It leaves nothing behind in the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRecord {
    /// It is no JSON.
    #[error("the record is not JSON: {0}")]
    NotJson(String),
    /// It is JSON, but no object.
    #[error("the record is no JSON object")]
    NotObject,
    /// A value is not of its column's type.
    #[error("column `{column}` is `{kind}`, which `{value}` is not")]
    Mismatch {
        /// The column, with fields of structs after dots.
        column: String,
        /// Its type.
        kind: String,
        /// The value as JSON, cut to 100 characters.
        value: String,
    },
    /// More than [`RECORD_MAX`].
    #[error("the record has {0} bytes, more than {RECORD_MAX}")]
    TooLarge(usize),
}

impl BadRecord {
    /// Firehose's code for it, as objects of failed records state it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson(_) => "DataFormatConversion.ParseError",
            _ => "DataFormatConversion.MalformedData",
        }
    }
}

/// Makes one file.
pub struct Encoder {
    input: Input,
    compression: Compression,
    page_bytes: usize,
    row_group_bytes: usize,
    root: Node,
    columns: Vec<Column>,
    rows_in_group: u64,
    bytes_in_group: usize,
    file: Vec<u8>,
    footer: Footer,
}

impl Encoder {
    /// A file of this schema, from records as the OpenX deserializer reads them.
    pub fn new(schema: &Schema, compression: Compression) -> Self {
        let (root, columns) = tree::plan(schema);
        Self {
            input: Input::open_x(),
            compression,
            page_bytes: PAGE_BYTES,
            row_group_bytes: ROW_GROUP_BYTES,
            root,
            columns,
            rows_in_group: 0,
            bytes_in_group: 0,
            file: file::MAGIC.to_vec(),
            footer: Footer::new(schema),
        }
    }

    /// Reads records by these options instead.
    pub fn reading(mut self, input: Input) -> Self {
        self.input = input;
        self
    }

    /// Closes pages and row groups at these sizes instead, in bytes before compression.
    pub fn sized(mut self, page_bytes: usize, row_group_bytes: usize) -> Self {
        (self.page_bytes, self.row_group_bytes) = (page_bytes.max(1), row_group_bytes.max(1));
        self
    }

    /// Adds a record; a bad one changes nothing.
    pub fn push(&mut self, record: &[u8]) -> Result<(), BadRecord> {
        if record.len() > RECORD_MAX {
            return Err(BadRecord::TooLarge(record.len()));
        }
        let record = serde_json::from_slice(record).map_err(|error| BadRecord::NotJson(error.to_string()))?;
        let Value::Object(members) = record else { return Err(BadRecord::NotObject) };
        if let Err(bad) = shred::record(&self.root, &mut self.columns, &self.input, &members) {
            self.columns.iter_mut().for_each(Column::undo);
            return Err(bad);
        }
        for column in &mut self.columns {
            self.bytes_in_group += column.keep(self.page_bytes, self.compression);
        }
        self.rows_in_group += 1;
        if self.bytes_in_group >= self.row_group_bytes {
            self.close_group();
        }
        Ok(())
    }

    /// How many records were taken.
    pub fn rows(&self) -> u64 {
        self.footer.rows() + self.rows_in_group
    }

    /// The file; without records it has columns and no rows.
    pub fn finish(mut self) -> Vec<u8> {
        if self.rows_in_group > 0 {
            self.close_group();
        }
        self.footer.write(&mut self.file);
        self.file
    }

    fn close_group(&mut self) {
        let chunks =
            self.columns.iter_mut().map(|column| column.close(&mut self.file, self.compression)).collect();
        self.footer.group(chunks, self.rows_in_group, self.compression);
        (self.rows_in_group, self.bytes_in_group) = (0, 0);
    }
}

#[cfg(test)]
mod reader;
#[cfg(test)]
mod tests;
