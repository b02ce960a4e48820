//! The bytes of an object as the index has them: pieces, each in place or a file, and who refers to them.
//!
//! Objects that are copies of each other share one content. `docs/formats/s3.md` states the bytes.

use bytes::{Buf, BufMut, Bytes};

use super::{EngineError, Result};

/// The version of the form below.
const FORM: u8 = 1;
const IN_PLACE: u8 = 0;
const IN_FILE: u8 = 1;

/// Where the bytes of a piece are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Here.
    Bytes(Bytes),
    /// In the file of this number.
    File(u64),
}

/// A part of an upload, or the whole of what was put at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The number of the part, 0 for what was put at once.
    pub number: u16,
    /// Bytes.
    pub length: u64,
    /// The part's checksum, if the upload has one.
    pub checksum: Vec<u8>,
    /// Where they are.
    pub place: Place,
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// How many objects have it.
    pub references: u32,
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
}

impl Content {
    /// The numbers of its files.
    pub fn files(&self) -> Vec<u64> {
        let file = |piece: &Piece| match piece.place {
            Place::File(number) => Some(number),
            Place::Bytes(_) => None,
        };
        self.pieces.iter().filter_map(file).collect()
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.put_u8(FORM);
        bytes.put_u32_le(self.references);
        for piece in &self.pieces {
            bytes.put_u16_le(piece.number);
            bytes.put_u64_le(piece.length);
            // Checksums have at most 32 bytes.
            bytes.put_u8(piece.checksum.len() as u8);
            bytes.put_slice(&piece.checksum);
            match &piece.place {
                Place::Bytes(piece) => {
                    bytes.put_u8(IN_PLACE);
                    bytes.put_slice(piece);
                }
                Place::File(number) => {
                    bytes.put_u8(IN_FILE);
                    bytes.put_u64_le(*number);
                }
            }
        }
        bytes
    }

    /// The content in stored bytes, which it shares.
    pub fn decode(bytes: &Bytes) -> Result<Self> {
        Self::read(bytes.clone()).ok_or_else(|| EngineError::corrupt("content", "no content has such bytes"))
    }

    fn read(mut bytes: Bytes) -> Option<Self> {
        if bytes.try_get_u8().ok()? != FORM {
            return None;
        }
        let references = bytes.try_get_u32_le().ok()?;
        let mut pieces = Vec::new();
        while bytes.has_remaining() {
            let number = bytes.try_get_u16_le().ok()?;
            let length = bytes.try_get_u64_le().ok()?;
            let checksum = usize::from(bytes.try_get_u8().ok()?);
            let checksum = (checksum <= bytes.len()).then(|| bytes.split_to(checksum))?.to_vec();
            let place = match bytes.try_get_u8().ok()? {
                IN_PLACE => {
                    let length = usize::try_from(length).ok()?;
                    Place::Bytes((length <= bytes.len()).then(|| bytes.split_to(length))?)
                }
                IN_FILE => Place::File(bytes.try_get_u64_le().ok()?),
                _ => return None,
            };
            pieces.push(Piece { number, length, checksum, place });
        }
        Some(Self { references, pieces })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let in_file = Piece { number: 1, length: 5 << 20, checksum: vec![1, 2], place: Place::File(0x0304) };
        let in_place = Piece {
            number: 2,
            length: 2,
            checksum: Vec::new(),
            place: Place::Bytes(Bytes::from_static(b"ab")),
        };
        let content = Content { references: 2, pieces: vec![in_file, in_place] };
        let pinned = b"\x01\x02\0\0\0\x01\0\0\0\x50\0\0\0\0\0\x02\x01\x02\x01\x04\x03\0\0\0\0\0\0\x02\0\x02\0\0\0\0\0\0\0\0\0ab";
        assert_eq!(content.encode(), pinned);
        assert_eq!(Content::decode(&Bytes::from_static(pinned)).unwrap(), content);
        assert_eq!(content.files(), [0x0304]);
    }

    #[test]
    fn rubbish_is_refused_or_read() {
        arbtest::arbtest(|u| {
            let bytes: Vec<u8> = u.arbitrary()?;
            if let Ok(content) = Content::decode(&bytes.clone().into()) {
                assert_eq!(content.encode(), bytes);
            }
            Ok(())
        });
    }
}
