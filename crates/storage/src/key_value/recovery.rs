//! Opening a store on a disk: the tree, and the journal records that are not in it.
//!
//! Where that is more of a journal than a checkpoint leaves, the checkpoint was cut short. Its records then go into the
//! tree while they are read, in parts that are each durable: so memory keeps its bound, and a store whose every life is
//! shorter than a checkpoint gets on nevertheless.

use std::sync::Arc;

use super::checkpoint::{Checkpoints, Tuning, remove_before};
use super::ordered_map::OrderedMap;
use super::record;
use super::snapshot::Snapshot;
use super::tree::Tree;
use super::writer::Durable;
use crate::StorageError;
use crate::disk::{Disk, OpenMode};
use crate::journal::{Journal, Scan, path_of};

/// A checkpoint that was cut short is made up for in parts of this share of it.
const PARTS: usize = 4;

/// Opens what is in `directory`, which need not exist.
pub(super) fn open(
    disk: Arc<dyn Disk>,
    directory: String,
    tuning: Tuning,
) -> Result<(Snapshot, Durable), StorageError> {
    let tree = Tree::open(&*disk, &directory)?.map(Arc::new);
    let mut journal = Journal::open(disk.clone(), &directory, &mut |_, _| {})?;
    let mut snapshot = Snapshot { tree, ..Snapshot::default() };
    let before = in_tree(&snapshot);
    let next_record = replay(&*disk, &directory, &journal, tuning, &mut snapshot)?;
    if in_tree(&snapshot) > before {
        // What cannot be removed now is after the next checkpoint.
        let _ = remove_before(&mut journal, in_tree(&snapshot));
    }
    let checkpoints = Checkpoints::new(disk, directory, tuning);
    Ok((snapshot, Durable { journal, checkpoints, next_record }))
}

/// Number of the first record that is not in the tree.
fn in_tree(snapshot: &Snapshot) -> u64 {
    snapshot.tree.as_ref().map_or(0, |tree| tree.next_record())
}

/// Applies all records that are not in the tree; answers the number after the last.
fn replay(
    disk: &dyn Disk,
    directory: &str,
    journal: &Journal,
    tuning: Tuning,
    snapshot: &mut Snapshot,
) -> Result<u64, StorageError> {
    let mut next = in_tree(snapshot);
    let mut parts = Parts { disk, directory, tuning, can: true };
    let begins = journal.segments().front().map(|oldest| oldest.header.first_of(0));
    let ends = journal.lanes().get(&0).map_or(0, |lane| lane.next);
    if begins.unwrap_or(0) > next || ends < next {
        let what = format!("the tree goes up to record {next}, which the journal does not adjoin");
        return Err(StorageError::corrupt(directory, 0, what));
    }
    let mut left: u64 = journal.segments().iter().map(|segment| segment.end).sum();
    for (index, segment) in journal.segments().iter().enumerate() {
        left -= segment.end;
        if journal.segments().get(index + 1).is_some_and(|following| following.header.first_of(0) <= next) {
            continue;
        }
        let path = path_of(directory, segment.header.number);
        let file = disk.open(&path, OpenMode::Existing).map_err(StorageError::io("open", &path))?;
        let mut scan = Scan::new(&file, &path, segment.header.bytes(), segment.end);
        while let Some(frame) = scan.next_frame()? {
            let Some(payload) = scan.payload(&frame.header)? else {
                return Err(scan.damage("the checksum of a record does not match"));
            };
            if frame.header.first == next {
                let applied = record::decode(&payload, |key, value| snapshot.set(key, value));
                if !applied {
                    return Err(scan.damage("this is not a record of version 1"));
                }
                next += 1;
            } else if frame.header.first > next {
                return Err(scan.damage("a record is missing before this one"));
            }
            scan.offset += frame.header.frame_bytes();
            parts.take(snapshot, next, left + segment.end.saturating_sub(scan.offset))?;
        }
    }
    if next == ends { Ok(next) } else { Err(StorageError::corrupt(directory, 0, "records are missing")) }
}

/// Puts what was replayed into the tree, part by part.
struct Parts<'a> {
    disk: &'a dyn Disk,
    directory: &'a str,
    tuning: Tuning,
    /// Until the disk refuses: then all stays in memory, as while the store runs.
    can: bool,
}

impl Parts<'_> {
    /// Takes a part where there is enough for one, and `left` bytes of the journal are more than may stay.
    fn take(&mut self, snapshot: &mut Snapshot, next_record: u64, left: u64) -> Result<(), StorageError> {
        let part = self.tuning.checkpoint_bytes / PARTS;
        if !self.can || left < self.tuning.checkpoint_bytes as u64 || snapshot.active.bytes() < part {
            return Ok(());
        }
        let tree = snapshot.tree.take();
        match Tree::checkpoint(tree.as_deref(), self.disk, self.directory, &snapshot.active, next_record) {
            Ok(tree) => {
                snapshot.tree = Some(Arc::new(tree));
                snapshot.active = OrderedMap::default();
            }
            Err(_) => {
                self.can = false;
                drop(tree);
                // After a refusal of the disk the library wants its file opened anew, for reading too.
                snapshot.tree = Tree::open(self.disk, self.directory)?.map(Arc::new);
            }
        }
        Ok(())
    }
}
