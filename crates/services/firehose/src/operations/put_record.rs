//! `PutRecord`.

use std::time::Instant;

use dispatch::{Call, Handle};
use firehose_api::{PutRecord, PutRecordInput, PutRecordOutput};
use wire::Fault;

use crate::Firehose;

impl Handle<PutRecord> for Firehose {
    async fn handle(&self, call: &Call, input: PutRecordInput) -> Result<PutRecordOutput, Fault> {
        let stream = self.find_put_to(call, &input.delivery_stream_name)?;
        let (begun, records) = (Instant::now(), [input.record.data]);
        let put = self.engine.put(&stream, &records).await;
        self.count(&stream, |calls| calls.put(&records, &put, begun.elapsed()));
        let number = put?;
        Ok(PutRecordOutput { record_id: stream.record_id(number), encrypted: Some(false) })
    }
}
