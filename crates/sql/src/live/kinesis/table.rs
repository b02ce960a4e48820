//! A stream, as DataFusion asks for it.

use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::{Result, ScalarValue};
use datafusion::datasource::TableType;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;
use kinesis_api::Shard;

use super::reader::Records;
use super::shards::Start;
use super::{ARRIVAL, SHARD_ID};
use crate::lake::fixed;
use crate::limits::{LIVE_ARRIVAL_SLACK_MS, LIVE_READERS_MAX};
use crate::live::bounds::Bounds;
use crate::live::columns::{Column, schema_of};
use crate::live::scan::{LiveScan, share};
use crate::live::source::Source;

/// A stream.
pub struct StreamTable {
    name: String,
    shards: Vec<Shard>,
    columns: Vec<Column>,
    schema: SchemaRef,
    source: Source,
}

impl StreamTable {
    /// The stream.
    pub fn new(name: String, shards: Vec<Shard>, columns: Vec<Column>, source: Source) -> Self {
        let schema = schema_of(&columns);
        Self { name, shards, columns, schema, source }
    }
}

impl std::fmt::Debug for StreamTable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "StreamTable({})", self.name)
    }
}

/// A moment in milliseconds since 1970. By the clock of another zone than UTC, it is not looked into.
fn moment(value: &ScalarValue) -> Option<i64> {
    match value {
        ScalarValue::TimestampMillisecond(moment, zone)
            if zone.as_deref().is_none_or(|zone| zone == "UTC") =>
        {
            *moment
        }
        _ => None,
    }
}

#[async_trait]
impl TableProvider for StreamTable {
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
            Some(projection) => projection.iter().map(|index| self.columns[*index].clone()).collect(),
            None => self.columns.clone(),
        };
        let wanted = fixed(SHARD_ID, filters);
        let is_wanted = |shard: &&Shard| {
            let is_it = |value: &ScalarValue| *value == ScalarValue::from(shard.shard_id.as_str());
            wanted.as_ref().is_none_or(|wanted| wanted.iter().any(is_it))
        };
        let shards = self.shards.iter().filter(is_wanted).map(|shard| shard.shard_id.clone());
        let bounds = Bounds::of(ARRIVAL, filters);
        let (lower, upper) = (bounds.lower.as_ref().and_then(moment), bounds.upper.as_ref().and_then(moment));
        let until_ms = upper.map_or(self.source.now_ms, |upper| upper.min(self.source.now_ms));
        // Nothing that is here by now arrives later.
        let is_never = lower.is_some_and(|lower| lower > until_ms);
        let shards: Vec<String> = if is_never { Vec::new() } else { shards.collect() };
        let readers = session.config_options().execution.target_partitions.clamp(1, LIVE_READERS_MAX);
        Ok(LiveScan::plan(Records {
            stream: self.name.clone(),
            source: self.source.clone(),
            schema: schema_of(&columns),
            columns,
            start: lower.map_or(Start::First, |lower| Start::at(lower.saturating_sub(LIVE_ARRIVAL_SLACK_MS))),
            until_ms,
            shards: share(shards, if limit.is_some() { 1 } else { readers }),
            limit,
        }))
    }
}
