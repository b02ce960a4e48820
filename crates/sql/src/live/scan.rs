//! Scans of live tables as DataFusion executes them: some readers, each of which reads page after page.

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
use futures::stream::BoxStream;

use crate::error::Error;

/// Rows as they come.
pub type Rows = BoxStream<'static, std::result::Result<RecordBatch, Error>>;

/// What is read.
pub trait Read: Send + Sync {
    /// What is read and how, for EXPLAIN.
    fn show(&self) -> String;
    /// The columns that are wanted.
    fn schema(&self) -> &SchemaRef;
    /// How many readers there are.
    fn readers(&self) -> usize;
    /// The rows of one reader.
    fn rows(&self, reader: usize) -> Rows;
}

/// A scan.
pub struct LiveScan {
    read: Box<dyn Read>,
    properties: Arc<PlanProperties>,
}

impl LiveScan {
    /// The scan.
    pub fn plan(read: impl Read + 'static) -> Arc<dyn ExecutionPlan> {
        let properties = PlanProperties::new(
            EquivalenceProperties::new(Arc::clone(read.schema())),
            Partitioning::UnknownPartitioning(read.readers()),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Arc::new(Self { read: Box::new(read), properties: Arc::new(properties) })
    }
}

impl fmt::Debug for LiveScan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LiveScan")
    }
}

impl DisplayAs for LiveScan {
    fn fmt_as(&self, _: DisplayFormatType, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "LiveScan: {}", self.read.show())
    }
}

impl ExecutionPlan for LiveScan {
    fn name(&self) -> &'static str {
        "LiveScan"
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

    fn execute(&self, reader: usize, _: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        use futures::TryStreamExt;
        let rows = self.read.rows(reader).map_err(datafusion::error::DataFusionError::from);
        let schema = Arc::clone(self.read.schema());
        Ok(make_cooperative(Box::pin(RecordBatchStreamAdapter::new(schema, rows))))
    }
}

/// Shares things out among at most so many readers; there is one at least.
pub fn share<T>(things: Vec<T>, readers: usize) -> Vec<Vec<T>> {
    let mut shares: Vec<Vec<T>> = Vec::new();
    shares.resize_with(readers.min(things.len()).max(1), Vec::new);
    let count = shares.len();
    things.into_iter().enumerate().for_each(|(index, thing)| shares[index % count].push(thing));
    shares
}

/// So many rows of these columns.
pub fn batch(
    schema: &SchemaRef,
    columns: Vec<ArrayRef>,
    rows: usize,
) -> std::result::Result<RecordBatch, Error> {
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    Ok(RecordBatch::try_new_with_options(Arc::clone(schema), columns, &options)?)
}
