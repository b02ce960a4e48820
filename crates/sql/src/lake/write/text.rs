//! Text objects: JSON lines and delimited lines.

use std::io::Write as _;
use std::sync::Arc;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::DataType;
use flate2::Compression;
use flate2::write::GzEncoder;
use object_store::ObjectStore;
use object_store::buffered::BufWriter;
use object_store::path::Path;
use tokio::io::AsyncWriteExt;

use super::{Output, Packing};
use crate::error::{Error, Fact};
use crate::functions::json_of_value;
use crate::lake::format::Delimiters;
use crate::render;

/// What is between lines and the object.
enum Pack {
    None(Vec<u8>),
    Gzip(GzEncoder<Vec<u8>>),
    Zstd(zstd::stream::write::Encoder<'static, Vec<u8>>),
    Snappy(Vec<u8>),
}

/// An object under way.
pub struct Writer {
    object: BufWriter,
    pack: Pack,
    output: Output,
}

fn failed(error: impl std::error::Error + 'static) -> Error {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(this) = source {
        if let Some(ours) = this.downcast_ref::<Error>() {
            return ours.clone();
        }
        source = this.source();
    }
    Error::new(Fact::External, error.to_string())
}

impl Writer {
    /// Begins one.
    pub fn new(store: Arc<dyn ObjectStore>, place: Path, output: &Output) -> Result<Self, Error> {
        let packing = match output {
            Output::Json(packing) | Output::Delimited(packing, _) => *packing,
            Output::Parquet(_) => return Err(Error::new(Fact::Internal, "Parquet is no text")),
        };
        let pack = match packing {
            Packing::None => Pack::None(Vec::new()),
            Packing::Gzip => Pack::Gzip(GzEncoder::new(Vec::new(), Compression::default())),
            Packing::Zstd => Pack::Zstd(zstd::stream::write::Encoder::new(Vec::new(), 0).map_err(failed)?),
            Packing::Snappy => Pack::Snappy(Vec::new()),
        };
        Ok(Self { object: BufWriter::new(store, place), pack, output: output.clone() })
    }

    /// Writes rows.
    pub async fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let mut lines = Vec::new();
        for row in 0..batch.num_rows() {
            match &self.output {
                Output::Delimited(_, delimiters) => delimited(batch, row, delimiters, &mut lines)?,
                _ => json(batch, row, &mut lines)?,
            }
            lines.push(b'\n');
        }
        let packed = match &mut self.pack {
            Pack::None(out) => {
                out.append(&mut lines);
                std::mem::take(out)
            }
            Pack::Gzip(encoder) => {
                encoder.write_all(&lines).map_err(failed)?;
                std::mem::take(encoder.get_mut())
            }
            Pack::Zstd(encoder) => {
                encoder.write_all(&lines).map_err(failed)?;
                std::mem::take(encoder.get_mut())
            }
            Pack::Snappy(out) => {
                frame(&lines, out)?;
                std::mem::take(out)
            }
        };
        self.object.write_all(&packed).await.map_err(failed)
    }

    /// Ends it.
    pub async fn close(mut self) -> Result<(), Error> {
        let rest = match self.pack {
            Pack::None(out) | Pack::Snappy(out) => out,
            Pack::Gzip(encoder) => encoder.finish().map_err(failed)?,
            Pack::Zstd(encoder) => encoder.finish().map_err(failed)?,
        };
        self.object.write_all(&rest).await.map_err(failed)?;
        self.object.shutdown().await.map_err(failed)
    }
}

/// A frame of Hadoop's: length, packed length, bytes.
fn frame(lines: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
    let packed = snap::raw::Encoder::new().compress_vec(lines).map_err(failed)?;
    for length in [lines.len(), packed.len()] {
        let length = u32::try_from(length).map_err(failed)?;
        out.extend(length.to_be_bytes());
    }
    out.extend(packed);
    Ok(())
}

fn json(batch: &RecordBatch, row: usize, out: &mut Vec<u8>) -> Result<(), Error> {
    let mut object = serde_json::Map::new();
    for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
        if !column.is_null(row) {
            object.insert(field.name().clone(), json_of_value(column.as_ref(), row)?);
        }
    }
    serde_json::to_writer(out, &serde_json::Value::Object(object)).map_err(failed)
}

fn delimited(
    batch: &RecordBatch,
    row: usize,
    delimiters: &Delimiters,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    for (index, column) in batch.columns().iter().enumerate() {
        if index > 0 {
            out.push(delimiters.field);
        }
        field(column.as_ref(), row, delimiters, 0, out)?;
    }
    Ok(())
}

/// A value; those within others have delimiters of their own.
fn field(
    column: &dyn Array,
    row: usize,
    delimiters: &Delimiters,
    depth: usize,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    if column.is_null(row) {
        out.extend(delimiters.null.as_bytes());
        return Ok(());
    }
    let between = [delimiters.collection, delimiters.key].get(depth).copied();
    let between = between.unwrap_or_else(|| u8::try_from(depth + 2).unwrap_or(8));
    let within = [delimiters.collection, delimiters.key].get(depth + 1).copied();
    let within = within.unwrap_or_else(|| u8::try_from(depth + 3).unwrap_or(8));
    match column.data_type() {
        DataType::List(_) => {
            let items = column.as_list::<i32>().value(row);
            for index in 0..items.len() {
                if index > 0 {
                    out.push(between);
                }
                field(items.as_ref(), index, delimiters, depth + 1, out)?;
            }
        }
        DataType::Map(..) => {
            let entries = column.as_map().value(row);
            for index in 0..entries.len() {
                if index > 0 {
                    out.push(between);
                }
                field(entries.column(0).as_ref(), index, delimiters, depth + 2, out)?;
                out.push(within);
                field(entries.column(1).as_ref(), index, delimiters, depth + 2, out)?;
            }
        }
        DataType::Struct(_) => {
            for (index, inner) in column.as_struct().columns().iter().enumerate() {
                if index > 0 {
                    out.push(between);
                }
                field(inner.as_ref(), row, delimiters, depth + 1, out)?;
            }
        }
        _ => {
            let text = render::text(column, row)?.unwrap_or_default();
            for byte in text.bytes() {
                let is_special = byte == delimiters.field || byte == b'\n' || Some(byte) == delimiters.escape;
                out.extend(delimiters.escape.filter(|_| is_special));
                out.push(byte);
            }
        }
    }
    Ok(())
}
