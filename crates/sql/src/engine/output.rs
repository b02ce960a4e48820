//! Rows as they leave the engine: with the names that the query writes, and errors as facts.

use std::sync::Arc;

use arrow::array::{RecordBatch, RecordBatchOptions};
use arrow::datatypes::{Field, FieldRef, Schema, SchemaRef};
use datafusion::execution::SendableRecordBatchStream;
use futures::StreamExt;

use crate::error::Error;

/// A schema with the names that are shown.
pub(crate) fn shown(schema: &Schema, names: Vec<String>) -> SchemaRef {
    let fields = schema.fields().iter().zip(names).map(|(field, name)| {
        Arc::new(Field::new(name, field.data_type().clone(), field.is_nullable())) as FieldRef
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// Rows that come.
pub(crate) struct Rows {
    stream: SendableRecordBatchStream,
    /// The schema with the names that are shown.
    pub schema: SchemaRef,
}

impl Rows {
    /// The rows of a stream, under these names.
    pub fn new(stream: SendableRecordBatchStream, names: Vec<String>) -> Self {
        let schema = shown(&stream.schema(), names);
        Self { stream, schema }
    }

    /// The next rows.
    pub async fn next(&mut self) -> Option<Result<RecordBatch, Error>> {
        let batch = self.stream.next().await?;
        Some(batch.map_err(Error::from).and_then(|batch| {
            let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
            let columns = batch.columns().to_vec();
            Ok(RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &options)?)
        }))
    }
}
