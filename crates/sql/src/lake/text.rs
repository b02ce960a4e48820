//! Scans of text objects: lines, each of which is a row.
//!
//! An object is read as a stream, unpacked by what its name ends with (`.gz`, `.zst`, `.snappy`, `.deflate`), cut into
//! lines and decoded batch by batch, in constant memory. Large objects that are not packed are read in parts at the same
//! time. A line that is no row is an error that names the object. Lacks: `.bz2`, footer lines, lines that end otherwise.

mod columns;
mod decode;
mod delimited;
mod exec;
mod json;
mod lines;
mod quoted;
mod unpack;

use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use datafusion::physical_plan::ExecutionPlan;
use object_store::ObjectStore;

use super::files::File;
use super::format::Format;
use crate::error::Error;
use crate::query::Progress;

/// Parts of objects that are smaller are not worth a scan of their own.
const PART_BYTES_MIN: u64 = 8 << 20;

/// What is scanned.
pub struct Scan<'a> {
    /// Where objects are.
    pub store: Arc<dyn ObjectStore>,
    /// How lines are decoded.
    pub format: Format,
    /// The columns of the objects.
    pub columns: SchemaRef,
    /// All columns: those of the objects, then the partition keys.
    pub schema: SchemaRef,
    /// The objects.
    pub files: Vec<File>,
    /// The columns that are wanted.
    pub projection: Option<&'a Vec<usize>>,
    /// How many rows are enough.
    pub limit: Option<usize>,
    /// Lines at the beginning of each object that are no rows.
    pub header_lines: usize,
    /// What counts rows.
    pub progress: Arc<Progress>,
    /// How many scans may go on at the same time.
    pub partitions: usize,
}

/// A part of an object: the lines that begin within `start..end`.
#[derive(Clone, Debug)]
pub struct Piece {
    file: File,
    start: u64,
    end: u64,
}

impl Scan<'_> {
    /// The plan.
    pub fn plan(self) -> Result<Arc<dyn ExecutionPlan>, Error> {
        let projection = match self.projection {
            Some(projection) => projection.clone(),
            None => (0..self.schema.fields().len()).collect(),
        };
        let schema = Arc::new(self.schema.project(&projection)?);
        let decoder = decode::decoder(&self.format, &self.columns, &projection)?;
        let pieces = share(self.files, self.partitions.max(1));
        Ok(Arc::new(exec::TextScan::new(exec::Parts {
            store: self.store,
            decoder,
            file_columns: self.columns.fields().len(),
            projection,
            schema,
            pieces,
            limit: self.limit,
            header_lines: self.header_lines,
            progress: self.progress,
        })))
    }
}

/// Shares the objects out among so many scans, evenly by bytes.
fn share(files: Vec<File>, scans: usize) -> Vec<Vec<Piece>> {
    let bytes: u64 = files.iter().map(|file| file.meta.size).sum();
    let part = (bytes / scans as u64).max(PART_BYTES_MIN);
    let mut pieces = Vec::new();
    for file in files {
        let size = file.meta.size;
        let parts =
            if unpack::is_packed(file.meta.location.as_ref()) { 1 } else { size.div_ceil(part).max(1) };
        let step = size.div_ceil(parts);
        for index in 0..parts {
            let (start, end) = (index * step, ((index + 1) * step).min(size));
            pieces.push(Piece { file: file.clone(), start, end });
        }
    }
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.end - piece.start));
    let mut shares: Vec<(u64, Vec<Piece>)> = vec![(0, Vec::new()); scans.min(pieces.len()).max(1)];
    for piece in pieces {
        let least = shares.iter_mut().min_by_key(|(bytes, _)| *bytes).expect("invariant: there is a share");
        least.0 += piece.end - piece.start;
        least.1.push(piece);
    }
    shares.into_iter().map(|(_, pieces)| pieces).collect()
}
