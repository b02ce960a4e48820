//! Scans of Parquet objects, by DataFusion's own source.

use std::sync::Arc;

use arrow::datatypes::{FieldRef, SchemaRef, TimeUnit};
use datafusion::catalog::Session;
use datafusion::common::config::TableParquetOptions;
use datafusion::common::stats::Precision;
use datafusion::common::{Result, Statistics};
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::physical_plan::ExecutionPlan;
use datafusion_datasource_parquet::CachedParquetFileReaderFactory;
use datafusion_datasource_parquet::metadata::DFParquetMetadata;
use datafusion_datasource_parquet::source::ParquetSource;
use futures::{StreamExt, TryStreamExt, stream};
use object_store::ObjectStore;

use super::files::File;
use super::names::{AnyCase, lower};
use crate::error::{Error, Fact};
use crate::limits::{FOOTERS_AT_ONCE, FOOTERS_MAX};
use crate::objects::address_of;

/// What is scanned.
pub struct Scan<'a> {
    /// Where objects are.
    pub store: Arc<dyn ObjectStore>,
    /// The store's name in plans.
    pub url: ObjectStoreUrl,
    /// The columns of the objects.
    pub columns: SchemaRef,
    /// The partition keys.
    pub keys: &'a [FieldRef],
    /// The objects.
    pub files: Vec<File>,
    /// The columns that are wanted.
    pub projection: Option<&'a Vec<usize>>,
    /// How many rows are enough.
    pub limit: Option<usize>,
}

impl Scan<'_> {
    /// The plan.
    pub async fn plan(self, session: &dyn Session) -> Result<Arc<dyn ExecutionPlan>> {
        let (files, statistics) = self.look(session).await?;
        let mut options = TableParquetOptions {
            global: session.config_options().execution.parquet.clone(),
            ..Default::default()
        };
        options.global.coerce_int96 = Some("ms".to_owned());
        let schema = TableSchema::builder(Arc::clone(&self.columns))
            .with_table_partition_cols(self.keys.to_vec())
            .build();
        let cache = session.runtime_env().cache_manager.get_file_metadata_cache();
        let readers = CachedParquetFileReaderFactory::new(Arc::clone(&self.store), cache);
        let source = ParquetSource::new(schema)
            .with_table_parquet_options(options)
            .with_parquet_file_reader_factory(Arc::new(readers));
        let partitions = session.config_options().execution.target_partitions;
        let groups = FileGroup::new(files).split_files(partitions.max(1));
        let config = FileScanConfigBuilder::new(self.url, Arc::new(source))
            .with_file_groups(groups)
            .with_statistics(statistics)
            .with_projection_indices(self.projection.cloned())?
            .with_limit(self.limit)
            .with_expr_adapter(Some(Arc::new(AnyCase)))
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }

    /// Looks at the footers, as far as they are not too many: plans are made by what they tell.
    async fn look(&self, session: &dyn Session) -> Result<(Vec<PartitionedFile>, Statistics)> {
        let fields = self.columns.fields().iter().chain(self.keys).cloned().collect::<Vec<_>>();
        let schema = Arc::new(arrow::datatypes::Schema::new(fields));
        let mut files: Vec<PartitionedFile> = self
            .files
            .iter()
            .map(|file| {
                let mut found = PartitionedFile::new_from_meta(file.meta.clone());
                found.partition_values = file.values.to_vec();
                found
            })
            .collect();
        let mut whole = Statistics::new_unknown(&schema);
        let bytes: u64 = self.files.iter().map(|file| file.meta.size).sum();
        whole.total_byte_size = Precision::Inexact(usize::try_from(bytes).unwrap_or(usize::MAX));
        if files.len() > FOOTERS_MAX {
            return Ok((files, whole));
        }
        let cache = session.runtime_env().cache_manager.get_file_metadata_cache();
        let looks = files.iter().map(|file| {
            let (store, cache, meta) =
                (Arc::clone(&self.store), Arc::clone(&cache), file.object_meta.clone());
            let columns = Arc::clone(&self.columns);
            async move {
                let metadata = DFParquetMetadata::new(store.as_ref(), &meta)
                    .with_file_metadata_cache(Some(cache))
                    .with_coerce_int96(Some(TimeUnit::Millisecond));
                let footer = metadata.fetch_metadata().await.map_err(|error| named(error, &meta))?;
                // Told by the object's own columns, which may differ from the table's.
                let own = metadata.fetch_schema().await.map_err(|error| named(error, &meta))?;
                let is_same = columns.fields().iter().all(|field| {
                    own.field_with_name(field.name())
                        .map_or(true, |found| found.data_type() == field.data_type())
                });
                let own = lower(&own);
                let told = if is_same && own.fields().len() >= columns.fields().len() {
                    DFParquetMetadata::statistics_from_parquet_metadata(&footer, &columns)?
                } else {
                    let mut told = Statistics::new_unknown(&columns);
                    let rows = usize::try_from(footer.file_metadata().num_rows()).unwrap_or_default();
                    told.num_rows = Precision::Exact(rows);
                    told
                };
                Ok::<_, datafusion::error::DataFusionError>(told)
            }
        });
        let looks: Vec<_> = looks.collect();
        let told: Vec<Statistics> = stream::iter(looks).buffered(FOOTERS_AT_ONCE).try_collect().await?;
        for (file, told) in files.iter_mut().zip(told) {
            let mut told = told;
            told.column_statistics.resize(schema.fields().len(), Default::default());
            file.statistics = Some(Arc::new(told));
        }
        let group = FileGroup::new(files);
        let (groups, whole) =
            datafusion_datasource::compute_all_files_statistics(vec![group], schema, true, false)?;
        let files = groups.into_iter().flat_map(FileGroup::into_inner).collect();
        Ok((files, whole))
    }
}

/// The error with the object's name, unless it has one.
fn named(
    error: datafusion::error::DataFusionError,
    meta: &object_store::ObjectMeta,
) -> datafusion::error::DataFusionError {
    let found = Error::from(error);
    if found.object.is_some() {
        return found.into();
    }
    Error::of_object(Fact::BadData, address_of(&meta.location), found.message).into()
}
