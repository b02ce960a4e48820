//! Opening a store on a disk: the tree, and the journal records that are not in it.

use std::sync::Arc;

use super::checkpoint::{Checkpoints, Tuning};
use super::record;
use super::snapshot::Snapshot;
use super::tree::Tree;
use super::writer::Durable;
use crate::StorageError;
use crate::disk::{Disk, OpenMode};
use crate::journal::{Journal, Scan, path_of};

/// Opens what is in `directory`, which need not exist.
pub(super) fn open(
    disk: Arc<dyn Disk>,
    directory: String,
    tuning: Tuning,
) -> Result<(Snapshot, Durable), StorageError> {
    let tree = Tree::open(&*disk, &directory)?.map(Arc::new);
    let journal = Journal::open(disk.clone(), &directory, &mut |_, _| {})?;
    let in_tree = tree.as_ref().map_or(0, |tree| tree.next_record());
    let mut snapshot = Snapshot { tree, ..Snapshot::default() };
    let next_record = replay(&*disk, &directory, &journal, in_tree, &mut snapshot)?;
    let checkpoints = Checkpoints::new(disk, directory, tuning);
    Ok((snapshot, Durable { journal, checkpoints, next_record }))
}

/// Applies all records from `next` on; answers the number after the last.
fn replay(
    disk: &dyn Disk,
    directory: &str,
    journal: &Journal,
    mut next: u64,
    snapshot: &mut Snapshot,
) -> Result<u64, StorageError> {
    let begins = journal.segments().front().map(|oldest| oldest.header.first_of(0));
    let ends = journal.lanes().get(&0).map_or(0, |lane| lane.next);
    if begins.unwrap_or(0) > next || ends < next {
        let what = format!("the tree goes up to record {next}, which the journal does not adjoin");
        return Err(StorageError::corrupt(directory, 0, what));
    }
    for (index, segment) in journal.segments().iter().enumerate() {
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
        }
    }
    if next == ends { Ok(next) } else { Err(StorageError::corrupt(directory, 0, "records are missing")) }
}
