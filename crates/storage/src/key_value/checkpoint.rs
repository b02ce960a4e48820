//! Moving what was written from memory and journal into the tree, while writes go on.
//!
//! The active layer becomes the flushing one, a new journal segment begins, and a thread writes the
//! flushing layer to the tree. When that is durable the layer is let go and the journal segments before
//! are removed. Memory is bounded: while both layers are full, writes wait. A checkpoint that fails
//! (disk full) leaves layer and journal as they are and is tried again when room is needed next.

use std::sync::Arc;
use std::thread::JoinHandle;

use super::Shared;
use super::snapshot::Snapshot;
use super::tree::Tree;
use crate::StorageError;
use crate::disk::Disk;
use crate::journal::Journal;

/// How a store checkpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tuning {
    /// A checkpoint is taken when this many bytes were written since the last; memory is bounded by
    /// about twice as much. 16 MiB: replayed in well under 0.1 s at opening.
    pub checkpoint_bytes: usize,
    /// Whether checkpoints run on the writer thread, so that the order of disk operations is the same in
    /// every run of a simulation.
    pub in_line: bool,
}

impl Default for Tuning {
    fn default() -> Self {
        Self { checkpoint_bytes: 16 << 20, in_line: false }
    }
}

/// See the module.
#[derive(Debug)]
pub(super) struct Checkpoints {
    disk: Arc<dyn Disk>,
    directory: String,
    tuning: Tuning,
    running: Option<JoinHandle<Result<(), StorageError>>>,
    /// What the flushing layer covers: all records before this one.
    next_record: u64,
}

impl Checkpoints {
    pub fn new(disk: Arc<dyn Disk>, directory: String, tuning: Tuning) -> Self {
        Self { disk, directory, tuning, running: None, next_record: 0 }
    }

    /// If the active layer is full, begins its checkpoint; waits for the one before if need be.
    pub fn make_room(
        &mut self,
        shared: &Arc<Shared>,
        journal: &mut Journal,
        next_record: u64,
    ) -> Result<(), StorageError> {
        let full = shared.snapshot().active.bytes() >= self.tuning.checkpoint_bytes;
        if full || self.running.as_ref().is_some_and(JoinHandle::is_finished) {
            let settled = self.settle(shared, journal);
            if full {
                settled.or_else(|_| self.retry(shared, journal))?;
                self.begin(shared, journal, next_record)?;
            }
        }
        Ok(())
    }

    /// Waits for the running checkpoint, if any, and removes the journal before it.
    fn settle(&mut self, shared: &Shared, journal: &mut Journal) -> Result<(), StorageError> {
        if let Some(thread) = self.running.take() {
            let failed = || StorageError::Tree { store: shared.name.clone(), reason: "it panicked".into() };
            thread.join().unwrap_or_else(|_| Err(failed()))?;
        }
        let snapshot = shared.snapshot();
        if snapshot.flushing.is_some() {
            let reason = "an earlier checkpoint failed".into();
            return Err(StorageError::Tree { store: shared.name.clone(), reason });
        }
        let in_tree = snapshot.tree.map_or(0, |tree| tree.next_record());
        remove_before(journal, in_tree)
    }

    fn retry(&mut self, shared: &Arc<Shared>, journal: &mut Journal) -> Result<(), StorageError> {
        if shared.snapshot().flushing.is_some() {
            flush(shared, &*self.disk, &self.directory, self.next_record)?;
        }
        self.settle(shared, journal)
    }

    fn begin(
        &mut self,
        shared: &Arc<Shared>,
        journal: &mut Journal,
        next_record: u64,
    ) -> Result<(), StorageError> {
        journal.roll()?;
        self.next_record = next_record;
        shared.publish(|snapshot| snapshot.flushing = Some(std::mem::take(&mut snapshot.active)));
        if self.tuning.in_line {
            // The layer stays for a later try if this one fails.
            let _ = flush(shared, &*self.disk, &self.directory, next_record);
            let _ = self.settle(shared, journal);
            return Ok(());
        }
        let (shared, disk, directory) = (shared.clone(), self.disk.clone(), self.directory.clone());
        let thread = std::thread::Builder::new().name(format!("checkpoint {}", shared.name));
        let thread = thread.spawn(move || flush(&shared, &*disk, &directory, next_record));
        // A thread that cannot start is a checkpoint that failed.
        self.running = thread.ok();
        Ok(())
    }

    /// Waits for the running checkpoint, if any, and leaves everything as it is.
    pub fn abandon(&mut self) {
        if let Some(thread) = self.running.take() {
            // The journal still has what a failed checkpoint has not.
            let _ = thread.join();
        }
    }

    /// Finishes what runs; takes a last checkpoint if the journal is worth more than a moment of replay.
    pub fn finish(
        &mut self,
        shared: &Arc<Shared>,
        journal: &mut Journal,
        next_record: u64,
    ) -> Result<(), StorageError> {
        self.settle(shared, journal).or_else(|_| self.retry(shared, journal))?;
        if shared.snapshot().active.bytes() >= self.tuning.checkpoint_bytes / 16 {
            self.begin(shared, journal, next_record)?;
            self.settle(shared, journal)?;
        }
        Ok(())
    }
}

/// Removes the segments of which all is in the tree, which goes up to record `in_tree`.
pub(super) fn remove_before(journal: &mut Journal, in_tree: u64) -> Result<(), StorageError> {
    while journal.segments().get(1).is_some_and(|second| second.header.first_of(0) <= in_tree) {
        journal.remove_oldest()?;
    }
    Ok(())
}

/// Writes the flushing layer to the tree and lets it go.
fn flush(shared: &Shared, disk: &dyn Disk, directory: &str, next_record: u64) -> Result<(), StorageError> {
    // Without the active layer, which changes in place while nobody else holds it.
    let Snapshot { flushing: Some(flushing), tree: before, .. } = shared.snapshot() else { return Ok(()) };
    match Tree::checkpoint(before.as_deref(), disk, directory, &flushing, next_record) {
        Ok(tree) => {
            shared.publish(|snapshot| {
                snapshot.flushing = None;
                snapshot.tree = Some(Arc::new(tree));
            });
            Ok(())
        }
        Err(error) => {
            // After a refusal of the disk the library wants its file opened anew, for reading too.
            if before.is_some()
                && let Ok(Some(tree)) = Tree::open(disk, directory)
            {
                shared.publish(|snapshot| snapshot.tree = Some(Arc::new(tree)));
            }
            Err(error)
        }
    }
}
