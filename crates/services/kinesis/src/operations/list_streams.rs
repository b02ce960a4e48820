//! `ListStreams`.

use dispatch::{Call, Handle};
use kinesis_api::{ListStreams, ListStreamsInput, ListStreamsOutput, StreamSummary};
use wire::Fault;

use super::describe;
use crate::{Kinesis, limits};

impl Handle<ListStreams> for Kinesis {
    async fn handle(&self, call: &Call, input: ListStreamsInput) -> Result<ListStreamsOutput, Fault> {
        let limit = input.limit.map_or(limits::LIST_STREAMS_DEFAULT, |limit| limit as usize);
        // The token is the name after which to go on: it needs no state and never expires.
        let after = input.next_token.or(input.exclusive_start_stream_name);
        let streams = self.engine.streams(&call.place)?;
        let mut rest =
            streams.iter().filter(|stream| after.as_ref().is_none_or(|after| stream.name > *after));
        let now = self.engine.now();
        let summaries: Vec<_> = rest
            .by_ref()
            .take(limit)
            .map(|stream| StreamSummary {
                stream_name: stream.name.clone(),
                stream_arn: stream.arn.to_string(),
                stream_status: describe::status(stream, now),
                stream_mode_details: Some(describe::mode(stream.description().mode)),
                stream_creation_timestamp: Some(describe::whole_seconds(stream.description().created)),
            })
            .collect();
        let has_more_streams = rest.next().is_some();
        let stream_names: Vec<_> = summaries.iter().map(|summary| summary.stream_name.clone()).collect();
        Ok(ListStreamsOutput {
            next_token: stream_names.last().filter(|_| has_more_streams).cloned(),
            stream_names,
            has_more_streams,
            stream_summaries: Some(summaries),
        })
    }
}
