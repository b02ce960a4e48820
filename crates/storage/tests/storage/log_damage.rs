//! Torn tails are cut off; any other damage is refused or, in a sealed segment, found when read.

use std::sync::Arc;

use storage::{CrashDisk, Disk, LogOptions, OpenMode, StorageError, Volume};

use crate::log_contract::{SMALL_SEGMENTS, all, frame};
use crate::providers::wait;

const SEGMENT: &str = "log/l/00000000000000000001.log";

/// Three groups in one segment; answers the offsets where they end.
fn three_groups(disk: &CrashDisk) -> Vec<u64> {
    let volume = Volume::on_disk(Arc::new(disk.clone()));
    let log = volume.log("l", LogOptions::default()).unwrap();
    let ends = (0..3).map(|item| {
        log.append(vec![frame(0, item, 1, item, vec![7; 20])]).unwrap().wait().unwrap();
        log.bytes()
    });
    ends.collect()
}

fn reopened(disk: &CrashDisk) -> Result<usize, StorageError> {
    let volume = Volume::on_disk(Arc::new(disk.clone()));
    let log = volume.log("l", LogOptions::default())?;
    let kept = all(&log, 0, 1000).len();
    let next = log.durable_next(0);
    log.append(vec![frame(0, next, 1, 9, "more")]).unwrap().wait().unwrap();
    assert_eq!(all(&log, 0, 1000).len(), kept + 1);
    Ok(kept)
}

#[test]
fn a_tail_torn_at_any_byte_is_cut_off() {
    let ends = three_groups(&CrashDisk::default());
    for length in 32..=ends[2] {
        let disk = CrashDisk::default();
        three_groups(&disk);
        disk.open(SEGMENT, OpenMode::Existing).unwrap().set_length(length).unwrap();
        let whole = ends.iter().filter(|end| **end <= length).count();
        assert_eq!(reopened(&disk).unwrap(), whole, "cut at {length}");
    }
}

#[test]
fn a_tail_of_zeros_or_rubbish_is_cut_off() {
    for rubbish in [vec![0; 5000], vec![0xFF; 5000], vec![1; 33]] {
        let disk = CrashDisk::default();
        let ends = three_groups(&disk);
        disk.open(SEGMENT, OpenMode::Existing).unwrap().write_at(&rubbish, ends[2]).unwrap();
        assert_eq!(reopened(&disk).unwrap(), 3);
    }
}

#[test]
fn a_flipped_bit_before_the_last_group_is_refused() {
    let ends = three_groups(&CrashDisk::default());
    for offset in 0..ends[1] {
        let disk = CrashDisk::default();
        three_groups(&disk);
        assert!(disk.flip(SEGMENT, offset, (offset % 8) as u8));
        let error = reopened(&disk).unwrap_err();
        assert!(matches!(error, StorageError::Corrupt { .. }), "{offset}: {error}");
        assert_eq!(error.kind(), kernel::Kind::Corrupt);
    }
}

#[test]
fn after_a_clean_close_any_flipped_bit_is_refused() {
    let ends = three_groups(&CrashDisk::default());
    for offset in 0..ends[2] {
        let disk = CrashDisk::default();
        three_groups(&disk);
        let volume = Volume::on_disk(Arc::new(disk.clone()));
        volume.log("l", LogOptions::default()).unwrap();
        wait(volume.close());
        drop(volume);
        assert!(disk.flip(SEGMENT, offset, (offset % 8) as u8));
        assert!(matches!(reopened(&disk), Err(StorageError::Corrupt { .. })), "{offset}");
    }
}

/// Twelve frames over several segments.
fn sealed(disk: &CrashDisk) {
    let volume = Volume::on_disk(Arc::new(disk.clone()));
    let log = volume.log("l", SMALL_SEGMENTS).unwrap();
    for item in 0..12 {
        log.append(vec![frame(item as u32 % 2, item, 1, item, vec![7; 300])]).unwrap().wait().unwrap();
    }
}

fn read_both(disk: &CrashDisk) -> Result<usize, StorageError> {
    let volume = Volume::on_disk(Arc::new(disk.clone()));
    let log = volume.log("l", SMALL_SEGMENTS)?;
    let mut count = 0;
    for lane in 0..2 {
        count += log.read(lane, 0, usize::MAX, None)?.frames.len();
    }
    Ok(count)
}

#[test]
fn damage_in_a_sealed_segment_is_found() {
    let whole = CrashDisk::default();
    sealed(&whole);
    assert_eq!(read_both(&whole).unwrap(), 12);
    let length = whole.files().iter().find(|(path, _)| path == SEGMENT).unwrap().1;
    for offset in 0..length {
        let disk = CrashDisk::default();
        sealed(&disk);
        assert!(disk.flip(SEGMENT, offset, (offset % 8) as u8));
        match read_both(&disk) {
            // Marks of sealed segments carry nothing that is still needed.
            Ok(count) => assert_eq!(count, 12, "{offset}"),
            Err(error) => assert!(matches!(error, StorageError::Corrupt { .. }), "{offset}: {error}"),
        }
    }
}

#[test]
fn a_missing_or_short_segment_is_refused() {
    let disk = CrashDisk::default();
    sealed(&disk);
    disk.open(SEGMENT, OpenMode::Existing).unwrap().set_length(900).unwrap();
    assert!(matches!(read_both(&disk), Err(StorageError::Corrupt { .. })));
    let disk = CrashDisk::default();
    sealed(&disk);
    disk.remove("log/l/00000000000000000002.log").unwrap();
    assert!(matches!(read_both(&disk), Err(StorageError::Corrupt { .. })));
}

#[test]
fn a_missing_or_bad_index_is_made_anew() {
    let disk = CrashDisk::default();
    sealed(&disk);
    let indexes: Vec<_> = disk.files().into_iter().filter(|(path, _)| path.ends_with(".index")).collect();
    assert!(indexes.len() >= 3);
    disk.remove(&indexes[0].0).unwrap();
    for (path, length) in &indexes[1..] {
        assert!(disk.flip(path, length / 2, 3));
    }
    assert_eq!(read_both(&disk).unwrap(), 12);
    assert!(disk.files().iter().any(|(path, _)| *path == indexes[0].0));
}
