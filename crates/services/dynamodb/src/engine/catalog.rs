//! Keys of what is no row: all begin with table number 0, which no table has.
//!
//! | key after `00 00 00 00` | value |
//! |---|---|
//! | `next` | the number of the next table, 4 bytes |
//! | `table/<account>/<region>/<name>` | [`super::StoredTable`], JSON |
//! | `fill/` table index | rows up to this key are in the index; nothing until it was emptied |
//! | `drop/` table index | nothing: the rows of that index, or of everything for index 0, are to be deleted |
//! | `stream/<account>/<region>/<name>/<label>` | [`super::changes::StoredStream`], JSON |
//! | `queue/` feed | [`super::changes::StoredQueue`], JSON |
//! | `meter/` table minute | [`super::metering::Consumed`] of a minute since 1970 (8 bytes) |
//!
//! Tables and feeds are 4 bytes and indexes 2, big-endian.

use kernel::Place;
use storage::Transaction;

use super::changes::FeedId;
use super::key::{IndexId, TableId};

/// What all keys here begin with.
const ROOM: [u8; 4] = [0; 4];

/// The number of the first table.
pub(super) const FIRST: TableId = TableId(1);

fn key(parts: &[&[u8]]) -> Vec<u8> {
    [ROOM.as_slice(), &parts.concat()].concat()
}

/// Where the number of the next table is.
pub(super) fn next() -> Vec<u8> {
    key(&[b"next"])
}

/// What keys of descriptions begin with.
pub(super) fn tables() -> Vec<u8> {
    key(&[b"table/"])
}

/// Where the description of a table is.
pub(super) fn table(place: &Place, name: &str) -> Vec<u8> {
    key(&[format!("table/{}/{}/{name}", place.account, place.region).as_bytes()])
}

/// What keys of streams begin with.
pub(super) fn streams() -> Vec<u8> {
    key(&[b"stream/"])
}

/// What keys of the streams of `place`, or of one table there, begin with.
pub(super) fn streams_of(place: &Place, table: Option<&str>) -> Vec<u8> {
    let table = table.map_or_else(String::new, |table| format!("{table}/"));
    key(&[format!("stream/{}/{}/{table}", place.account, place.region).as_bytes()])
}

/// Where a stream is.
pub(super) fn stream(place: &Place, table: &str, label: &str) -> Vec<u8> {
    [streams_of(place, Some(table)), label.as_bytes().to_vec()].concat()
}

/// What keys of queues begin with.
pub(super) fn queues() -> Vec<u8> {
    key(&[b"queue/"])
}

/// Where the queue of this feed is.
pub(super) fn queue(feed: FeedId) -> Vec<u8> {
    key(&[b"queue/", &feed.0.to_be_bytes()])
}

/// What keys of totals begin with.
pub(super) fn meters() -> Vec<u8> {
    key(&[b"meter/"])
}

/// Where the totals of a table in a minute are.
pub(super) fn meter(table: TableId, minute: u64) -> Vec<u8> {
    key(&[b"meter/", &table.0.to_be_bytes(), &minute.to_be_bytes()])
}

/// The table and the minute of a key of totals.
pub(super) fn of_meter(key: &[u8]) -> Option<(TableId, u64)> {
    let (table, minute) = key.strip_prefix(meters().as_slice())?.split_first_chunk::<4>()?;
    Some((TableId(u32::from_be_bytes(*table)), u64::from_be_bytes(minute.try_into().ok()?)))
}

/// Removes the description of a feed, which is at `key`, and notes that its records are to be deleted.
pub(super) fn end_feed(store: &mut Transaction, feed: FeedId, key: &[u8]) {
    store.delete(key);
    store.put(Work::Drop.on(feed.table(), IndexId::TABLE), Vec::new());
}

/// What keys of unfinished work begin with: [`fill`] and [`drop`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// An index is being filled.
    Fill,
    /// Rows are to be deleted.
    Drop,
}

impl Work {
    fn name(self) -> &'static [u8] {
        match self {
            Self::Fill => b"fill/",
            Self::Drop => b"drop/",
        }
    }

    /// What keys of this kind begin with.
    pub(super) fn all(self) -> Vec<u8> {
        key(&[self.name()])
    }

    /// Where this work on an index is noted.
    pub(super) fn on(self, table: TableId, index: IndexId) -> Vec<u8> {
        key(&[self.name(), &table.0.to_be_bytes(), &index.0.to_be_bytes()])
    }

    /// The table and index of a key of this kind.
    pub(super) fn of(self, key: &[u8]) -> Option<(TableId, IndexId)> {
        let rest = key.strip_prefix(self.all().as_slice())?;
        let (table, index) = rest.split_first_chunk::<4>()?;
        let index = index.try_into().ok()?;
        Some((TableId(u32::from_be_bytes(*table)), IndexId(u16::from_be_bytes(index))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        assert_eq!(next(), b"\0\0\0\0next");
        assert_eq!(table(&Place::default(), "t"), b"\0\0\0\0table/000000000000/us-east-1/t");
        let stream = stream(&Place::default(), "t", "l");
        assert_eq!(stream, b"\0\0\0\0stream/000000000000/us-east-1/t/l");
        assert_eq!(queue(FeedId(258)), b"\0\0\0\0queue/\0\0\x01\x02");
        let note = Work::Fill.on(TableId(1), IndexId(258));
        assert_eq!(note, b"\0\0\0\0fill/\0\0\0\x01\x01\x02");
        assert_eq!(Work::Drop.on(TableId(1), IndexId::TABLE), b"\0\0\0\0drop/\0\0\0\x01\0\0");
        assert_eq!(Work::Fill.of(&note), Some((TableId(1), IndexId(258))));
        assert_eq!((Work::Drop.of(&note), Work::Fill.of(b"\0\0\0\0fill/x")), (None, None));
    }
}
