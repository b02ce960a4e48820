//! Parquet objects.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, Field, FieldRef, Schema, SchemaRef};
use object_store::ObjectStore;
use object_store::buffered::BufWriter;
use object_store::path::Path;
use parquet::arrow::AsyncArrowWriter;
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::Packing;
use crate::error::Error;

/// Rows of a row group: what is held in memory for each object under way.
const GROUP_ROWS: usize = 122_880;

/// An object under way.
pub struct Writer {
    inner: AsyncArrowWriter<BufWriter>,
    schema: SchemaRef,
}

fn failed(error: parquet::errors::ParquetError) -> Error {
    Error::from(datafusion::error::DataFusionError::from(error))
}

impl Writer {
    /// Begins one.
    pub fn new(
        store: Arc<dyn ObjectStore>,
        place: Path,
        schema: &Schema,
        packing: Packing,
    ) -> Result<Self, Error> {
        // json is varchar in objects.
        let fields = schema.fields().iter().map(|field| match field.data_type() {
            DataType::LargeUtf8 => Arc::new(Field::new(field.name(), DataType::Utf8, true)) as FieldRef,
            _ => Arc::clone(field),
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let compression = match packing {
            Packing::None => Compression::UNCOMPRESSED,
            Packing::Gzip => Compression::GZIP(GzipLevel::default()),
            Packing::Snappy => Compression::SNAPPY,
            Packing::Zstd => Compression::ZSTD(ZstdLevel::default()),
        };
        let properties = WriterProperties::builder()
            .set_compression(compression)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .build();
        let object = BufWriter::new(store, place);
        let inner =
            AsyncArrowWriter::try_new(object, Arc::clone(&schema), Some(properties)).map_err(failed)?;
        Ok(Self { inner, schema })
    }

    /// Writes rows.
    pub async fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let columns = batch.columns().iter().zip(self.schema.fields()).map(|(column, field)| {
            if column.data_type() == field.data_type() {
                return Ok(Arc::clone(column));
            }
            arrow::compute::cast(column, field.data_type())
        });
        let columns = columns.collect::<Result<Vec<ArrayRef>, _>>()?;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns)?;
        self.inner.write(&batch).await.map_err(failed)
    }

    /// Ends it.
    pub async fn close(self) -> Result<(), Error> {
        self.inner.close().await.map(|_| ()).map_err(failed)
    }
}
