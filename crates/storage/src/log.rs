//! The append log: many lanes in one sequence of segments, one sync for all that is queued.
//!
//! A Kinesis stream is a log, its shards are lanes. Appends are queued; the volume's committer thread
//! writes what is queued on every log and syncs each once. Readers see durable frames only, straight
//! from the segments, and never wait for a sync. Invariants: within a lane, item numbers ascend; a lane
//! goes on numbering where it stopped, even when all its frames were trimmed; the frames of one append
//! are kept whole or not at all. Memory is bounded: an index of one segment
//! is some kilobytes, and those of sealed segments are read back when needed.
//! Lacks: deleting single frames, compaction by key.

mod append;
mod committer;
mod index;
mod read;
mod tally;
mod view;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use bytes::Bytes;
use tokio::sync::watch;

use crate::disk::Disk;
use crate::journal::{FRAME_HEADER_BYTES, Journal};
use crate::{StorageError, Ticket};
use append::Queue;
pub(crate) use committer::Committer;
use index::SparseIndex;
pub use tally::{Appended, DataBytes, Extent};
use view::View;

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

/// Bits of an offset in the one number of a position; segments are some megabytes.
const OFFSET_BITS: u32 = 40;

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

    /// As one number, greater for what is later in its log: 24 bits of segment, 40 of offset.
    pub fn to_number(self) -> u64 {
        self.segment << OFFSET_BITS | self.offset
    }

    /// From what [`Self::to_number`] answered.
    pub fn from_number(number: u64) -> Self {
        Self { segment: number >> OFFSET_BITS, offset: number & ((1 << OFFSET_BITS) - 1) }
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
    /// No item before this one is kept; `next` if none is kept at all.
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
    name: String,
    disk: Arc<dyn Disk>,
    directory: String,
    options: LogOptions,
    /// What waits to be written. Never held while waiting for the disk.
    queue: Mutex<Queue>,
    /// Held while the disk is written to; taken before `view`, never after.
    journal: Mutex<Journal>,
    /// What readers see. Never held while waiting for the disk.
    view: RwLock<View>,
    committed: watch::Sender<u64>,
    committer: Arc<Committer>,
}

impl Inner {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn view(&self) -> std::sync::RwLockReadGuard<'_, View> {
        self.view.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn view_mut(&self) -> std::sync::RwLockWriteGuard<'_, View> {
        self.view.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log {
    /// Opens the log in `directory`, which need not exist.
    pub(crate) fn open(
        name: &str,
        disk: Arc<dyn Disk>,
        directory: String,
        options: LogOptions,
        committer: Arc<Committer>,
    ) -> Result<Self, StorageError> {
        let mut index = SparseIndex::default();
        let journal =
            Journal::open(disk.clone(), &directory, &mut |segment, frame| index.add(segment, frame))?;
        let view = View::of(&journal, index);
        let queue = Queue::after(&view);
        Ok(Self(Arc::new(Inner {
            name: name.to_owned(),
            disk,
            directory,
            options,
            queue: Mutex::new(queue),
            journal: Mutex::new(journal),
            view: RwLock::new(view),
            committed: watch::Sender::new(0),
            committer,
        })))
    }

    /// Queues frames in call order and answers a ticket that resolves when all are durable. Each frame's
    /// `first` must be at least its lane's last queued `first + count`: hold your own lock around
    /// numbering and this call, which does not wait. Throttled beyond 64 MiB of queued bytes. If the
    /// ticket answers an error, none of the frames is kept, and numbering may go on from
    /// [`Self::durable_next`] or from any number after.
    pub fn append(&self, frames: Vec<Frame>) -> Result<Ticket, StorageError> {
        append::append(&self.0, frames)
    }

    /// Durable frames of `lane` from the one that holds item `from` (or the next after it), of up to
    /// about `max_bytes` of payload, but at least one if there is one. Blocks on the disk. `hint`, the
    /// `next` of an earlier read of this lane that ended just before `from`, makes it cheap.
    pub fn read(
        &self,
        lane: u32,
        from: u64,
        max_bytes: usize,
        hint: Option<Position>,
    ) -> Result<ReadOut, StorageError> {
        read::read(&self.0, lane, from, max_bytes, hint)
    }

    /// The first item of the first durable frame of `lane` whose timestamp is at least `timestamp_ms`.
    pub fn seek_time(&self, lane: u32, timestamp_ms: u64) -> Result<Option<u64>, StorageError> {
        read::seek_time(&self.0, lane, timestamp_ms)
    }

    /// All lanes ever written, ascending.
    pub fn lanes(&self) -> Vec<LaneState> {
        self.0.view().lanes.values().copied().collect()
    }

    /// The number after the last durable item of `lane`; 0 for a lane never written.
    pub fn durable_next(&self, lane: u32) -> u64 {
        self.0.view().lanes.get(&lane).map_or(0, |state| state.next)
    }

    /// The position after everything durable.
    pub fn end(&self) -> Position {
        self.0.view().end()
    }

    /// What was appended after `from` and is durable, by minute, and up to which position. It is at hand where `from`
    /// is where the last answer ended; else headers are read from there, which blocks. `from` is an earlier answer's
    /// end, or the default: from the oldest frame that is kept.
    pub fn appended_since(
        &self,
        from: Position,
        data_bytes: DataBytes,
    ) -> Result<(Vec<Appended>, Position), StorageError> {
        tally::appended_since(&self.0, from, data_bytes)
    }

    /// A counter that rises after each commit, so that tailing readers wake without polling.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.committed.subscribe()
    }

    /// Drops, oldest first, whole segments all of whose frames are older than `timestamp_ms`; answers
    /// the bytes freed. The segment being written is closed and dropped too if it is that old. Blocks.
    pub fn trim_before(&self, timestamp_ms: u64) -> Result<u64, StorageError> {
        append::trim_before(&self.0, timestamp_ms)
    }

    /// Bytes on disk, without what is queued.
    pub fn bytes(&self) -> u64 {
        self.0.view().bytes()
    }

    /// Refuses appends from now on.
    pub(crate) fn stop(&self) {
        self.0.queue().closed = true;
    }

    /// Seals the tail, once nothing is queued any more.
    pub(crate) fn seal(&self) -> Result<(), StorageError> {
        self.0.journal().close()
    }

    /// Removes all data; what is queued is answered with Closed.
    pub(crate) fn remove(&self) -> Result<(), StorageError> {
        self.stop();
        let mut journal = self.0.journal();
        self.0.queue().fail_all(&StorageError::Closed);
        let numbers: Vec<u64> = journal.segments().iter().map(|segment| segment.header.number).collect();
        for number in numbers {
            index::remove(&*self.0.disk, &self.0.directory, number);
        }
        journal.remove_all()?;
        *self.0.view_mut() = View::default();
        self.0.disk.remove_directory(&self.0.directory).map_err(StorageError::io("remove", &self.0.directory))
    }
}

impl Frame {
    /// Bytes it takes on disk.
    pub fn bytes(&self) -> usize {
        FRAME_HEADER_BYTES + self.payload.len()
    }
}
