//! Where in a segment to look for an item or a time: an entry of each lane about every 256 KiB.
//!
//! Kept in memory for the segment being written; written beside a sealed segment (`<number>.index`) as a
//! shortcut that is checked when read and made anew if missing or bad. Stated in `docs/formats/log.md`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::StorageError;
use crate::disk::{Disk, File, OpenMode};
use crate::journal::{FoundFrame, Scan, SegmentHeader, path_of};

/// How far apart the entries of a lane are, in bytes of the segment.
const SPACING_BYTES: u64 = 256 << 10;
/// First bytes of an index file: a name and the format's version, 1.
const MAGIC: [u8; 8] = *b"PUMPX\0\x01\0";
/// Bytes before the entries.
const FIXED_BYTES: usize = 32;
/// Bytes of an entry.
const ENTRY_BYTES: usize = 32;

/// A frame that can be jumped to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    first: u64,
    offset: u64,
    /// The latest timestamp of the lane before this frame, plus one; 0 if there was none.
    after_ms: u64,
}

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SparseIndex {
    lanes: BTreeMap<u32, Vec<Entry>>,
    /// The latest timestamp of each lane, plus one. Only while the index grows.
    latest: BTreeMap<u32, u64>,
}

impl SparseIndex {
    /// Takes note of the next frame of the segment.
    pub fn add(&mut self, segment: &SegmentHeader, frame: &FoundFrame) {
        let lane = frame.header.lane;
        let before = || segment.lane(lane).map_or(0, |mark| mark.timestamp_ms.saturating_add(1));
        let latest = self.latest.entry(lane).or_insert_with(before);
        let entries = self.lanes.entry(lane).or_default();
        if entries.last().is_none_or(|last| frame.offset - last.offset >= SPACING_BYTES) {
            entries.push(Entry { first: frame.header.first, offset: frame.offset, after_ms: *latest });
        }
        *latest = (*latest).max(frame.header.timestamp_ms.saturating_add(1));
    }

    /// Where to start looking for item `item` of `lane`; `None` if the lane has nothing here.
    pub fn offset_of(&self, lane: u32, item: u64) -> Option<u64> {
        let entries = self.lanes.get(&lane)?;
        let after = entries.partition_point(|entry| entry.first <= item);
        entries.get(after.saturating_sub(1)).map(|entry| entry.offset)
    }

    /// Where to start looking for the first frame of `lane` at or after a time.
    pub fn offset_at(&self, lane: u32, timestamp_ms: u64) -> Option<u64> {
        let entries = self.lanes.get(&lane)?;
        let after = entries.partition_point(|entry| entry.after_ms <= timestamp_ms);
        entries.get(after.saturating_sub(1)).map(|entry| entry.offset)
    }

    fn encode(&self, number: u64, end: u64) -> Vec<u8> {
        let count: usize = self.lanes.values().map(Vec::len).sum();
        let mut bytes = Vec::with_capacity(FIXED_BYTES + count * ENTRY_BYTES);
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&number.to_le_bytes());
        bytes.extend_from_slice(&end.to_le_bytes());
        bytes.extend_from_slice(&(count as u32).to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        for (lane, entries) in &self.lanes {
            for entry in entries {
                bytes.extend_from_slice(&lane.to_le_bytes());
                bytes.extend_from_slice(&[0; 4]);
                bytes.extend_from_slice(&entry.first.to_le_bytes());
                bytes.extend_from_slice(&entry.offset.to_le_bytes());
                bytes.extend_from_slice(&entry.after_ms.to_le_bytes());
            }
        }
        let checksum = crc32fast::hash(&bytes);
        bytes[28..32].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    fn decode(bytes: &mut [u8], number: u64, end: u64) -> Option<Self> {
        let u64_at = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
        if bytes.get(..8)? != MAGIC || u64_at(8)? != number || u64_at(16)? != end {
            return None;
        }
        let stored = u32::from_le_bytes(bytes.get(28..32)?.try_into().ok()?);
        bytes[28..32].fill(0);
        if stored != crc32fast::hash(bytes) {
            return None;
        }
        let mut index = Self::default();
        for entry in bytes[FIXED_BYTES..].chunks_exact(ENTRY_BYTES) {
            let u64_at = |at: usize| Some(u64::from_le_bytes(entry.get(at..at + 8)?.try_into().ok()?));
            let lane = u32::from_le_bytes(entry.get(..4)?.try_into().ok()?);
            let entry = Entry { first: u64_at(8)?, offset: u64_at(16)?, after_ms: u64_at(24)? };
            index.lanes.entry(lane).or_default().push(entry);
        }
        Some(index)
    }
}

fn index_path(directory: &str, number: u64) -> String {
    format!("{directory}/{number:020}.index")
}

/// Writes the index of sealed segment `number`, which ends at `end`. Not synced.
pub(super) fn save(
    disk: &dyn Disk,
    directory: &str,
    number: u64,
    end: u64,
    index: &SparseIndex,
) -> std::io::Result<()> {
    let file = disk.open(&index_path(directory, number), OpenMode::Create)?;
    file.write_at(&index.encode(number, end), 0)
}

/// Removes the index of segment `number`, if there is one.
pub(super) fn remove(disk: &dyn Disk, directory: &str, number: u64) {
    // One that stays is overwritten or never looked at.
    let _ = disk.remove(&index_path(directory, number));
}

/// The index of a sealed segment, from its file or else from the segment itself.
pub(super) fn load(
    disk: &dyn Disk,
    directory: &str,
    header: &SegmentHeader,
    end: u64,
    segment: &Arc<dyn File>,
) -> Result<SparseIndex, StorageError> {
    if let Some(index) = read_saved(disk, directory, header.number, end) {
        return Ok(index);
    }
    let path = path_of(directory, header.number);
    let mut scan = Scan::new(segment, &path, header.bytes(), end);
    let mut index = SparseIndex::default();
    while let Some(frame) = scan.next_frame()? {
        if scan.payload(&frame.header)?.is_none() {
            return Err(scan.damage("the checksum of a frame does not match"));
        }
        index.add(header, &frame);
        scan.offset += frame.header.frame_bytes();
    }
    // Only a shortcut.
    let _ = save(disk, directory, header.number, end, &index);
    index.latest.clear();
    Ok(index)
}

fn read_saved(disk: &dyn Disk, directory: &str, number: u64, end: u64) -> Option<SparseIndex> {
    let file = disk.open(&index_path(directory, number), OpenMode::Existing).ok()?;
    let mut bytes = vec![0; usize::try_from(file.length().ok()?).ok()?];
    file.read_at(&mut bytes, 0).ok()?;
    SparseIndex::decode(&mut bytes, number, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinned_index() {
        let entry = Entry { first: 3, offset: 0x40, after_ms: 9 };
        let index = SparseIndex { lanes: [(2, vec![entry])].into(), ..SparseIndex::default() };
        let mut bytes = index.encode(6, 0x99);
        assert_eq!(bytes[..28], *b"PUMPX\0\x01\0\x06\0\0\0\0\0\0\0\x99\0\0\0\0\0\0\0\x01\0\0\0");
        assert_eq!(bytes[32..], *b"\x02\0\0\0\0\0\0\0\x03\0\0\0\0\0\0\0\x40\0\0\0\0\0\0\0\x09\0\0\0\0\0\0\0");
        assert_eq!(SparseIndex::decode(&mut bytes.clone(), 6, 0x99), Some(index));
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            assert_eq!(SparseIndex::decode(&mut bytes.clone(), 6, 0x99), None, "{at}");
            bytes[at] ^= 1;
        }
    }
}
