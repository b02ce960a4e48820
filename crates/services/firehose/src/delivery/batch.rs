//! What goes together: a buffer's content, and what came of delivering it.

use std::collections::HashMap;

use kernel::Timestamp;

use super::failure::Failure;
use super::pieces::{Keys, Piece};
use crate::metering::Share;

/// Where a buffer's content goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// To the function.
    Transform,
    /// To the destination, in one partition of it.
    Destination(Keys),
    /// To the bucket of backups.
    Backup,
    /// To the bucket of failures, under what failed.
    Failures(&'static str),
}

/// The content of a buffer.
#[derive(Debug)]
pub struct Batch {
    /// Where it goes.
    pub target: Target,
    /// The records, in order.
    pub pieces: Vec<Piece>,
    /// Bytes that they take in memory.
    pub bytes: usize,
}

impl Batch {
    /// When the first record arrived, of which objects are named.
    pub fn arrived(&self) -> Timestamp {
        self.pieces.iter().map(|piece| piece.arrived).min().unwrap_or_default()
    }
}

/// What came of a batch.
#[derive(Debug)]
pub struct Outcome {
    /// Bytes that it took in memory.
    pub bytes: usize,
    /// Which pieces of each chunk are done with.
    pub done: HashMap<u64, Share>,
    /// Records that go on to the destination, with what the function said of their partition.
    pub changed: Vec<(Piece, Keys)>,
    /// Lines that go to the bucket of failures.
    pub failed: Vec<Failure>,
}

impl Outcome {
    /// That all of `batch` is done with.
    pub fn done(batch: &Batch) -> Self {
        let mut done: HashMap<u64, Share> = HashMap::new();
        for piece in &batch.pieces {
            done.entry(piece.chunk).or_default().add(piece.data.len());
        }
        Self { bytes: batch.bytes, done, changed: Vec::new(), failed: Vec::new() }
    }
}
