//! The header of a segment: where every lane stood when it began. Stated in `docs/formats/log.md`.

use crate::StorageError;
use crate::disk::File;

/// First bytes of a segment: a name and the format's version, 1.
const MAGIC: [u8; 8] = *b"PUMPJ\0\x01\0";
/// Bytes before the lane table.
const FIXED_BYTES: usize = 32;
/// Bytes of a lane in the table.
const LANE_BYTES: usize = 24;

/// Where a lane stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LaneMark {
    pub lane: u32,
    /// The item number after its last frame.
    pub next: u64,
    /// The latest timestamp of its frames.
    pub timestamp_ms: u64,
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SegmentHeader {
    pub number: u64,
    /// Where the segment before ends; 0 for the first.
    pub previous_end: u64,
    /// Every lane written before this segment, ascending.
    pub lanes: Vec<LaneMark>,
}

impl SegmentHeader {
    /// Its length on disk: where the first group begins.
    pub fn bytes(&self) -> u64 {
        (FIXED_BYTES + self.lanes.len() * LANE_BYTES) as u64
    }

    /// Where `lane` stood when the segment began.
    pub fn lane(&self, lane: u32) -> Option<&LaneMark> {
        let found = self.lanes.binary_search_by_key(&lane, |mark| mark.lane).ok()?;
        Some(&self.lanes[found])
    }

    /// The first item of `lane` that can be in this segment.
    pub fn first_of(&self, lane: u32) -> u64 {
        self.lane(lane).map_or(0, |mark| mark.next)
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FIXED_BYTES + self.lanes.len() * LANE_BYTES);
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&self.number.to_le_bytes());
        bytes.extend_from_slice(&self.previous_end.to_le_bytes());
        bytes.extend_from_slice(&(self.lanes.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        for mark in &self.lanes {
            bytes.extend_from_slice(&mark.lane.to_le_bytes());
            bytes.extend_from_slice(&[0; 4]);
            bytes.extend_from_slice(&mark.next.to_le_bytes());
            bytes.extend_from_slice(&mark.timestamp_ms.to_le_bytes());
        }
        let checksum = crc32fast::hash(&bytes);
        bytes[28..32].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// Reads the header of `file`, called `path`, which should be segment `number`.
    pub fn read(file: &dyn File, path: &str, number: u64) -> Result<Self, StorageError> {
        let bad = |offset: u64, what: &str| StorageError::corrupt(path, offset, what);
        let mut bytes = vec![0; FIXED_BYTES];
        let read = file.read_at(&mut bytes, 0).map_err(StorageError::io("read", path))?;
        if read < FIXED_BYTES || bytes[..8] != MAGIC {
            return Err(bad(0, "this is not a segment of version 1"));
        }
        let length = file.length().map_err(StorageError::io("measure", path))?;
        let count = u32::from_le_bytes(std::array::from_fn(|index| bytes[24 + index])) as usize;
        let total = FIXED_BYTES + count.saturating_mul(LANE_BYTES);
        if total as u64 > length {
            return Err(bad(24, "the lane table is longer than the file"));
        }
        bytes.resize(total, 0);
        file.read_at(&mut bytes[FIXED_BYTES..], FIXED_BYTES as u64)
            .map_err(StorageError::io("read", path))?;
        let stored = u32::from_le_bytes(std::array::from_fn(|index| bytes[28 + index]));
        bytes[28..32].fill(0);
        if stored != crc32fast::hash(&bytes) {
            return Err(bad(0, "the checksum of the header does not match"));
        }
        let u64_at = |at: usize| u64::from_le_bytes(std::array::from_fn(|index| bytes[at + index]));
        if u64_at(8) != number {
            return Err(bad(8, "this is another segment than its name says"));
        }
        let lanes = bytes[FIXED_BYTES..].chunks_exact(LANE_BYTES).map(|entry| LaneMark {
            lane: u32::from_le_bytes(std::array::from_fn(|index| entry[index])),
            next: u64::from_le_bytes(std::array::from_fn(|index| entry[8 + index])),
            timestamp_ms: u64::from_le_bytes(std::array::from_fn(|index| entry[16 + index])),
        });
        Ok(Self { number, previous_end: u64_at(16), lanes: lanes.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::{Disk, MemoryDisk, OpenMode};

    #[test]
    fn pinned_header() {
        let lanes = vec![LaneMark { lane: 5, next: 9, timestamp_ms: 11 }];
        let header = SegmentHeader { number: 2, previous_end: 0x0304, lanes };
        let bytes = header.encode();
        assert_eq!(bytes[..28], *b"PUMPJ\0\x01\0\x02\0\0\0\0\0\0\0\x04\x03\0\0\0\0\0\0\x01\0\0\0");
        assert_eq!(bytes[32..], *b"\x05\0\0\0\0\0\0\0\x09\0\0\0\0\0\0\0\x0b\0\0\0\0\0\0\0");
        assert_eq!(bytes[28..32], 0xBBDF_8A28u32.to_le_bytes());
        let file = MemoryDisk::default().open("s", OpenMode::Create).unwrap();
        file.write_at(&bytes, 0).unwrap();
        assert_eq!(SegmentHeader::read(&*file, "s", 2).unwrap(), header);
        for at in 0..bytes.len() {
            file.write_at(&[bytes[at] ^ 4], at as u64).unwrap();
            assert!(SegmentHeader::read(&*file, "s", 2).is_err(), "{at}");
            file.write_at(&bytes[at..=at], at as u64).unwrap();
        }
    }
}
