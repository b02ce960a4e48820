//! `DescribeStream`. A stream has one shard for all of its life, so it never has children.

use dispatch::{Call, Handle};
use dynamodb_api::streams::{
    DescribeStream, DescribeStreamInput, DescribeStreamOutput, SequenceNumberRange, Shard, StreamDescription,
    StreamStatus,
};
use wire::Fault;

use super::stream::check_limit;
use crate::DynamoDb;
use crate::limits::LIST_SHARDS_MAX;

impl Handle<DescribeStream> for DynamoDb {
    async fn handle(&self, call: &Call, input: DescribeStreamInput) -> Result<DescribeStreamOutput, Fault> {
        check_limit(input.limit, LIST_SHARDS_MAX)?;
        let stream = self.stream(call, &input.stream_arn)?;
        let (first, end) = (stream.first(), self.engine.end_of(&stream)?);
        let ended = stream.disabled.map(|_| stream.sequence_number((end - 1).max(first)));
        let shard = Shard {
            shard_id: Some(stream.shard_id()),
            sequence_number_range: Some(SequenceNumberRange {
                starting_sequence_number: Some(stream.sequence_number(first)),
                ending_sequence_number: ended,
            }),
            parent_shard_id: None,
        };
        let wanted = input.shard_filter.is_none()
            && input.exclusive_start_shard_id.is_none_or(|after| after < stream.shard_id());
        Ok(DescribeStreamOutput {
            stream_description: Some(StreamDescription {
                stream_arn: Some(stream.arn()),
                stream_label: Some(stream.label()),
                stream_status: Some(match stream.disabled {
                    Some(_) => StreamStatus::Disabled,
                    None => StreamStatus::Enabled,
                }),
                stream_view_type: Some(stream.view_type),
                creation_request_date_time: Some(stream.created),
                table_name: Some(stream.table),
                key_schema: Some(stream.key_schema),
                shards: Some(if wanted { vec![shard] } else { Vec::new() }),
                last_evaluated_shard_id: None,
            }),
        })
    }
}
