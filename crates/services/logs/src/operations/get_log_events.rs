//! `GetLogEvents`.

use dispatch::{Call, Handle};
use logs_api::{GetLogEvents, GetLogEventsInput, GetLogEventsOutput, OutputLogEvent};
use wire::Fault;

use super::window;
use crate::Logs;
use crate::engine::{EngineError, Position, Start};
use crate::limits::PAGE_EVENTS_MAX;

impl Handle<GetLogEvents> for Logs {
    async fn handle(&self, call: &Call, input: GetLogEventsInput) -> Result<GetLogEventsOutput, Fault> {
        let group =
            self.find(call, input.log_group_name.as_deref(), input.log_group_identifier.as_deref())?;
        self.engine.flush().await?;
        let stream = self.engine.stream(group.id(), &input.log_stream_name)?;
        let start = match input.next_token.as_deref() {
            Some(token) => parse(token)?,
            None if input.start_from_head == Some(true) => Start::Head,
            None => Start::Tail,
        };
        let end_ms = input.end_time.map_or(u64::MAX, |end| end as u64);
        let window = window(input.start_time, end_ms, group.horizon(self.engine.now()));
        let limit = input.limit.map_or(PAGE_EVENTS_MAX, |limit| limit as usize);
        let page = self.engine.read(group.id(), stream.id, window, start, limit)?;
        let output_event = |event: crate::engine::Event| OutputLogEvent {
            timestamp: Some(event.at.timestamp_ms as i64),
            message: Some(event.message),
            ingestion_time: Some(event.ingested_ms as i64),
        };
        Ok(GetLogEventsOutput {
            events: Some(page.events.into_iter().map(output_event).collect()),
            next_forward_token: Some(format!("f/{}/s", page.forward)),
            next_backward_token: Some(format!("b/{}/s", page.backward)),
        })
    }
}

/// A token is a way and a place: `f/…/s` goes on from it, `b/…/s` ends before it.
fn parse(token: &str) -> Result<Start, EngineError> {
    let (way, place) =
        token.strip_suffix("/s").unwrap_or(token).split_once('/').ok_or(EngineError::BadToken)?;
    let place = Position::parse(place).ok_or(EngineError::BadToken)?;
    match way {
        "f" => Ok(Start::From(place)),
        "b" => Ok(Start::Before(place)),
        _ => Err(EngineError::BadToken),
    }
}
