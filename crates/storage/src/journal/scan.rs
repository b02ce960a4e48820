//! Walking over the frames of a segment, with one bounded window into the file.

use std::sync::Arc;

use bytes::Bytes;

use super::{FRAME_HEADER_BYTES, FrameHeader, MARK_LANE};
use crate::StorageError;
use crate::disk::File;

/// How much of a file is looked at in one read.
const WINDOW_BYTES: u64 = 128 << 10;

/// A frame and where it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FoundFrame {
    pub offset: u64,
    pub header: FrameHeader,
}

/// See the module. Positions are always those of a mark or a frame.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    file: &'a Arc<dyn File>,
    path: &'a str,
    window: Bytes,
    window_start: u64,
    /// Where the next frame or mark begins.
    pub offset: u64,
    end: u64,
}

impl<'a> Scan<'a> {
    pub fn new(file: &'a Arc<dyn File>, path: &'a str, offset: u64, end: u64) -> Self {
        Self { file, path, window: Bytes::new(), window_start: 0, offset, end }
    }

    /// Bytes `offset..offset + length` of the file, without copying them if the window holds them.
    fn bytes(&mut self, offset: u64, length: usize) -> Result<Bytes, StorageError> {
        let window_end = self.window_start + self.window.len() as u64;
        if offset < self.window_start || offset + length as u64 > window_end {
            let wanted = WINDOW_BYTES.min(self.end - offset) as usize;
            if length > wanted {
                return self.read(offset, length);
            }
            self.window = self.read(offset, wanted)?;
            self.window_start = offset;
        }
        let start = (offset - self.window_start) as usize;
        Ok(self.window.slice(start..start + length))
    }

    fn read(&self, offset: u64, length: usize) -> Result<Bytes, StorageError> {
        let mut bytes = vec![0; length];
        let read = self.file.read_at(&mut bytes, offset).map_err(StorageError::io("read", self.path))?;
        if read == length { Ok(bytes.into()) } else { Err(self.damage("the file ends too early")) }
    }

    pub fn damage(&self, what: &str) -> StorageError {
        StorageError::corrupt(self.path, self.offset, what)
    }

    /// The header at the offset, if it and its payload fit before the end.
    pub fn header(&mut self) -> Result<Option<FrameHeader>, StorageError> {
        if self.end.saturating_sub(self.offset) < FRAME_HEADER_BYTES as u64 {
            return Ok(None);
        }
        let bytes = self.bytes(self.offset, FRAME_HEADER_BYTES)?;
        let bytes = <&[u8; FRAME_HEADER_BYTES]>::try_from(&bytes[..]);
        let header = FrameHeader::decode(bytes.expect("invariant: the slice has this length"));
        Ok((self.offset + header.frame_bytes() <= self.end).then_some(header))
    }

    /// The payload of the frame at the offset; `None` if it is not the header's.
    pub fn payload(&mut self, header: &FrameHeader) -> Result<Option<Bytes>, StorageError> {
        let payload = self.bytes(self.offset + FRAME_HEADER_BYTES as u64, header.length as usize)?;
        Ok(header.is_sound_before(&payload).then_some(payload))
    }

    /// The next frame of a sealed or synced stretch, marks passed over; `None` at its end. Checks that
    /// frames adjoin, not what is in them.
    pub fn next_frame(&mut self) -> Result<Option<FoundFrame>, StorageError> {
        while self.offset < self.end {
            let Some(header) = self.header()? else { return Err(self.damage("a frame does not fit")) };
            let found = FoundFrame { offset: self.offset, header };
            if header.lane != MARK_LANE {
                return Ok(Some(found));
            }
            self.offset += header.frame_bytes();
        }
        Ok(None)
    }

    /// Passes over one whole, sound group of `segment`, adding its frames to `frames`; answers false,
    /// with the offset where it stopped, if there is none here.
    pub fn group(&mut self, segment: u64, frames: &mut Vec<FoundFrame>) -> Result<bool, StorageError> {
        let Some(mark) = self.header()?.filter(|header| header.is_mark_at(self.offset, segment)) else {
            return Ok(false);
        };
        self.offset += FRAME_HEADER_BYTES as u64;
        for _ in 0..mark.count {
            let Some(header) = self.header()?.filter(|header| header.lane != MARK_LANE) else {
                return Ok(false);
            };
            if self.payload(&header)?.is_none() {
                return Ok(false);
            }
            frames.push(FoundFrame { offset: self.offset, header });
            self.offset += header.frame_bytes();
        }
        Ok(true)
    }

    /// The offset of the first sound mark of `segment` from `offset` on, wherever it begins.
    pub fn find_mark(&mut self, mut offset: u64, segment: u64) -> Result<Option<u64>, StorageError> {
        while self.end.saturating_sub(offset) >= FRAME_HEADER_BYTES as u64 {
            let length = WINDOW_BYTES.min(self.end - offset) as usize;
            let stretch = self.read(offset, length)?;
            for (index, bytes) in stretch.windows(FRAME_HEADER_BYTES).enumerate() {
                // The lane of a mark is all ones: the quick way to tell that this is none.
                if bytes[8..12] != [u8::MAX; 4] {
                    continue;
                }
                let bytes = <&[u8; FRAME_HEADER_BYTES]>::try_from(bytes);
                let header = FrameHeader::decode(bytes.expect("invariant: windows have this length"));
                if header.is_mark_at(offset + index as u64, segment) {
                    return Ok(Some(offset + index as u64));
                }
            }
            offset += (length - FRAME_HEADER_BYTES + 1) as u64;
        }
        Ok(None)
    }
}
