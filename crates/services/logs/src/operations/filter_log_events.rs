//! `FilterLogEvents`.

use std::ops::ControlFlow;
use std::sync::Arc;

use dispatch::{Call, Handle};
use logs_api::{FilterLogEvents, FilterLogEventsInput, FilterLogEventsOutput, FilteredLogEvent};
use wire::Fault;

use super::window;
use crate::Logs;
use crate::engine::{EngineError, GroupId, Pattern, Position, Search, StreamId, Window};
use crate::errors::invalid;
use crate::limits::PAGE_EVENTS_MAX;

impl Handle<FilterLogEvents> for Logs {
    async fn handle(&self, call: &Call, input: FilterLogEventsInput) -> Result<FilterLogEventsOutput, Fault> {
        if input.log_stream_names.is_some() && input.log_stream_name_prefix.is_some() {
            return Err(invalid("logStreamNamePrefix and logStreamNames are mutually exclusive parameters."));
        }
        let group =
            self.find(call, input.log_group_name.as_deref(), input.log_group_identifier.as_deref())?;
        let pattern =
            Pattern::parse(input.filter_pattern.as_deref().unwrap_or_default()).map_err(EngineError::from)?;
        let from = input.next_token.map(|token| Position::parse(&token).ok_or(EngineError::BadToken));
        self.engine.flush().await?;
        // The end is included here, other than in GetLogEvents.
        let end_ms = input.end_time.map_or(u64::MAX, |end| (end as u64).saturating_add(1));
        let window = window(input.start_time, end_ms, group.horizon(self.engine.now()));
        let streams = match input.log_stream_names {
            Some(names) => self.named(group.id(), names)?,
            None => self.prefixed(group.id(), input.log_stream_name_prefix.as_deref(), window)?,
        };
        let search = Search {
            group: group.id(),
            streams,
            window,
            from: from.transpose()?.unwrap_or_default(),
            pattern,
            limit: input.limit.map_or(PAGE_EVENTS_MAX, |limit| limit as usize),
        };
        let engine = Arc::clone(&self.engine);
        let searched = tokio::task::spawn_blocking(move || (engine.search(&search), search));
        let (found, search) = searched.await.map_err(|error| Fault::internal(error.to_string()))?;
        let found = found?;
        let filtered_event = |(stream, event): (usize, crate::engine::Event)| FilteredLogEvent {
            log_stream_name: Some(search.streams[stream].0.clone()),
            timestamp: Some(event.at.timestamp_ms as i64),
            message: Some(event.message),
            ingestion_time: Some(event.ingested_ms as i64),
            event_id: Some(event.at.to_string()),
        };
        Ok(FilterLogEventsOutput {
            events: Some(found.events.into_iter().map(filtered_event).collect()),
            // AWS lists none any more, since 2020.
            searched_log_streams: Some(Vec::new()),
            next_token: found.next.map(|at| at.to_string()),
        })
    }
}

impl Logs {
    fn named(&self, group: GroupId, mut names: Vec<String>) -> Result<Vec<(String, StreamId)>, EngineError> {
        names.sort();
        names.dedup();
        names
            .into_iter()
            .map(|name| self.engine.stream(group, &name).map(|stream| (name, stream.id)))
            .collect()
    }

    /// The streams that have anything in the window.
    fn prefixed(
        &self,
        group: GroupId,
        prefix: Option<&str>,
        window: Window,
    ) -> Result<Vec<(String, StreamId)>, EngineError> {
        let mut streams = Vec::new();
        self.engine.streams(group, prefix.unwrap_or_default(), None, |name, stream| {
            if stream.span_ms().is_some_and(|(first, last)| first < window.end_ms && last >= window.start_ms)
            {
                streams.push((name.to_owned(), stream.id));
            }
            ControlFlow::Continue(())
        })?;
        Ok(streams)
    }
}
