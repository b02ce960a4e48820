//! `ListStreams`: in order of table and age, those that were disabled within a day included.

use dispatch::{Call, Handle};
use dynamodb_api::streams::{ListStreams, ListStreamsInput, ListStreamsOutput, Stream};
use wire::Fault;

use super::stream::{check_limit, names};
use crate::DynamoDb;
use crate::errors::invalid;
use crate::limits::LIST_STREAMS_MAX;

impl Handle<ListStreams> for DynamoDb {
    async fn handle(&self, call: &Call, input: ListStreamsInput) -> Result<ListStreamsOutput, Fault> {
        let limit = check_limit(input.limit, LIST_STREAMS_MAX)?;
        let after = input.exclusive_start_stream_arn.as_deref();
        let after = after.map(|arn| names(arn).ok_or_else(|| invalid("Invalid StreamArn"))).transpose()?;
        let after = after.as_ref().map(|(_, table, label)| (table.as_str(), label.as_str()));
        let (streams, more) = self.engine.streams(&call.place, input.table_name.as_deref(), after, limit)?;
        Ok(ListStreamsOutput {
            last_evaluated_stream_arn: streams.last().filter(|_| more).map(|last| last.arn()),
            streams: Some(
                streams
                    .into_iter()
                    .map(|stream| Stream {
                        stream_arn: Some(stream.arn()),
                        stream_label: Some(stream.label()),
                        table_name: Some(stream.table),
                    })
                    .collect(),
            ),
        })
    }
}
