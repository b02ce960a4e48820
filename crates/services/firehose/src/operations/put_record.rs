//! `PutRecord`.

use dispatch::{Call, Handle};
use firehose_api::{PutRecord, PutRecordInput, PutRecordOutput};
use wire::Fault;

use crate::Firehose;

impl Handle<PutRecord> for Firehose {
    async fn handle(&self, call: &Call, input: PutRecordInput) -> Result<PutRecordOutput, Fault> {
        let stream = self.find_put_to(call, &input.delivery_stream_name)?;
        let number = self.engine.put(&stream, &[input.record.data]).await?;
        Ok(PutRecordOutput { record_id: stream.record_id(number), encrypted: Some(false) })
    }
}
