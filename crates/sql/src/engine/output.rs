//! Rows as they leave the engine: with the names that the query writes, and errors as facts.

use std::sync::Arc;

use arrow::array::{RecordBatch, RecordBatchOptions};
use arrow::datatypes::{Field, FieldRef, Schema, SchemaRef};
use datafusion::execution::SendableRecordBatchStream;
use futures::StreamExt;

use crate::error::Error;
use crate::lake::named;
use crate::objects::Objects;

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
    /// What the rows are made of.
    objects: Objects,
    /// The schema with the names that are shown.
    pub schema: SchemaRef,
}

impl Rows {
    /// The rows of a stream, under these names.
    pub fn new(stream: SendableRecordBatchStream, objects: Objects, names: Vec<String>) -> Self {
        let schema = shown(&stream.schema(), names);
        Self { stream, objects, schema }
    }

    /// The next rows.
    pub async fn next(&mut self) -> Option<Result<RecordBatch, Error>> {
        Some(match self.stream.next().await? {
            Ok(batch) => {
                let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
                let columns = batch.columns().to_vec();
                let batch = RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &options);
                batch.map_err(Error::from)
            }
            Err(error) => Err(named(&self.objects, Error::from(error)).await),
        })
    }
}
