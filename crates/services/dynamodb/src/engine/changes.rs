//! Change records: what becomes of items, written in the transaction that changes them.
//!
//! A *feed* is a sequence of change records of one table: of its stream, or of a Kinesis stream that its changes go
//! to. Records of a feed stand in the order in which the items changed, under positions that only grow; a write that
//! leaves an item as it was has none. A table without feeds pays a look at an empty list. Records are kept for a day
//! ([`crate::limits::RECORD_MS`]); those that went to Kinesis are deleted at once, so that what is left in such a
//! feed is what is still to go.

pub mod iterator;
mod queue;
mod record;
mod recorder;
pub mod stored;
mod stream;
mod trim;

use dynamodb_api::StreamViewType;
use kernel::Arn;
use md5::{Digest, Md5};

use super::key::{KeyRange, TableId};
use super::tables::stored::StoredTable;
pub use queue::Queued;
pub use record::{Kind, Record};
pub(super) use recorder::Change;
pub use recorder::Recorder;
pub use stored::{StoredQueue, StoredStream};
pub use stream::Read;

/// A feed's number: of the series of the tables' numbers, and never given again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedId(pub u32);

impl FeedId {
    /// As the number that its keys begin with.
    pub const fn table(self) -> TableId {
        TableId(self.0)
    }

    /// The key of the record at `position`.
    pub fn key(self, position: u64) -> Vec<u8> {
        [self.0.to_be_bytes().as_slice(), &position.to_be_bytes()].concat()
    }

    /// The keys of the records from `position` on.
    pub fn from(self, position: u64) -> KeyRange {
        KeyRange { start: self.key(position), ..KeyRange::prefix(self.0.to_be_bytes().to_vec()) }
    }

    /// The position in a key of a record.
    pub fn position(key: &[u8]) -> Option<u64> {
        Some(u64::from_be_bytes(key.get(4..)?.try_into().ok()?))
    }
}

/// A feed that a table's changes go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its number.
    pub id: FeedId,
    /// What its records hold.
    pub view: StreamViewType,
    /// What is posted on the notice board when there are new ones: a stream's ARN, or a name of our own.
    pub notice: String,
}

impl Feed {
    /// The feeds of the table that `stored` describes and that has this ARN.
    pub(super) fn of(stored: &StoredTable, arn: &Arn) -> Vec<Self> {
        let stream = stored.stream.iter().filter(|stream| stream.enabled).map(|stream| Self {
            id: stream.feed(),
            view: stream.view_type,
            notice: format!("{arn}/stream/{}", stream.label),
        });
        let destinations = stored.destinations.iter().filter(|destination| destination.captures());
        let destinations = destinations.map(|destination| Self {
            id: destination.feed(),
            view: StreamViewType::NewAndOldImages,
            notice: queue_notice(destination.feed()),
        });
        stream.chain(destinations).collect()
    }
}

/// An id that the record at `position` has and no other: the same each time it is read.
pub fn event_id(table_id: &str, feed: FeedId, position: u64) -> [u8; 16] {
    let mut digest = Md5::new();
    digest.update(table_id.as_bytes());
    digest.update(feed.key(position));
    digest.finalize().into()
}

/// What is posted when there are new records for a Kinesis stream.
pub fn queue_notice(feed: FeedId) -> String {
    format!("dynamodb/destination/{}", feed.0)
}
