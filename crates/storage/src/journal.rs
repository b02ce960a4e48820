//! The journal: checksummed frames in numbered segments, written and kept group by group.
//!
//! The layer under [`crate::Log`] and the write-ahead log of [`crate::KeyValue`]. A *group* is what one
//! sync makes durable: a mark that counts its frames, then the frames. Invariants: a group is kept whole
//! or not at all; a mark at offset `x` proves that everything before `x` was synced, so damage before a
//! mark is corruption and refused, while damage after the last mark is a torn tail and cut off; a
//! segment gets its name only once its header is durable, so a bad header is always corruption; a next
//! segment proves the length of the one before. `docs/formats/log.md` states the bytes.
//! Lacks: threads, locks and queues (its owners have them), any index, and space reserved ahead: on ext4,
//! `fallocate` and sparse growth gave no steady gain per synced append of 200 B to 500 kB.

mod codec;
mod recovery;
mod scan;
mod segment;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

pub(crate) use codec::{EncodedFrame, FRAME_HEADER_BYTES, FrameHeader, MARK_LANE};
pub(crate) use scan::{FoundFrame, Scan};
pub(crate) use segment::{LaneMark, SegmentHeader};

use crate::StorageError;
use crate::disk::{Disk, File, OpenMode};

/// Payloads from this size are written from where they are; smaller ones are gathered first.
const DIRECT_BYTES: usize = 64 << 10;

/// A segment as the journal keeps it in mind.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub header: Arc<SegmentHeader>,
    /// Where its durable frames end.
    pub end: u64,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Journal {
    disk: Arc<dyn Disk>,
    directory: String,
    /// Ascending; the last is written to.
    segments: VecDeque<Segment>,
    active: Option<Arc<dyn File>>,
    /// Durable state of each lane.
    lanes: BTreeMap<u32, LaneMark>,
    pending: Option<Pending>,
    /// Whether the last bytes are a mark without frames, as a clean close leaves.
    closed_cleanly: bool,
    poison: Option<StorageError>,
}

/// A group that is written but not synced.
#[derive(Debug)]
struct Pending {
    end: u64,
    lanes: BTreeMap<u32, LaneMark>,
}

/// The file of segment `number`.
pub(crate) fn path_of(directory: &str, number: u64) -> String {
    format!("{directory}/{number:020}.log")
}

impl Journal {
    /// Every segment, ascending. The end of the last covers synced groups only.
    pub fn segments(&self) -> &VecDeque<Segment> {
        &self.segments
    }

    /// Durable state of every lane.
    pub fn lanes(&self) -> &BTreeMap<u32, LaneMark> {
        &self.lanes
    }

    /// The open file of the last segment.
    pub fn active(&self) -> Option<&Arc<dyn File>> {
        self.active.as_ref()
    }

    /// Whether a group waits for its sync.
    pub fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Poisoned if an earlier write or sync left the file's state unknown.
    pub fn check(&self) -> Result<(), StorageError> {
        self.poison.clone().map_or(Ok(()), Err)
    }

    fn poison(&mut self, error: StorageError) -> StorageError {
        let file = match self.segments.back() {
            Some(segment) => path_of(&self.directory, segment.header.number),
            None => self.directory.clone(),
        };
        let poison = StorageError::Poisoned { file, reason: error.to_string() };
        self.poison = Some(poison.clone());
        poison
    }

    /// Writes a group of at least one frame, without syncing it; answers the offset of each frame. On
    /// `Full` nothing of it stays and later groups may succeed; other errors poison the journal.
    pub fn append(&mut self, frames: &[EncodedFrame]) -> Result<Vec<u64>, StorageError> {
        // Two groups under one sync would be told apart by nobody: finish the first.
        self.sync()?;
        if self.segments.is_empty() {
            self.roll()?;
        }
        let (Some(segment), Some(file)) = (self.segments.back(), self.active.clone()) else {
            return Err(StorageError::Closed);
        };
        let (start, number) = (segment.end, segment.header.number);
        let path = path_of(&self.directory, number);
        self.closed_cleanly = false;
        match write_group(&*file, start, number, frames) {
            Ok((end, offsets)) => {
                let mut lanes = BTreeMap::new();
                for frame in frames {
                    let header = frame.header();
                    let known = lanes.get(&header.lane).or_else(|| self.lanes.get(&header.lane));
                    let latest = known.map_or(0, |mark| mark.timestamp_ms).max(header.timestamp_ms);
                    let mark = LaneMark { lane: header.lane, next: header.next(), timestamp_ms: latest };
                    lanes.insert(header.lane, mark);
                }
                self.pending = Some(Pending { end, lanes });
                Ok(offsets)
            }
            Err(error) => match StorageError::io("write", &path)(error) {
                full @ StorageError::Full { .. } => match file.set_length(start) {
                    Ok(()) => Err(full),
                    Err(error) => Err(self.poison(StorageError::io("truncate", &path)(error))),
                },
                error => Err(self.poison(error)),
            },
        }
    }

