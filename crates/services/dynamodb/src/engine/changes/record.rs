//! One change record as stored bytes: `docs/formats/dynamodb.md` states them.

use bytes::{Buf, BufMut, Bytes};
use dynamodb_api::types::Image;
use kernel::Timestamp;

use crate::engine::{EngineError, codec};

/// The first byte.
const VERSION: u8 = 1;

/// That time to live, and no caller, made the change.
const EXPIRED: u8 = 1 << 2;
/// That there is an image of the item before.
const OLD: u8 = 1 << 3;
/// That there is an image of the item after.
const NEW: u8 = 1 << 4;

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It was not there before.
    Insert,
    /// It was another before.
    Modify,
    /// It is there no more.
    Remove,
}

/// One change of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Where it stands in its feed.
    pub position: u64,
    /// What became of the item.
    pub kind: Kind,
    /// Whether time to live, and no caller, made the change.
    pub expired: bool,
    /// When it was made.
    pub at: Timestamp,
    /// The item's key, as it is stored: equal keys have equal bytes.
    pub stored_keys: Bytes,
    /// The item's key.
    pub keys: Image,
    /// The item before, where the feed keeps it and there was one.
    pub old: Option<Image>,
    /// The item after, where the feed keeps it and there is one.
    pub new: Option<Image>,
    /// AWS's `SizeBytes`: of the key and the images.
    pub size: usize,
}

impl Record {
    /// The record in stored bytes.
    pub(super) fn decode(position: u64, bytes: &Bytes) -> Result<Self, EngineError> {
        let damaged = || EngineError::Corrupt(format!("the change record at {position}"));
        let header = Header::decode(bytes).ok_or_else(damaged)?;
        let mut rest = bytes.slice(Header::BYTES..);
        let mut stored = || -> Result<Bytes, EngineError> {
            let length = rest.try_get_u32_le().map_err(|_| damaged())? as usize;
            if length > rest.len() { Err(damaged()) } else { Ok(rest.split_to(length)) }
        };
        let mut size = 0;
        let mut image = |stored: &Bytes| -> Result<Image, EngineError> {
            let (json, bytes) =
                codec::json(stored).map_err(|error| EngineError::Corrupt(error.to_string()))?;
            size += bytes;
            Ok(Image::from_json(json))
        };
        let stored_keys = stored()?;
        let keys = image(&stored_keys)?;
        let old = header.has(OLD).then(|| image(&stored()?)).transpose()?;
        let new = header.has(NEW).then(|| image(&stored()?)).transpose()?;
        if !rest.is_empty() {
            return Err(damaged());
        }
        let (kind, at) = (header.kind, header.at);
        Ok(Self { position, kind, expired: header.has(EXPIRED), at, stored_keys, keys, old, new, size })
    }
}

/// What stands before the items.
pub(super) struct Header {
    kind: Kind,
    flags: u8,
    /// When the change was made.
    pub at: Timestamp,
}

impl Header {
    const BYTES: usize = 10;

    fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// The header of stored bytes; `None` where they have none.
    pub fn decode(mut bytes: &[u8]) -> Option<Self> {
        if bytes.len() < Self::BYTES || bytes.get_u8() != VERSION {
            return None;
        }
        let flags = bytes.get_u8();
        let kind = match flags & 3 {
            0 => Kind::Insert,
            1 => Kind::Modify,
            2 => Kind::Remove,
            _ => return None,
        };
        (flags < NEW << 1).then(|| Self { kind, flags, at: Timestamp(bytes.get_u64_le()) })
    }
}

/// The stored bytes of a record of these encoded items.
pub(super) fn encode(
    kind: Kind,
    expired: bool,
    at: Timestamp,
    keys: &Bytes,
    old: Option<&Bytes>,
    new: Option<&Bytes>,
) -> Vec<u8> {
    let parts = || std::iter::once(keys).chain(old).chain(new);
    let mut out = Vec::with_capacity(Header::BYTES + parts().map(|part| 4 + part.len()).sum::<usize>());
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    out.put_u8(VERSION);
    out.put_u8(kind as u8 | flag(expired, EXPIRED) | flag(old.is_some(), OLD) | flag(new.is_some(), NEW));
    out.put_u64_le(at.0);
    for part in parts() {
        out.put_u32_le(u32::try_from(part.len()).expect("invariant: items are far below 4 GB"));
        out.put_slice(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use dynamodb_api::Item;

    use super::*;

    fn item(name: &str, value: &str) -> Item {
        Item::from([(name.to_owned(), value.into())])
    }

    #[test]
    fn bytes_are_pinned() {
        let keys = Bytes::from(codec::encode(&item("a", "x")));
        let new = Bytes::from(codec::encode(&item("b", "y")));
        let bytes = encode(Kind::Remove, true, Timestamp(0x0102), &keys, Some(&new), None);
        assert_eq!(
            bytes,
            b"\x01\x0e\x02\x01\0\0\0\0\0\0\x07\0\0\0\x01\x01\x01a\x03\x01x\x07\0\0\0\x01\x01\x01b\x03\x01y"
        );
        let record = Record::decode(7, &bytes.into()).unwrap();
        assert_eq!((record.position, record.kind, record.expired), (7, Kind::Remove, true));
        assert_eq!(
            (record.at, &record.keys, &record.stored_keys),
            (Timestamp(0x0102), &Image::of(&item("a", "x")), &keys)
        );
        assert_eq!((&record.old, &record.new, record.size), (&Some(Image::of(&item("b", "y"))), &None, 4));
    }

    #[test]
    fn rubbish_is_an_error_and_no_panic() {
        let keys = Bytes::from(codec::encode(&item("a", "x")));
        let good = encode(Kind::Modify, false, Timestamp(1), &keys, Some(&keys), Some(&keys));
        assert!(Record::decode(1, &good[..good.len() - 1].to_vec().into()).is_err());
        arbtest::arbtest(|random| {
            let mut bytes = good.clone();
            for _ in 0..random.int_in_range(1..=4)? {
                let at = random.choose_index(bytes.len())?;
                bytes[at] = random.arbitrary()?;
            }
            bytes.truncate(random.int_in_range(0..=bytes.len())?);
            let _ = Record::decode(1, &bytes.into());
            Ok(())
        });
    }
}
