//! A table of the lake, as DataFusion asks for it.

use std::sync::Arc;

use arrow::datatypes::{FieldRef, Schema, SchemaRef};
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use datafusion::datasource::TableType;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use datafusion::physical_plan::union::UnionExec;
use object_store::ObjectStore;

use super::files::{self, File, Part};
use super::format::Format;
use super::{parquet, partitions, projection, pruning, schema, text};
use crate::catalog::{Catalog, Table};
use crate::error::Error;
use crate::objects::Objects;
use crate::query::Progress;

/// What a table is read through.
#[derive(Clone)]
pub struct Surroundings {
    /// Where partitions are found.
    pub catalog: Arc<dyn Catalog>,
    /// Where objects are found.
    pub objects: Objects,
    /// The name of the object store in plans.
    pub url: ObjectStoreUrl,
    /// What counts rows.
    pub progress: Arc<Progress>,
    /// The moment of the query, in milliseconds since 1970.
    pub now_ms: i64,
}

/// A table of the lake.
pub struct LakeTable {
    table: Arc<Table>,
    columns: SchemaRef,
    keys: Vec<FieldRef>,
    schema: SchemaRef,
    around: Surroundings,
}

impl std::fmt::Debug for LakeTable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "LakeTable({}.{})", self.table.database, self.table.name)
    }
}

impl LakeTable {
    /// The table that the catalog describes so.
    pub fn new(table: Table, around: Surroundings) -> std::result::Result<Self, Error> {
        let (columns, keys) = (schema::of_columns(&table)?, schema::of_keys(&table)?);
        let fields: Vec<FieldRef> = columns.fields().iter().chain(&keys).cloned().collect();
        let schema = Arc::new(Schema::new(fields));
        Ok(Self { table: Arc::new(table), columns, keys, schema, around })
    }

    /// The partitions that can hold what the filters ask for.
    async fn parts(&self, session: &dyn Session, filters: &[Expr]) -> Result<Vec<Part>> {
        if self.keys.is_empty() {
            let format = Format::of(&self.table, &self.table.storage)?;
            return Ok(vec![Part {
                values: Vec::new(),
                location: self.table.storage.location.clone(),
                format,
            }]);
        }
        let about: Vec<&Expr> =
            filters.iter().filter(|filter| pruning::is_about(filter, &self.keys)).collect();
        let parts = if projection::is_on(&self.table) {
            projection::parts(session, &self.table, &self.keys, filters, self.around.now_ms)?
        } else {
            let found = self.around.catalog.partitions(&self.table.database, &self.table.name, None).await?;
            let parts = found.iter().map(|partition| partitions::part(&self.table, &self.keys, partition));
            parts.collect::<std::result::Result<Vec<_>, _>>()?
        };
        let rows: Vec<_> = parts.iter().map(|part| part.values.as_slice()).collect();
        let keep = pruning::holds(session, &self.keys, &rows, &about)?;
        Ok(parts.into_iter().zip(keep).filter_map(|(part, keep)| keep.then_some(part)).collect())
    }

    async fn scan_files(
        &self,
        session: &dyn Session,
        format: Format,
        files: Vec<File>,
        projection: Option<&Vec<usize>>,
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let store: Arc<dyn ObjectStore> = Arc::new(self.around.objects.clone());
        let (columns, keys) = (Arc::clone(&self.columns), self.keys.as_slice());
        if format == Format::Parquet {
            let url = self.around.url.clone();
            let scan = parquet::Scan { store, url, columns, keys, files, projection, limit };
            return scan.plan(session).await;
        }
        let scan = text::Scan {
            store,
            format,
            columns,
            schema: Arc::clone(&self.schema),
            files,
            projection,
            limit,
            header_lines: super::format::header_lines(&self.table),
            progress: Arc::clone(&self.around.progress),
            partitions: session.config_options().execution.target_partitions,
        };
        Ok(scan.plan()?)
    }
}

#[async_trait]
impl TableProvider for LakeTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        let kind = |filter: &&Expr| {
            if pruning::is_about(filter, &self.keys) {
                TableProviderFilterPushDown::Exact
            } else {
                TableProviderFilterPushDown::Inexact
            }
        };
        Ok(filters.iter().map(kind).collect())
    }

    async fn scan(
        &self,
        session: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let mut parts = self.parts(session, filters).await?;
        let mut plans = Vec::new();
        // Partitions that are stored in another way than the rest are scanned apart.
        while let Some(first) = parts.first() {
            let format = first.format.clone();
            let (same, other): (Vec<Part>, Vec<Part>) =
                parts.into_iter().partition(|part| part.format == format);
            parts = other;
            let files = files::list(&self.around.objects, same).await?;
            if !files.is_empty() {
                plans.push(self.scan_files(session, format, files, projection, limit).await?);
            }
        }
        match plans.len() {
            0 => {
                let schema = match projection {
                    Some(projection) => Arc::new(self.schema.project(projection)?),
                    None => Arc::clone(&self.schema),
                };
                Ok(Arc::new(EmptyExec::new(schema)))
            }
            1 => Ok(plans.remove(0)),
            _ => UnionExec::try_new(plans),
        }
    }
}
