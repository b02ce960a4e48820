//! Reading a stream in order of time, a page at a time, either way.

use std::ops::{Bound, ControlFlow};

use storage::Direction;

use super::{Engine, Event, GroupId, Position, Result, StreamId, keys};
use crate::limits::PAGE_BYTES_MAX;

/// Times from `start_ms` on and before `end_ms`, milliseconds since the epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub start_ms: u64,
    /// After the last.
    pub end_ms: u64,
}

/// Where a page begins, and which way it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At the oldest event, towards the newest.
    Head,
    /// At the newest event, towards the oldest.
    Tail,
    /// At this place, towards the newest.
    From(Position),
    /// Before this place, towards the oldest.
    Before(Position),
}

/// Some events of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Oldest first, whichever way the page went.
    pub events: Vec<Event>,
    /// Where the page after it begins.
    pub forward: Position,
    /// Before which the page before it ends.
    pub backward: Position,
}

impl Engine {
    /// Up to `limit` events of about a megabyte, but at least one if there is one.
    pub fn read(
        &self,
        group: GroupId,
        stream: StreamId,
        window: Window,
        start: Start,
        limit: usize,
    ) -> Result<Page> {
        let (mut lower, mut upper) = (Position::at(window.start_ms), Position::at(window.end_ms));
        let direction = match start {
            Start::Head | Start::From(_) => Direction::Forward,
            Start::Tail | Start::Before(_) => Direction::Reverse,
        };
        match start {
            Start::From(at) => lower = lower.max(at),
            Start::Before(at) => upper = upper.min(at),
            Start::Head | Start::Tail => {}
        }
        let (mut events, mut bytes) = (Vec::new(), 0);
        self.walk_events(group, stream, lower, upper, direction, &mut |at, value| {
            let event = Event::decode(at, value)?;
            bytes += event.bytes();
            if events.len() == limit || (bytes > PAGE_BYTES_MAX && !events.is_empty()) {
                return Ok(ControlFlow::Break(()));
            }
            events.push(event);
            Ok(ControlFlow::Continue(()))
        })?;
        if direction == Direction::Reverse {
            events.reverse();
        }
        // Where nothing was found, both ways lead from where the search began.
        let standing = match start {
            Start::From(at) | Start::Before(at) => at,
            Start::Head | Start::Tail => Position::at(window.start_ms),
        };
        let forward = events.last().map_or(standing, |last| last.at.following());
        let backward = events.first().map_or(standing, |first| first.at);
        Ok(Page { events, forward, backward })
    }

    /// Shows the events of a stream from `lower` on and before `upper`, until `visit` breaks.
    pub(super) fn walk_events(
        &self,
        group: GroupId,
        stream: StreamId,
        lower: Position,
        upper: Position,
        direction: Direction,
        visit: &mut dyn FnMut(Position, &bytes::Bytes) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let (lower, upper) = (keys::event(group, stream, lower), keys::event(group, stream, upper));
        self.scan(Bound::Included(&lower), Bound::Excluded(&upper), direction, &mut |key, value| {
            visit(keys::position(key)?, value)
        })
    }
}
