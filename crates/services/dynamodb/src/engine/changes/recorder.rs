//! Writing change records, on the store's writer thread.
//!
//! Positions come from one counter for all feeds, which begins behind all that is stored. Those that are taken by
//! writes that do not come to be are left out.

use std::ops::{Bound, ControlFlow};
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use dynamodb_api::StreamViewType;
use kernel::SharedClock;
use storage::{Direction, KeyValue, Transaction};

use super::record::{self, Kind};
use super::{Feed, FeedId, StoredQueue, StoredStream};
use crate::engine::Result;

/// Gives out positions and writes records.
pub struct Recorder {
    next: AtomicU64,
    clock: SharedClock,
}

/// What a write does to an item, encoded.
#[derive(Debug)]
pub(in crate::engine) struct Change {
    /// The item's key.
    pub keys: Bytes,
    /// The item before.
    pub old: Option<Bytes>,
    /// The item after.
    pub new: Option<Bytes>,
    /// Whether time to live makes the change.
    pub expired: bool,
}

impl Recorder {
    /// A recorder that goes on behind all records in `store`.
    pub(in crate::engine) fn load(store: &KeyValue, clock: SharedClock) -> Result<Self> {
        let (mut next, mut feeds) = (1, Vec::new());
        for stream in StoredStream::all(store)? {
            next = next.max(stream.first());
            feeds.push(stream.feed());
        }
        feeds.extend(StoredQueue::all(store)?.iter().map(StoredQueue::feed));
        for feed in feeds {
            next = next.max(last(store, feed)?.map_or(1, |last| last + 1));
        }
        Ok(Self { next: AtomicU64::new(next), clock })
    }

    /// Writes what became of an item to `feeds`; nothing where it is as it was.
    pub(in crate::engine) fn record(&self, store: &mut Transaction, feeds: &[Feed], change: &Change) {
        let kind = match (&change.old, &change.new) {
            (old, new) if old == new => return,
            (None, _) => Kind::Insert,
            (_, None) => Kind::Remove,
            _ => Kind::Modify,
        };
        let at = self.clock.now();
        for feed in feeds {
            let old = change.old.as_ref().filter(|_| keeps_old(feed.view));
            let new = change.new.as_ref().filter(|_| keeps_new(feed.view));
            let bytes = record::encode(kind, change.expired, at, &change.keys, old, new);
            store.put(feed.id.key(self.next.fetch_add(1, Ordering::Relaxed)), bytes);
        }
    }
}

fn keeps_old(view: StreamViewType) -> bool {
    matches!(view, StreamViewType::OldImage | StreamViewType::NewAndOldImages)
}

fn keeps_new(view: StreamViewType) -> bool {
    matches!(view, StreamViewType::NewImage | StreamViewType::NewAndOldImages)
}

/// The position of the newest record of `feed` that is there.
pub(super) fn last(store: &KeyValue, feed: FeedId) -> Result<Option<u64>> {
    let range = feed.from(0);
    let (mut found, end) = (None, range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded));
    store.scan(Bound::Included(&range.start), end, Direction::Reverse, &mut |key, _| {
        found = FeedId::position(key);
        ControlFlow::Break(())
    })?;
    Ok(found)
}
