//! The keys of the store: one letter for the kind of record, then what finds it. Numbers are 8 bytes,
//! big-endian, so that keys ascend as numbers do. `docs/formats/logs.md` states them.

use kernel::{AccountId, Place, Region};
use storage::Transaction;

use super::{EngineError, Position, Result};

/// A group's own number: one made again under an old name is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub u64);

/// A stream's own number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StreamId(pub u64);

/// Who follows a group's journal: its metric filters together, or a subscription by its own number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Follower(pub u64);

impl Follower {
    /// The metric filters of a group. No subscription has this number.
    pub const METRICS: Self = Self(0);
}

/// Under which the next number is kept that no group, stream or event has had.
const NEXT: &[u8] = b"n";
/// What keys of removed things begin with, whose events are still to be deleted.
pub const REMOVED: &[u8] = b"d";
/// What keys of groups begin with.
pub const GROUPS: &[u8] = b"g/";

/// `g/account/region/name`.
pub fn group(place: &Place, name: &str) -> Vec<u8> {
    format!("g/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// The place in a group's key.
pub fn place(key: &[u8]) -> Result<Place> {
    let parsed = std::str::from_utf8(key).ok().and_then(|key| {
        let mut parts = key.splitn(4, '/').skip(1);
        let (account, region) = (AccountId::parse(parts.next()?)?, Region::parse(parts.next()?)?);
        Some(Place { account, region })
    });
    parsed.ok_or_else(|| EngineError::Corrupt("a group's key names no place".to_owned()))
}

/// `s`, group, name.
pub fn stream(group: GroupId, name: &str) -> Vec<u8> {
    [b"s".as_slice(), &group.0.to_be_bytes(), name.as_bytes()].concat()
}

/// The name in a stream's key.
pub fn stream_name(key: &[u8]) -> Result<&str> {
    key.get(9..)
        .and_then(|name| std::str::from_utf8(name).ok())
        .ok_or_else(|| EngineError::Corrupt("a stream's key holds no name".to_owned()))
}

/// `e`, group, stream: what keys of a stream's events begin with.
pub fn events(group: GroupId, stream: StreamId) -> Vec<u8> {
    [b"e".as_slice(), &group.0.to_be_bytes(), &stream.0.to_be_bytes()].concat()
}

/// `e`, group, stream, time, number.
pub fn event(group: GroupId, stream: StreamId, at: Position) -> Vec<u8> {
    let mut key = events(group, stream);
    key.extend_from_slice(&at.timestamp_ms.to_be_bytes());
    key.extend_from_slice(&at.sequence.to_be_bytes());
    key
}

/// The position in an event's key.
pub fn position(key: &[u8]) -> Result<Position> {
    let number = |at: usize| Some(u64::from_be_bytes(key.get(at..at + 8)?.try_into().ok()?));
    let both = number(17).zip(number(25)).filter(|_| key.len() == 33);
    let (timestamp_ms, sequence) =
        both.ok_or_else(|| EngineError::Corrupt("an event's key has another length".to_owned()))?;
    Ok(Position { timestamp_ms, sequence })
}

/// `d`, group, and stream unless the whole group was removed.
pub fn removed(group: GroupId, stream: Option<StreamId>) -> Vec<u8> {
    let mut key = [REMOVED, &group.0.to_be_bytes()].concat();
    stream.inspect(|stream| key.extend_from_slice(&stream.0.to_be_bytes()));
    key
}

/// `m`, group, name.
pub fn metric_filter(group: GroupId, name: &str) -> Vec<u8> {
    [b"m".as_slice(), &group.0.to_be_bytes(), name.as_bytes()].concat()
}

/// `f`, group, name.
pub fn subscription(group: GroupId, name: &str) -> Vec<u8> {
    [b"f".as_slice(), &group.0.to_be_bytes(), name.as_bytes()].concat()
}

/// `p`, group, and who follows it; without, what keys of all who do begin with.
pub fn progress(group: GroupId, follower: Option<Follower>) -> Vec<u8> {
    let mut key = [b"p".as_slice(), &group.0.to_be_bytes()].concat();
    follower.inspect(|follower| key.extend_from_slice(&follower.0.to_be_bytes()));
    key
}

/// `j`, group, number.
pub fn journal(group: GroupId, first: u64) -> Vec<u8> {
    [b"j".as_slice(), &group.0.to_be_bytes(), &first.to_be_bytes()].concat()
}

/// `j`, group: what keys of a group's journal begin with.
pub fn journal_prefix(group: GroupId) -> Vec<u8> {
    [b"j".as_slice(), &group.0.to_be_bytes()].concat()
}

/// The number in the key of a journal's entry or of a follower.
pub fn last_number(key: &[u8]) -> Result<u64> {
    let number = key.get(9..).and_then(|number| number.try_into().ok()).map(u64::from_be_bytes);
    number.ok_or_else(|| EngineError::Corrupt("a number in a key has another length".to_owned()))
}

/// `count` numbers that were never given out: the first of them.
pub fn take_numbers(store: &mut Transaction, count: u64) -> Result<u64> {
    let first = match store.get(NEXT)? {
        None => 1,
        Some(bytes) => u64::from_be_bytes(
            bytes.as_ref().try_into().map_err(|_| EngineError::Corrupt("the next number".to_owned()))?,
        ),
    };
    store.put(NEXT.to_vec(), (first + count).to_be_bytes().to_vec());
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let at = Position { timestamp_ms: 0x0102, sequence: 3 };
        let key = event(GroupId(1), StreamId(2), at);
        let mut pinned = b"e\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\x01\x02".to_vec();
        pinned.extend_from_slice(b"\0\0\0\0\0\0\0\x03");
        assert_eq!(key, pinned);
        assert_eq!(position(&key).unwrap(), at);
        assert!(position(&key[1..]).is_err());
        assert_eq!(group(&Place::default(), "/a"), b"g/000000000000/us-east-1//a");
        assert_eq!(place(&group(&Place::default(), "/a")).unwrap(), Place::default());
        assert!(place(b"g/x").is_err());
        let key = stream(GroupId(1), "s");
        assert_eq!((key.as_slice(), stream_name(&key).unwrap()), (b"s\0\0\0\0\0\0\0\x01s".as_slice(), "s"));
        assert_eq!(metric_filter(GroupId(1), "x"), b"m\0\0\0\0\0\0\0\x01x");
        assert_eq!(subscription(GroupId(1), "x"), b"f\0\0\0\0\0\0\0\x01x");
        assert_eq!(progress(GroupId(1), None), b"p\0\0\0\0\0\0\0\x01");
        let follower = progress(GroupId(1), Some(Follower(2)));
        assert_eq!(follower, b"p\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02");
        let entry = journal(GroupId(1), 2);
        assert_eq!(entry, b"j\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02");
        assert_eq!((last_number(&entry).unwrap(), last_number(&follower).unwrap()), (2, 2));
        assert!(last_number(&entry[1..]).is_err());
        assert_eq!(removed(GroupId(1), None), b"d\0\0\0\0\0\0\0\x01");
        assert_eq!(removed(GroupId(1), Some(StreamId(2))), b"d\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02");
    }
}
