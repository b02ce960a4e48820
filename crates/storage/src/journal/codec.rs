//! Bytes of a frame and of a group's mark. Pinned by tests; stated in `docs/formats/log.md`.

use bytes::Bytes;

use crate::StorageError;

/// Bytes before the payload.
pub(crate) const FRAME_HEADER_BYTES: usize = 32;
/// The lane number that tells a mark from a frame.
pub(crate) const MARK_LANE: u32 = u32::MAX;

/// What stands before a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FrameHeader {
    /// Payload bytes.
    pub length: u32,
    /// CRC-32 (IEEE) of bytes 8..32 of the header and the payload.
    pub checksum: u32,
    pub lane: u32,
    pub count: u32,
    pub first: u64,
    pub timestamp_ms: u64,
}

impl FrameHeader {
    /// The item number after the frame.
    pub fn next(&self) -> u64 {
        self.first.saturating_add(u64::from(self.count))
    }

    /// Header and payload together, in bytes.
    pub fn frame_bytes(&self) -> u64 {
        FRAME_HEADER_BYTES as u64 + u64::from(self.length)
    }

    pub fn decode(bytes: &[u8; FRAME_HEADER_BYTES]) -> Self {
        let u32_at = |at: usize| u32::from_le_bytes(std::array::from_fn(|index| bytes[at + index]));
        let u64_at = |at: usize| u64::from_le_bytes(std::array::from_fn(|index| bytes[at + index]));
        Self {
            length: u32_at(0),
            checksum: u32_at(4),
            lane: u32_at(8),
            count: u32_at(12),
            first: u64_at(16),
            timestamp_ms: u64_at(24),
        }
    }

    fn encode(&self) -> [u8; FRAME_HEADER_BYTES] {
        let mut bytes = [0; FRAME_HEADER_BYTES];
        bytes[0..4].copy_from_slice(&self.length.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.checksum.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.lane.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.count.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.first.to_le_bytes());
        bytes[24..32].copy_from_slice(&self.timestamp_ms.to_le_bytes());
        bytes
    }

    /// The checksum that this header should have before `payload`.
    pub fn checksum_of(&self, payload: &[u8]) -> u32 {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&self.encode()[8..]);
        hasher.update(payload);
        hasher.finalize()
    }

    /// Whether this is the header of a frame with this payload. A count past the last number is damage too:
    /// no frame is written so, and readers add.
    pub fn is_sound_before(&self, payload: &[u8]) -> bool {
        let counts = self.count > 0 && self.first.checked_add(u64::from(self.count)).is_some();
        counts && self.checksum == self.checksum_of(payload)
    }

    /// Whether this is a sound mark at `offset` of `segment`.
    pub fn is_mark_at(&self, offset: u64, segment: u64) -> bool {
        let placed = self.lane == MARK_LANE && self.first == offset && self.timestamp_ms == segment;
        placed && self.length == 0 && self.checksum == self.checksum_of(&[])
    }
}

/// The mark before a group of `frames` frames at `offset` of `segment`.
pub(super) fn mark(offset: u64, segment: u64, frames: u32) -> [u8; FRAME_HEADER_BYTES] {
    let mut header = FrameHeader {
        length: 0,
        checksum: 0,
        lane: MARK_LANE,
        count: frames,
        first: offset,
        timestamp_ms: segment,
    };
    header.checksum = header.checksum_of(&[]);
    header.encode()
}

/// A frame ready to be written.
#[derive(Clone, Debug)]
pub(crate) struct EncodedFrame {
    pub(super) header_bytes: [u8; FRAME_HEADER_BYTES],
    pub(super) payload: Bytes,
}

impl EncodedFrame {
    /// Invalid if the payload is 4 GiB or more, or the lane is the one of marks.
    pub fn new(
        lane: u32,
        first: u64,
        count: u32,
        timestamp_ms: u64,
        payload: Bytes,
    ) -> Result<Self, StorageError> {
        let length = u32::try_from(payload.len())
            .map_err(|_| StorageError::Invalid("a write of 4 GiB or more; split it".into()))?;
        if lane == MARK_LANE || first.checked_add(u64::from(count)).is_none() {
            return Err(StorageError::Invalid(format!("lane {lane}, item {first}: numbers are used up")));
        }
        let mut header = FrameHeader { length, checksum: 0, lane, count, first, timestamp_ms };
        header.checksum = header.checksum_of(&payload);
        Ok(Self { header_bytes: header.encode(), payload })
    }

    pub fn header(&self) -> FrameHeader {
        FrameHeader::decode(&self.header_bytes)
    }

    /// Header and payload together, in bytes.
    pub fn bytes(&self) -> usize {
        FRAME_HEADER_BYTES + self.payload.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinned_frame() {
        let frame = EncodedFrame::new(7, 0x0102_0304_0506_0708, 3, 0x1122_3344, "abc".into()).unwrap();
        let checksum = crc32fast::hash(
            b"\x07\0\0\0\x03\0\0\0\x08\x07\x06\x05\x04\x03\x02\x01\x44\x33\x22\x11\0\0\0\0abc",
        );
        let mut expected = b"\x03\0\0\0".to_vec();
        expected.extend_from_slice(&checksum.to_le_bytes());
        expected.extend_from_slice(
            b"\x07\0\0\0\x03\0\0\0\x08\x07\x06\x05\x04\x03\x02\x01\x44\x33\x22\x11\0\0\0\0",
        );
        assert_eq!(frame.header_bytes.as_slice(), expected);
        assert_eq!(checksum, 0xB56A_B97D);
        assert_eq!(FrameHeader::decode(&frame.header_bytes), frame.header());
    }

    #[test]
    fn regression_numbers_that_no_frame_has() {
        for (first, count, sound) in [(u64::MAX - 2, 2, true), (u64::MAX - 1, 2, false), (5, 0, false)] {
            let (length, lane, checksum, timestamp_ms) = (1, 3, 0, 9);
            let mut header = FrameHeader { length, checksum, lane, count, first, timestamp_ms };
            header.checksum = header.checksum_of(b"x");
            assert_eq!(header.is_sound_before(b"x"), sound, "{first} {count}");
        }
    }

    #[test]
    fn pinned_mark() {
        let bytes = mark(64, 2, 5);
        assert_eq!(bytes[..4], [0; 4]);
        assert_eq!(bytes[8..], *b"\xff\xff\xff\xff\x05\0\0\0\x40\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0");
        let header = FrameHeader::decode(&bytes);
        assert!(header.is_mark_at(64, 2));
        assert!(!header.is_mark_at(65, 2) && !header.is_mark_at(64, 3));
    }
}
