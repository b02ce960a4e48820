//! The append log: many lanes in one sequence of segments, one sync for all that is queued.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::watch;

use crate::{StorageError, Ticket};

/// How a log is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogOptions {
    /// A segment is closed at about this many bytes. Retention drops whole segments.
    pub segment_bytes: u64,
}

impl Default for LogOptions {
    fn default() -> Self {
        Self { segment_bytes: 64 << 20 }
    }
}

/// Items `first..first + count` of a lane, as one payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The lane: a shard of a stream.
    pub lane: u32,
    /// Number of the first item. At least the lane's `next`; gaps are allowed.
    pub first: u64,
    /// How many items; at least 1.
    pub count: u32,
    /// When, in milliseconds since 1970. Should not descend within a lane.
    pub timestamp_ms: u64,
    /// The items, in an encoding of the caller's.
    pub payload: Bytes,
}

/// A place in a log to go on reading from. Opaque; two numbers for those who store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    pub(crate) segment: u64,
    pub(crate) offset: u64,
}

impl Position {
    /// As two numbers.
    pub fn to_parts(self) -> (u64, u64) {
        (self.segment, self.offset)
    }

    /// From what [`Self::to_parts`] answered.
    pub fn from_parts(parts: (u64, u64)) -> Self {
        Self { segment: parts.0, offset: parts.1 }
    }
}

/// What a read found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOut {
    /// In order; empty only if there is nothing durable at or after where the read began.
    pub frames: Vec<Frame>,
    /// The hint for the next read of this lane, from the item after the last frame.
    pub next: Position,
}

/// Where a lane stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneState {
    /// The lane.
    pub lane: u32,
    /// The first item that is still kept; `next` if none is.
    pub first_kept: u64,
    /// The number after the last durable item: where numbering goes on.
    pub next: u64,
    /// The latest timestamp of any durable frame, in milliseconds since 1970.
    pub last_timestamp_ms: u64,
}

/// A multi-lane append log. Cheap to clone; all clones are the same log.
#[derive(Clone, Debug)]
pub struct Log(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    lanes: Mutex<BTreeMap<u32, Vec<Frame>>>,
    committed: watch::Sender<u64>,
}

impl Log {
    pub(crate) fn memory(_options: LogOptions) -> Self {
        Self(Arc::new(Inner { lanes: Mutex::default(), committed: watch::Sender::new(0) }))
    }

    fn lanes_locked(&self) -> MutexGuard<'_, BTreeMap<u32, Vec<Frame>>> {
        self.0.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues frames in call order and answers a ticket that resolves when all are durable.
    pub fn append(&self, frames: Vec<Frame>) -> Result<Ticket, StorageError> {
        let mut lanes = self.lanes_locked();
        for frame in frames {
            lanes.entry(frame.lane).or_default().push(frame);
        }
        self.0.committed.send_modify(|count| *count += 1);
        Ok(Ticket::ready(Ok(())))
    }

    /// Durable frames of `lane` from the one that holds item `from` (or the next after it), of up to
    /// about `max_bytes` of payload, but at least one if there is one. `hint` makes it cheap.
    pub fn read(
        &self,
        lane: u32,
        from: u64,
        max_bytes: usize,
        _hint: Option<Position>,
    ) -> Result<ReadOut, StorageError> {
        let lanes = self.lanes_locked();
        let mut frames = Vec::new();
        let mut bytes = 0;
        for frame in lanes.get(&lane).into_iter().flatten() {
            if frame.first + u64::from(frame.count) > from && (frames.is_empty() || bytes < max_bytes) {
                bytes += frame.payload.len();
                frames.push(frame.clone());
            }
        }
        Ok(ReadOut { frames, next: Position::default() })
    }

    /// The first item of the first durable frame of `lane` whose timestamp is at least `timestamp_ms`.
    pub fn seek_time(&self, lane: u32, timestamp_ms: u64) -> Result<Option<u64>, StorageError> {
        let lanes = self.lanes_locked();
        let found = lanes.get(&lane).into_iter().flatten().find(|frame| frame.timestamp_ms >= timestamp_ms);
        Ok(found.map(|frame| frame.first))
    }

    /// All lanes ever written, ascending.
    pub fn lanes(&self) -> Vec<LaneState> {
        let lanes = self.lanes_locked();
        let states = lanes.iter().filter_map(|(lane, frames)| {
            let (first, last) = (frames.first()?, frames.last()?);
            Some(LaneState {
                lane: *lane,
                first_kept: first.first,
                next: last.first + u64::from(last.count),
                last_timestamp_ms: last.timestamp_ms,
            })
        });
        states.collect()
    }

    /// The number after the last durable item of `lane`; 0 for a lane never written.
    pub fn durable_next(&self, lane: u32) -> u64 {
        self.lanes().iter().find(|state| state.lane == lane).map_or(0, |state| state.next)
    }

    /// A counter that rises after each commit, so that tailing readers wake without polling.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.committed.subscribe()
    }

    /// Drops whole segments all of whose frames are older than `timestamp_ms`; answers the bytes freed.
    pub fn trim_before(&self, _timestamp_ms: u64) -> Result<u64, StorageError> {
        Ok(0)
    }

    /// Bytes on disk.
    pub fn bytes(&self) -> u64 {
        self.lanes_locked().values().flatten().map(|frame| 32 + frame.payload.len() as u64).sum()
    }
}
