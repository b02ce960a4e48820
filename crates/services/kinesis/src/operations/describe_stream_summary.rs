//! `DescribeStreamSummary`.

use dispatch::{Call, Handle};
use kinesis_api::{
    DescribeStreamSummary, DescribeStreamSummaryInput, DescribeStreamSummaryOutput, EncryptionType,
    StreamDescriptionSummary,
};
use wire::Fault;

use super::describe;
use crate::Kinesis;

impl Handle<DescribeStreamSummary> for Kinesis {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeStreamSummaryInput,
    ) -> Result<DescribeStreamSummaryOutput, Fault> {
        let stream = self.find(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        let stored = stream.description();
        Ok(DescribeStreamSummaryOutput {
            stream_description_summary: StreamDescriptionSummary {
                stream_name: stream.name.clone(),
                stream_arn: stream.arn.to_string(),
                stream_id: None,
                stream_status: describe::status(&stream, self.engine.now()),
                stream_mode_details: Some(describe::mode(stored.mode)),
                retention_period_hours: stored.retention_hours,
                stream_creation_timestamp: describe::whole_seconds(stored.created),
                enhanced_monitoring: describe::monitoring(),
                encryption_type: Some(EncryptionType::None),
                key_id: None,
                open_shard_count: stream.shards.len() as i32,
                consumer_count: Some(0),
                warm_throughput: None,
                max_record_size_in_ki_b: stored.record_kib_max,
            },
        })
    }
}