    /// Makes the group last appended durable. A failure poisons the journal.
    pub fn sync(&mut self) -> Result<(), StorageError> {
        self.check()?;
        let (Some(pending), Some(file)) = (self.pending.take(), &self.active) else { return Ok(()) };
        if let Err(error) = file.sync_data() {
            let directory = self.directory.clone();
            return Err(self.poison(StorageError::io("sync", &directory)(error)));
        }
        self.lanes.extend(pending.lanes);
        if let Some(segment) = self.segments.back_mut() {
            segment.end = pending.end;
        }
        Ok(())
    }

    /// Starts the next segment. On an error before it has its name, the last one stays in use.
    pub fn roll(&mut self) -> Result<(), StorageError> {
        self.check()?;
        let last = self.segments.back();
        let header = SegmentHeader {
            number: last.map_or(1, |last| last.header.number + 1),
            previous_end: last.map_or(0, |last| last.end),
            lanes: self.lanes.values().copied().collect(),
        };
        let fresh = format!("{}/new", self.directory);
        let path = path_of(&self.directory, header.number);
        let bytes = header.encode();
        let write = || {
            self.disk.create_directory(&self.directory)?;
            if let (Some(file), Some(last)) = (&self.active, last)
                && file.length()? != last.end
            {
                file.set_length(last.end)?;
                file.sync_data()?;
            }
            let file = self.disk.open(&fresh, OpenMode::Create)?;
            file.write_at(&bytes, 0)?;
            file.sync_data()?;
            Ok(file)
        };
        let file = write().map_err(StorageError::io("create", &path))?;
        let named = self.disk.rename(&fresh, &path).and_then(|()| self.disk.sync_directory(&self.directory));
        if let Err(error) = named {
            return Err(self.poison(StorageError::io("create", &path)(error)));
        }
        self.active = Some(file);
        self.segments.push_back(Segment { header: Arc::new(header), end: bytes.len() as u64 });
        Ok(())
    }

    /// Removes the oldest segment, durably, unless it is the last; answers the bytes freed.
    pub fn remove_oldest(&mut self) -> Result<u64, StorageError> {
        if self.segments.len() < 2 {
            return Ok(0);
        }
        let oldest = &self.segments[0];
        let path = path_of(&self.directory, oldest.header.number);
        // A later removal must never be durable before an earlier one: that would be a gap.
        let removed = match self.disk.remove(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => self.disk.sync_directory(&self.directory),
        };
        removed.map_err(StorageError::io("remove", &path))?;
        let freed = oldest.end;
        self.segments.pop_front();
        Ok(freed)
    }

    /// Removes every segment, oldest first, so that a crash on the way leaves a trimmed journal.
    pub fn remove_all(&mut self) -> Result<(), StorageError> {
        while self.segments.len() > 1 {
            self.remove_oldest()?;
        }
        if let Some(last) = self.segments.pop_front() {
            let path = path_of(&self.directory, last.header.number);
            let removed = self.disk.remove(&path).and_then(|()| self.disk.sync_directory(&self.directory));
            removed.map_err(StorageError::io("remove", &path))?;
        }
        self.active = None;
        self.poison = Some(StorageError::Closed);
        Ok(())
    }

    /// Seals the tail with an empty group, so that the next opening can tell damage from a torn write.
    pub fn close(&mut self) -> Result<(), StorageError> {
        let Some(segment) = self.segments.back() else { return Ok(()) };
        if self.closed_cleanly || self.poison.is_some() || segment.end == segment.header.bytes() {
            return Ok(());
        }
        self.append(&[])?;
        self.sync()?;
        self.closed_cleanly = true;
        Ok(())
    }
}

/// Writes a mark and `frames` from `start` on; answers the end and the offset of each frame.
fn write_group(
    file: &dyn File,
    start: u64,
    segment: u64,
    frames: &[EncodedFrame],
) -> std::io::Result<(u64, Vec<u64>)> {
    let count = u32::try_from(frames.len()).map_err(std::io::Error::other)?;
    let mut gathered = codec::mark(start, segment, count).to_vec();
    let mut written = start;
    let mut offsets = Vec::with_capacity(frames.len());
    for frame in frames {
        offsets.push(written + gathered.len() as u64);
        gathered.extend_from_slice(&frame.header_bytes);
        let direct = frame.payload.len() >= DIRECT_BYTES;
        if !direct {
            gathered.extend_from_slice(&frame.payload);
        }
        if direct || gathered.len() >= DIRECT_BYTES {
            file.write_at(&gathered, written)?;
            written += gathered.len() as u64;
            gathered.clear();
        }
        if direct {
            file.write_at(&frame.payload, written)?;
            written += frame.payload.len() as u64;
        }
    }
    if !gathered.is_empty() {
        file.write_at(&gathered, written)?;
    }
    Ok((written + gathered.len() as u64, offsets))
}
