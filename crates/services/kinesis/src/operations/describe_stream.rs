//! `DescribeStream`.

use dispatch::{Call, Handle};
use kinesis_api::{
    DescribeStream, DescribeStreamInput, DescribeStreamOutput, EncryptionType, StreamDescription,
    StreamStatus,
};
use wire::Fault;

use super::describe;
use crate::{Kinesis, limits};

impl Handle<DescribeStream> for Kinesis {
    async fn handle(&self, call: &Call, input: DescribeStreamInput) -> Result<DescribeStreamOutput, Fault> {
        let stream = self.find(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        let limit = input.limit.map_or(limits::DESCRIBE_SHARDS_DEFAULT, |limit| limit as usize);
        let stream_status = describe::status(&stream, self.engine.now());
        let (shards, has_more_shards) = match stream_status {
            // AWS shows no shards before they can be used.
            StreamStatus::Creating => (Vec::new(), false),
            _ => describe::shards(&stream, input.exclusive_start_shard_id.as_deref(), limit)?,
        };
        let stored = stream.description();
        Ok(DescribeStreamOutput {
            stream_description: StreamDescription {
                stream_name: stream.name.clone(),
                stream_arn: stream.arn.to_string(),
                stream_status,
                stream_mode_details: Some(describe::mode(stored.mode)),
                shards,
                has_more_shards,
                retention_period_hours: stored.retention_hours,
                stream_creation_timestamp: describe::whole_seconds(stored.created),
                enhanced_monitoring: describe::monitoring(),
                encryption_type: Some(EncryptionType::None),
                key_id: None,
            },
        })
    }
}
