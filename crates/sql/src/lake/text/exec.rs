//! The scan as DataFusion executes it.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow::datatypes::SchemaRef;
use datafusion::common::Result;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::coop::make_cooperative;
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, Partitioning, PlanProperties};
use futures::stream::{self, BoxStream, StreamExt};
use object_store::{GetOptions, GetRange, ObjectStore};

use super::Piece;
use super::columns::Column;
use super::decode::Decoder;
use super::lines::Lines;
use super::unpack::{Unpack, is_packed};
use crate::error::{Error, Fact};
use crate::limits::BATCH_ROWS;
use crate::objects::address_of;
use crate::query::Progress;

/// What a scan is made of.
#[derive(Clone)]
pub struct Parts {
    /// Where objects are.
    pub store: Arc<dyn ObjectStore>,
    /// What makes rows.
    pub decoder: Decoder,
    /// How many columns objects hold.
    pub file_columns: usize,
    /// The columns that are wanted.
    pub projection: Vec<usize>,
    /// Their schema.
    pub schema: SchemaRef,
    /// What each partition of the scan reads.
    pub pieces: Vec<Vec<Piece>>,
    /// How many rows are enough.
    pub limit: Option<usize>,
    /// Lines at the beginning of each object that are no rows.
    pub header_lines: usize,
    /// What counts rows.
    pub progress: Arc<Progress>,
}

/// A scan of text objects.
pub struct TextScan {
    parts: Arc<Parts>,
    properties: Arc<PlanProperties>,
}

impl TextScan {
    /// The scan.
    pub fn new(parts: Parts) -> Self {
        let properties = PlanProperties::new(
            EquivalenceProperties::new(Arc::clone(&parts.schema)),
            Partitioning::UnknownPartitioning(parts.pieces.len()),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Self { parts: Arc::new(parts), properties: Arc::new(properties) }
    }
}

impl fmt::Debug for TextScan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TextScan")
    }
}

impl DisplayAs for TextScan {
    fn fmt_as(&self, _: DisplayFormatType, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let objects: usize = self.parts.pieces.iter().map(Vec::len).sum();
        write!(formatter, "TextScan: objects={objects}, columns={:?}", self.parts.projection)
    }
}

impl ExecutionPlan for TextScan {
    fn name(&self) -> &'static str {
        "TextScan"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        Vec::new()
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(self: Arc<Self>, _: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(self)
    }

    fn execute(&self, partition: usize, _: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let parts = Arc::clone(&self.parts);
        let pieces: VecDeque<Piece> = parts.pieces.get(partition).cloned().unwrap_or_default().into();
        let columns = parts.decoder.kinds.iter().map(Column::new).collect();
        let left = parts.limit.unwrap_or(usize::MAX);
        let schema = Arc::clone(&parts.schema);
        let reading = Reading { parts, pieces, columns, left, current: None };
        let batches = stream::try_unfold(reading, |mut reading| async move {
            let batch = reading.batch().await?;
            Ok(batch.map(|batch| (batch, reading)))
        });
        Ok(make_cooperative(Box::pin(RecordBatchStreamAdapter::new(schema, batches))))
    }
}

/// One partition of the scan under way.
struct Reading {
    parts: Arc<Parts>,
    pieces: VecDeque<Piece>,
    columns: Vec<Column>,
    left: usize,
    current: Option<Open>,
}

/// An object that is being read.
struct Open {
    piece: Piece,
    bytes: BoxStream<'static, object_store::Result<bytes::Bytes>>,
    unpack: Unpack,
    lines: Lines,
    is_ended: bool,
    /// Where the next line begins.
    place: u64,
    /// Lines that are no rows.
    skip: usize,
}

impl Reading {
    /// The next batch: rows of one object, since the values of its partition belong to all of them.
    async fn batch(&mut self) -> Result<Option<RecordBatch>, Error> {
        while self.left > 0 {
            if self.current.is_none() {
                let Some(piece) = self.pieces.pop_front() else { return Ok(None) };
                self.current = Some(open(&self.parts, piece).await?);
            }
            let Some(current) = &mut self.current else { return Ok(None) };
            let rows = current.fill(&self.parts, &mut self.columns, self.left.min(BATCH_ROWS)).await;
            let object = || address_of(&current.piece.file.meta.location);
            let rows = rows.map_err(|error| {
                if error.object.is_some() {
                    error
                } else {
                    Error::of_object(error.fact, object(), error.message)
                }
            })?;
            if rows == 0 {
                self.current = None;
                continue;
            }
            self.left -= rows;
            self.parts.progress.add_rows(rows as u64);
            return self.finish(rows).map(Some);
        }
        Ok(None)
    }

