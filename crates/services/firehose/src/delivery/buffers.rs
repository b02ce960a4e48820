//! Buffers: one for each place that records go to, each full by size or due by time.

use std::collections::{BTreeMap, VecDeque};

use kernel::Timestamp;

use super::batch::{Batch, Target};
use super::pieces::{Keys, Piece};
use super::transform;
use crate::engine::Held;
use crate::limits;
use crate::plan::{Buffering, Plan};

/// See the module.
#[derive(Default)]
pub struct Buffers {
    open: BTreeMap<Target, Buffer>,
    /// Full or due, in the order that they became so.
    ready: VecDeque<Batch>,
    /// Bytes in memory, here and on their way.
    bytes: usize,
    /// Records in open buffers.
    waiting: usize,
}

struct Buffer {
    pieces: Vec<Piece>,
    /// Bytes of data: what the buffer's size is about.
    data_bytes: usize,
    /// Bytes in memory.
    bytes: usize,
    /// When its first record has waited for its interval since it arrived.
    due: Timestamp,
    /// When it has since it came here.
    due_at_last: Timestamp,
}

impl Buffer {
    /// While older records are still to be read, the buffer waits for those that go with it, but no longer
    /// than its interval.
    fn due(&self, is_behind: bool) -> Timestamp {
        if is_behind { self.due_at_last } else { self.due }
    }
}

/// That there are as many partitions as there may be.
#[derive(Debug)]
pub struct TooManyPartitions;

impl Buffers {
    /// Adds a record to the buffer of `target`.
    pub fn push(&mut self, plan: &Plan, target: Target, piece: Piece, now: Timestamp) {
        let buffering = buffering(plan, &target);
        self.bytes += piece.bytes();
        self.waiting += 1;
        let buffer = match self.open.get_mut(&target) {
            Some(buffer) => buffer,
            None => {
                let buffer = Buffer {
                    pieces: Vec::new(),
                    data_bytes: 0,
                    bytes: 0,
                    due: Timestamp(piece.arrived.0 + buffering.interval_ms),
                    due_at_last: Timestamp(now.0 + buffering.interval_ms),
                };
                self.open.entry(target.clone()).or_insert(buffer)
            }
        };
        buffer.data_bytes += piece.data.len();
        buffer.bytes += piece.bytes();
        buffer.pieces.push(piece);
        // Many small records make a larger event than a function takes.
        let is_event_full = target == Target::Transform
            && transform::event_bytes(buffer.pieces.len(), buffer.data_bytes) >= transform::EVENT_BYTES_FULL;
        if buffer.data_bytes >= buffering.bytes || is_event_full {
            self.close(&target);
        }
    }

    /// Whether a record may open the partition `keys`.
    pub fn check_partition(&self, keys: &Keys) -> Result<(), TooManyPartitions> {
        let target = Target::Destination(keys.clone());
        let is_partition = |target: &&Target| matches!(target, Target::Destination(_));
        let is_full = || self.open.keys().filter(is_partition).count() >= limits::PARTITIONS_MAX;
        if !self.open.contains_key(&target) && is_full() { Err(TooManyPartitions) } else { Ok(()) }
    }

    fn close(&mut self, target: &Target) {
        if let Some(buffer) = self.open.remove(target) {
            self.waiting -= buffer.pieces.len();
            let (pieces, bytes) = (buffer.pieces, buffer.bytes);
            self.ready.push_back(Batch { target: target.clone(), pieces, bytes });
        }
    }

    /// Closes what is due, and the largest where there is too much in memory.
    pub fn close_due(&mut self, now: Timestamp, is_behind: bool) {
        let due = self.open.iter().filter(|(_, buffer)| buffer.due(is_behind) <= now);
        let due: Vec<_> = due.map(|(target, _)| target.clone()).collect();
        due.iter().for_each(|target| self.close(target));
        if !self.has_room() && self.ready.is_empty() {
            let largest = self.open.iter().max_by_key(|(_, buffer)| buffer.bytes);
            if let Some(target) = largest.map(|(target, _)| target.clone()) {
                self.close(&target);
            }
        }
    }

    /// The next batch that `takes` says there is room for.
    pub fn take_ready(&mut self, takes: impl Fn(&Batch) -> bool) -> Option<Batch> {
        let at = self.ready.iter().position(takes)?;
        self.ready.remove(at)
    }

    /// Whether nothing waits for a delivery to end.
    pub fn is_keeping_up(&self) -> bool {
        self.ready.is_empty()
    }

    /// When the next buffer becomes due.
    pub fn next_due(&self, is_behind: bool) -> Option<Timestamp> {
        self.open.values().map(|buffer| buffer.due(is_behind)).min()
    }

    /// What is in memory, for who looks.
    pub fn held(&self, is_behind: bool) -> Held {
        Held { records_waiting: self.waiting as u64, bytes: self.bytes as u64, due: self.next_due(is_behind) }
    }

    /// Whether more may be read.
    pub fn has_room(&self) -> bool {
        self.bytes < limits::MEMORY_BYTES_MAX
    }

    /// Notes that so many bytes have left memory.
    pub fn release(&mut self, bytes: usize) {
        self.bytes -= bytes;
    }
}

/// When the buffer of a target is full or due.
fn buffering(plan: &Plan, target: &Target) -> Buffering {
    match target {
        Target::Transform => {
            plan.steps.transform.as_ref().map_or(plan.buffering, |function| function.buffering)
        }
        Target::Destination(_) => plan.buffering,
        Target::Backup => plan.backup.as_ref().map_or(plan.buffering, |bucket| bucket.buffering),
        Target::Failures(_) => plan.failures.buffering,
    }
}
