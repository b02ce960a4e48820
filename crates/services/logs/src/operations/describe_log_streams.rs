//! `DescribeLogStreams`.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use dispatch::{Call, Handle};
use logs_api::{DescribeLogStreams, DescribeLogStreamsInput, DescribeLogStreamsOutput, LogStream, OrderBy};
use wire::Fault;

use crate::Logs;
use crate::engine::{EngineError, GroupId, Position, StoredStream};
use crate::errors::invalid;
use crate::limits::DESCRIBE_MAX;

/// A stream with its name.
type Named = (String, StoredStream);
/// Streams with their names.
type Streams = Vec<Named>;

impl Handle<DescribeLogStreams> for Logs {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeLogStreamsInput,
    ) -> Result<DescribeLogStreamsOutput, Fault> {
        let group =
            self.find(call, input.log_group_name.as_deref(), input.log_group_identifier.as_deref())?;
        let by_time = input.order_by == Some(OrderBy::LastEventTime);
        if by_time && input.log_stream_name_prefix.is_some() {
            return Err(invalid("Cannot order by LastEventTime with a logStreamNamePrefix."));
        }
        self.engine.flush().await?;
        let limit = input.limit.map_or(DESCRIBE_MAX, |limit| limit as usize);
        let (descending, token) = (input.descending == Some(true), input.next_token.as_deref());
        let prefix = input.log_stream_name_prefix.as_deref().unwrap_or_default();
        let (mut streams, token_of): (_, fn(&Named) -> String) = if by_time {
            (self.by_time(group.id(), descending, token, limit + 1)?, |(_, stream)| place(stream).to_string())
        } else {
            (self.by_name(group.id(), prefix, descending, token, limit + 1)?, |(name, _)| name.clone())
        };
        let more = streams.len() > limit;
        streams.truncate(limit);
        let next_token = streams.last().filter(|_| more).map(token_of);
        let arn = group.arn(&call.place);
        let log_streams = streams.into_iter().map(|(name, stream)| describe(&arn, name, &stream)).collect();
        Ok(DescribeLogStreamsOutput { log_streams: Some(log_streams), next_token })
    }
}

impl Logs {
    /// The token is the name after which to go on.
    fn by_name(
        &self,
        group: GroupId,
        prefix: &str,
        descending: bool,
        token: Option<&str>,
        count: usize,
    ) -> Result<Streams, EngineError> {
        let mut streams = Vec::new();
        let mut take = |name: &str, stream: StoredStream| {
            if name.starts_with(prefix) {
                streams.push((name.to_owned(), stream));
            } else if descending && name < prefix {
                return ControlFlow::Break(());
            }
            if streams.len() < count { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        if descending {
            self.engine.streams_descending(group, token, &mut take)?;
        } else {
            self.engine.streams(group, prefix, token, &mut take)?;
        }
        Ok(streams)
    }

    /// Looks at all streams of the group, keeps `count`. The token is the place of the last one seen.
    fn by_time(
        &self,
        group: GroupId,
        descending: bool,
        token: Option<&str>,
        count: usize,
    ) -> Result<Streams, EngineError> {
        let seen = token.map(|token| Position::parse(token).ok_or(EngineError::BadToken)).transpose()?;
        let mut kept = BTreeMap::new();
        self.engine.streams(group, "", None, |name, stream| {
            let at = place(&stream);
            if seen.is_none_or(|seen| if descending { at < seen } else { at > seen }) {
                kept.insert(at, (name.to_owned(), stream));
            }
            if kept.len() > count {
                if descending {
                    kept.pop_first()
                } else {
                    kept.pop_last()
                };
            }
            ControlFlow::Continue(())
        })?;
        let ascending = kept.into_values();
        Ok(if descending { ascending.rev().collect() } else { ascending.collect() })
    }
}

/// Where a stream stands among those ordered by time: each elsewhere.
fn place(stream: &StoredStream) -> Position {
    Position { timestamp_ms: stream.span_ms().map_or(0, |(_, last)| last), sequence: stream.id.0 }
}

fn describe(group_arn: &str, name: String, stream: &StoredStream) -> LogStream {
    let (first, last) = stream.span_ms().unzip();
    LogStream {
        creation_time: Some(stream.created_ms as i64),
        first_event_timestamp: first.map(|ms| ms as i64),
        last_event_timestamp: last.map(|ms| ms as i64),
        last_ingestion_time: first.map(|_| stream.ingested_ms as i64),
        // Ignored wherever it is given, but some clients want to give one.
        upload_sequence_token: first.map(|_| place(stream).to_string()),
        arn: Some(format!("{group_arn}:log-stream:{name}")),
        // AWS counts bytes per group only, since 2019.
        stored_bytes: Some(0),
        log_stream_name: Some(name),
    }
}
