//! `PutRecordBatch`.

use std::time::Instant;

use bytes::Bytes;
use dispatch::{Call, Handle};
use firehose_api::{PutRecordBatch, PutRecordBatchInput, PutRecordBatchOutput, PutRecordBatchResponseEntry};
use wire::Fault;

use crate::errors::invalid;
use crate::{Firehose, limits};

impl Handle<PutRecordBatch> for Firehose {
    async fn handle(&self, call: &Call, input: PutRecordBatchInput) -> Result<PutRecordBatchOutput, Fault> {
        let stream = self.find_put_to(call, &input.delivery_stream_name)?;
        let records: Vec<Bytes> = input.records.into_iter().map(|record| record.data).collect();
        if records.iter().map(Bytes::len).sum::<usize>() > limits::PUT_BYTES_MAX {
            return Err(invalid("Records size exceeds 4 MB limit"));
        }
        // All go into one frame of the log, so that all are kept or the call fails: no record fails alone.
        let begun = Instant::now();
        let put = self.engine.put(&stream, &records).await;
        self.count(&stream, |calls| calls.put_batch(&records, &put, begun.elapsed()));
        let first = put?;
        let entry = |number| PutRecordBatchResponseEntry {
            record_id: Some(stream.record_id(number)),
            error_code: None,
            error_message: None,
        };
        let request_responses = (first..).take(records.len()).map(entry).collect();
        Ok(PutRecordBatchOutput { failed_put_count: 0, encrypted: Some(false), request_responses })
    }
}
