//! Searching a group: its streams merged in order of time, and what matches a pattern.
//!
//! Each stream is read ahead a little, the fewer events the more streams there are, so memory is bounded.
//! A page ends also when it has looked at much without finding anything; the next goes on from there.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::ops::ControlFlow;

use bytes::Bytes;
use storage::Direction;

use super::{Engine, Event, GroupId, Pattern, Position, Result, StreamId, Window, keys};
use crate::limits::{EXAMINED_BYTES_MAX, EXAMINED_EVENTS_MAX, PAGE_BYTES_MAX};

/// Events read ahead, of all streams together.
const AHEAD_EVENTS: usize = 4096;
/// An event that is larger than this is not kept while it is ahead, but read again.
const AHEAD_BYTES_MAX: usize = 1024;

/// What is looked for.
#[derive(Debug)]
pub struct Search {
    /// The group.
    pub group: GroupId,
    /// The streams and their names.
    pub streams: Vec<(String, StreamId)>,
    /// When.
    pub window: Window,
    /// From where on.
    pub from: Position,
    /// What messages must be like.
    pub pattern: Pattern,
    /// How many events are enough.
    pub limit: usize,
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// In order of time; with each its stream's place in [`Search::streams`].
    pub events: Vec<(usize, Event)>,
    /// Where the next page begins, if there may be more.
    pub next: Option<Position>,
}

/// How far a stream has been read.
struct Cursor {
    stream: StreamId,
    ahead: VecDeque<(Position, Option<Bytes>)>,
    next: Option<Position>,
}

impl Engine {
    /// The next page of what is looked for. Blocks on the disk.
    pub fn search(&self, search: &Search) -> Result<Found> {
        let chunk = (AHEAD_EVENTS / search.streams.len().max(1)).clamp(1, 256);
        let from = search.from.max(Position::at(search.window.start_ms));
        let new_cursor = |(_, stream): &(_, StreamId)| Cursor {
            stream: *stream,
            ahead: VecDeque::new(),
            next: Some(from),
        };
        let mut cursors: Vec<_> = search.streams.iter().map(new_cursor).collect();
        // Which stream goes on where; numbers are unique, so there are no ties.
        let mut order = BinaryHeap::with_capacity(cursors.len());
        for (index, cursor) in cursors.iter_mut().enumerate() {
            order.extend(self.peek(search, cursor, chunk)?.map(|at| Reverse((at, index))));
        }
        let mut found = Found { events: Vec::new(), next: None };
        let (mut examined, mut examined_bytes, mut bytes) = (0, 0, 0);
        while let Some(Reverse((at, index))) = order.pop() {
            let full = found.events.len() == search.limit || bytes > PAGE_BYTES_MAX;
            if full || examined == EXAMINED_EVENTS_MAX || examined_bytes > EXAMINED_BYTES_MAX {
                found.next = Some(at);
                break;
            }
            let cursor = &mut cursors[index];
            if let Some((at, kept)) = cursor.ahead.pop_front()
                && let Some(event) = self.event(search.group, cursor.stream, at, kept)?
            {
                examined += 1;
                examined_bytes += event.bytes();
                if search.pattern.matches(&event.message) {
                    bytes += event.bytes();
                    found.events.push((index, event));
                }
            }
            order.extend(self.peek(search, cursor, chunk)?.map(|at| Reverse((at, index))));
        }
        Ok(found)
    }

    /// Where the cursor's next event stands.
    fn peek(&self, search: &Search, cursor: &mut Cursor, chunk: usize) -> Result<Option<Position>> {
        if cursor.ahead.is_empty()
            && let Some(next) = cursor.next.take()
        {
            let (ahead, end) = (&mut cursor.ahead, Position::at(search.window.end_ms));
            self.walk_events(
                search.group,
                cursor.stream,
                next,
                end,
                Direction::Forward,
                &mut |at, value| {
                    ahead.push_back((at, (value.len() <= AHEAD_BYTES_MAX).then(|| value.clone())));
                    Ok(if ahead.len() < chunk { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
                },
            )?;
            cursor.next =
                cursor.ahead.back().filter(|_| cursor.ahead.len() == chunk).map(|(at, _)| at.following());
        }
        Ok(cursor.ahead.front().map(|(at, _)| *at))
    }

    /// The event at `at`; none if it was swept away meanwhile.
    fn event(
        &self,
        group: GroupId,
        stream: StreamId,
        at: Position,
        kept: Option<Bytes>,
    ) -> Result<Option<Event>> {
        let value = match kept {
            Some(value) => Some(value),
            None => self.store()?.get(&keys::event(group, stream, at))?,
        };
        value.map(|value| Event::decode(at, &value)).transpose()
    }
}
