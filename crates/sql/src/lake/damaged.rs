//! Which object is damaged, where a decoder's error does not say: the objects that were read last are read again, whole.
//!
//! That costs their reading once more, and only when a query has failed.

use std::sync::Arc;

use datafusion::datasource::listing::PartitionedFile;
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;
use datafusion_datasource_parquet::{DefaultParquetFileReaderFactory, ParquetFileReaderFactory};
use futures::StreamExt;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt};
use parquet::arrow::ParquetRecordBatchStreamBuilder;
use parquet::arrow::async_reader::AsyncFileReader;

use crate::error::{Error, Fact};
use crate::objects::{Objects, address_of};

/// What Parquet objects begin with.
const MAGIC: &[u8] = b"PAR1";

/// The error with the name of the damaged object, where it is one of data and names none.
pub async fn named(objects: &Objects, error: Error) -> Error {
    if error.fact != Fact::BadData || error.object.is_some() {
        return error;
    }
    for path in objects.read_last() {
        if is_damaged(objects, &path).await {
            return Error::of_object(Fact::BadData, address_of(&path), error.message);
        }
    }
    error
}

/// Whether it is a Parquet object that cannot be read to its end. What is no more there is not.
async fn is_damaged(objects: &Objects, path: &Path) -> bool {
    let Ok(meta) = objects.head(path).await else { return false };
    match objects.get_range(path, 0..MAGIC.len() as u64).await {
        Ok(begins) if begins == MAGIC => decode(objects, meta).await.is_err(),
        _ => false,
    }
}

async fn decode(objects: &Objects, meta: ObjectMeta) -> datafusion::common::Result<()> {
    let store: Arc<dyn ObjectStore> = Arc::new(objects.clone());
    let file = PartitionedFile::new_from_meta(meta);
    let metrics = ExecutionPlanMetricsSet::new();
    let reader: Box<dyn AsyncFileReader> =
        DefaultParquetFileReaderFactory::new(store).create_reader(0, file, None, &metrics)?;
    let mut rows = ParquetRecordBatchStreamBuilder::new(reader).await?.build()?;
    while let Some(batch) = rows.next().await {
        batch?;
    }
    Ok(())
}
