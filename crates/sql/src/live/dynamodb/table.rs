//! A DynamoDB table, as DataFusion asks for it.

use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::datasource::TableType;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;

use super::Described;
use super::keys::{Asked, Range, asked};
use super::pages::{Pages, Task};
use super::request::Wanted;
use crate::limits::{LIVE_PROJECTED_MAX, LIVE_READERS_MAX};
use crate::live::columns::{Column, schema_of};
use crate::live::scan::{LiveScan, share};
use crate::live::source::Source;

/// A DynamoDB table.
pub struct DynamoTable {
    table: Arc<Described>,
    schema: SchemaRef,
    source: Source,
}

impl DynamoTable {
    /// The table.
    pub fn new(table: Described, source: Source) -> Self {
        let schema = schema_of(&table.columns);
        Self { table: Arc::new(table), schema, source }
    }
}

impl std::fmt::Debug for DynamoTable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DynamoTable({})", self.table.name)
    }
}

/// The attributes that these columns are of.
fn wanted(columns: &[Column]) -> Wanted {
    let attributes: Vec<String> = columns.iter().flat_map(|column| column.spellings.clone()).collect();
    if columns.is_empty() {
        Wanted::Count
    } else if columns.iter().any(|column| column.spellings.is_empty())
        || attributes.len() > LIVE_PROJECTED_MAX
    {
        Wanted::All
    } else {
        Wanted::Some(attributes)
    }
}

#[async_trait]
impl TableProvider for DynamoTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }

    async fn scan(
        &self,
        session: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let columns: Vec<Column> = match projection {
            Some(projection) => projection.iter().map(|index| self.table.columns[*index].clone()).collect(),
            None => self.table.columns.clone(),
        };
        let readers = session.config_options().execution.target_partitions.clamp(1, LIVE_READERS_MAX);
        // Who wants few rows wants them from one reader.
        let readers = if limit.is_some() { 1 } else { readers };
        let (tasks, range) = match asked(&self.table, filters) {
            Asked::All => {
                let segments = i32::try_from(readers).unwrap_or(1);
                let tasks = (0..segments).map(|segment| Task::Segment(segment, segments));
                (tasks.collect(), Range::default())
            }
            Asked::Some(keys, range) => (keys.into_iter().map(Task::Partition).collect::<Vec<_>>(), range),
        };
        Ok(LiveScan::plan(Pages {
            table: Arc::clone(&self.table),
            source: self.source.clone(),
            wanted: wanted(&columns),
            schema: schema_of(&columns),
            columns,
            tasks: share(tasks, readers),
            range,
            limit,
        }))
    }
}
