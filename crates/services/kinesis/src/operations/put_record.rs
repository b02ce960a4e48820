//! `PutRecord`.

use std::time::Instant;

use dispatch::{Call, Handle};
use kinesis_api::{PutRecord, PutRecordInput, PutRecordOutput};
use wire::Fault;

use super::new_record;
use crate::Kinesis;

impl Handle<PutRecord> for Kinesis {
    async fn handle(&self, call: &Call, input: PutRecordInput) -> Result<PutRecordOutput, Fault> {
        let stream = self.find_active(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        let record = new_record::check(&stream, input.partition_key, input.explicit_hash_key, input.data)?;
        let (begun, bytes) = (Instant::now(), record.partition_key.len() + record.data.len());
        let put = self.engine.put(&stream, vec![record]).await.and_then(|mut puts| puts.remove(0));
        self.count(&stream, |calls| calls.put_record(bytes, &put, begun.elapsed()));
        let put = put?;
        Ok(PutRecordOutput {
            shard_id: stream.shards[put.shard as usize].id(),
            sequence_number: put.sequence_number.to_string(),
            encryption_type: None,
        })
    }
}