    fn finish(&mut self, rows: usize) -> Result<RecordBatch, Error> {
        let Some(current) = &self.current else {
            return Err(Error::new(Fact::Internal, "rows come from an object"));
        };
        let object = address_of(&current.piece.file.meta.location);
        let mut read = self.columns.iter_mut().map(Column::finish);
        let columns = self.parts.projection.iter().map(|index| {
            if *index < self.parts.file_columns {
                return read.next().unwrap_or_else(|| Err(Error::new(Fact::Internal, "a column is missing")));
            }
            let value = &current.piece.file.values[*index - self.parts.file_columns];
            value.to_array_of_size(rows).map_err(Error::from)
        });
        let columns: Result<Vec<ArrayRef>, Error> = columns.collect();
        let columns = columns.map_err(|error| Error::of_object(error.fact, &object, error.message))?;
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&self.parts.schema), columns, &options)?)
    }
}

/// Opens a piece: from the end of the line before it.
async fn open(parts: &Parts, piece: Piece) -> Result<Open, Error> {
    let location = &piece.file.meta.location;
    let from = piece.start.saturating_sub(1);
    let range = (from > 0).then_some(GetRange::Offset(from));
    let options = GetOptions { range, ..GetOptions::default() };
    let got = parts.store.get_opts(location, options).await.map_err(of_store)?;
    let mut open = Open {
        unpack: Unpack::of(location.as_ref())
            .map_err(|error| Error::of_object(error.fact, address_of(location), error.message))?,
        bytes: got.into_stream(),
        lines: Lines::default(),
        is_ended: false,
        place: from,
        skip: if piece.start == 0 { parts.header_lines } else { 0 },
        piece,
    };
    if from < open.piece.start {
        // The rest of the line that began before belongs to whoever reads that part.
        open.line(|_| Ok(())).await?;
    }
    Ok(open)
}

fn of_store(error: object_store::Error) -> Error {
    Error::from(datafusion::error::DataFusionError::from(error))
}

impl Open {
    /// Reads the next line; `None` at the end.
    async fn line<T>(&mut self, each: impl FnOnce(&[u8]) -> Result<T, Error>) -> Result<Option<T>, Error> {
        while !self.lines.has_next() && !self.is_ended {
            self.more().await?;
        }
        let next = if self.lines.has_next() { self.lines.next() } else { self.lines.last() };
        let Some((line, length)) = next else { return Ok(None) };
        self.place += length as u64;
        each(line).map(Some)
    }

    /// Takes more bytes.
    async fn more(&mut self) -> Result<(), Error> {
        let piece = self.bytes.next().await.transpose().map_err(of_store)?;
        let buffer = self.lines.buffer()?;
        match piece {
            Some(bytes) => self.unpack.push(&bytes, buffer),
            None => {
                self.is_ended = true;
                self.unpack.finish(buffer)
            }
        }
    }

    /// Fills the columns with so many rows, or less at the end; answers how many.
    async fn fill(&mut self, parts: &Parts, columns: &mut [Column], rows_max: usize) -> Result<usize, Error> {
        let is_packed = is_packed(self.piece.file.meta.location.as_ref());
        let decode = Arc::clone(&parts.decoder.decode);
        let mut rows = 0;
        while rows < rows_max {
            if !is_packed && self.place >= self.piece.end {
                break;
            }
            let is_header = self.skip > 0;
            let found = self
                .line(|line| {
                    // Empty lines at the end of objects are common and no rows.
                    if is_header || line.is_empty() {
                        return Ok(false);
                    }
                    let decoded = decode.decode(line, columns);
                    decoded.map_err(|words| Error::new(Fact::BadData, words))?;
                    Ok(true)
                })
                .await?;
            match found {
                None => break,
                Some(is_row) => {
                    self.skip = self.skip.saturating_sub(1);
                    rows += usize::from(is_row);
                }
            }
        }
        Ok(rows)
    }
}
