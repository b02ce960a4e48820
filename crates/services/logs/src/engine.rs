//! Groups, streams and events: what really happens. Knows no HTTP and no AWS error text.
//!
//! All is in one key-value store: descriptions of groups and streams, and each event under its stream,
//! time and number, so that a stream is read in order of time by walking keys. Invariants: no two events
//! have one key; an event of a stream that is described lies between the stream's first and last time;
//! events of what was removed are found by a tombstone and deleted by [`Engine::sweep`]. Where somebody follows a
//! group (metric filters, subscriptions), a journal beside it says what was written and not yet seen by all.

mod error;
mod event;
mod filter;
mod filters;
mod group;
mod journal;
mod keys;
mod pattern;
mod put;
mod read;
mod search;
mod stream;
mod sweep;
mod tags;
mod tap;
mod waiting;

use std::ops::{Bound, ControlFlow};
use std::sync::OnceLock;

use dispatch::{Notices, Watch};
use kernel::{Place, SharedClock, Timestamp};
use storage::{Direction, KeyValue, Volume};

pub use error::EngineError;
pub use event::{Event, NewEvent, Position};
pub use filter::{StoredMetricFilter, StoredSubscription};
pub use group::StoredGroup;
pub use journal::Unseen;
pub use keys::{Follower, GroupId, StreamId};
pub use pattern::{Pattern, PatternError, Reading};
pub use put::Rejected;
pub use read::{Start, Window};
pub use search::Search;
pub use stream::StoredStream;
use tap::Taps;
pub use tap::{Held, Tap, Written};
use waiting::Waiting;

type Result<T> = std::result::Result<T, EngineError>;

/// All logs of all places.
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    store: OnceLock<KeyValue>,
    waiting: Waiting,
    taps: Taps,
    written: Notices,
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock) -> Self {
        let (waiting, taps, written) = (Waiting::default(), Taps::default(), Notices::default());
        Self { volume, clock, store: OnceLock::new(), waiting, taps, written }
    }

    fn store(&self) -> Result<&KeyValue> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.volume.key_value("logs")?;
        // Where two callers came first at once, both have the same store.
        Ok(self.store.get_or_init(|| store))
    }

    /// Hears whenever something was written to a group.
    pub fn watch(&self, group: GroupId) -> Watch {
        self.written.watch(&group.0.to_string())
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The group called `name`.
    pub fn group(&self, place: &Place, name: &str) -> Result<StoredGroup> {
        let bytes = self.store()?.get(&keys::group(place, name))?.ok_or(EngineError::NoGroup)?;
        StoredGroup::decode(&bytes)
    }

    /// Shows the groups of `place` whose name begins with `prefix` and comes after `after`, in order of
    /// name, until `visit` breaks.
    pub fn groups(
        &self,
        place: &Place,
        prefix: &str,
        after: Option<&str>,
        mut visit: impl FnMut(StoredGroup) -> ControlFlow<()>,
    ) -> Result<()> {
        let prefix = keys::group(place, prefix);
        let after = after.map(|name| keys::group(place, name));
        self.walk(&prefix, after.as_deref(), &mut |_, bytes| Ok(visit(StoredGroup::decode(bytes)?)))
    }

    /// Makes a group.
    pub async fn create_group(&self, place: &Place, mut new: StoredGroup) -> Result<()> {
        let key = keys::group(place, &new.name);
        let made = self.store()?.write(move |store| {
            if store.get(&key)?.is_some() {
                return Err(EngineError::GroupExists);
            }
            new.number = keys::take_numbers(store, 1)? as i64;
            store.put(key, new.encode());
            Ok(())
        });
        made.await?
    }

    /// Changes what is stored of a group.
    pub async fn change_group(
        &self,
        place: &Place,
        name: &str,
        change: impl FnOnce(&mut StoredGroup) + Send + 'static,
    ) -> Result<()> {
        let key = keys::group(place, name);
        let changed = self.store()?.write(move |store| {
            let mut group = StoredGroup::decode(&store.get(&key)?.ok_or(EngineError::NoGroup)?)?;
            change(&mut group);
            store.put(key, group.encode());
            Ok(())
        });
        changed.await?
    }

    /// Removes a group and its streams; its events follow in a sweep.
    pub async fn delete_group(&self, place: &Place, name: &str) -> Result<()> {
        let key = keys::group(place, name);
        let removed = self.store()?.write(move |store| {
            let group = StoredGroup::decode(&store.get(&key)?.ok_or(EngineError::NoGroup)?)?;
            let mut streams = Vec::new();
            store.scan_prefix(&keys::stream(group.id(), ""), &mut |key, _| {
                streams.push(key.to_vec());
                ControlFlow::Continue(())
            })?;
            streams.iter().for_each(|stream| store.delete(stream));
            filters::remove_all(store, group.id())?;
            store.delete(&key);
            store.put(keys::removed(group.id(), None), Vec::new());
            Ok::<_, EngineError>(group.id())
        });
        let group = removed.await??;
        // Who follows it learns that there is nothing to follow.
        self.written.post(&group.0.to_string());
        Ok(())
    }

    /// The stream called `name`.
    pub fn stream(&self, group: GroupId, name: &str) -> Result<StoredStream> {
        let bytes = self.store()?.get(&keys::stream(group, name))?.ok_or(EngineError::NoStream)?;
        StoredStream::decode(&bytes)
    }

    /// Shows the streams of a group whose name begins with `prefix` and comes after `after`, in order of
    /// name, until `visit` breaks.
    pub fn streams(
        &self,
        group: GroupId,
        prefix: &str,
        after: Option<&str>,
        mut visit: impl FnMut(&str, StoredStream) -> ControlFlow<()>,
    ) -> Result<()> {
        let after = after.map(|name| keys::stream(group, name));
        self.walk(&keys::stream(group, prefix), after.as_deref(), &mut |key, bytes| {
            Ok(visit(keys::stream_name(key)?, StoredStream::decode(bytes)?))
        })
    }

    /// As [`Self::streams`], against the order of name.
    pub fn streams_descending(
        &self,
        group: GroupId,
        before: Option<&str>,
        mut visit: impl FnMut(&str, StoredStream) -> ControlFlow<()>,
    ) -> Result<()> {
        let lower = keys::stream(group, "");
        let upper = match before {
            Some(name) => keys::stream(group, name),
            None => keys::stream(GroupId(group.0 + 1), ""),
        };
        let (lower, upper) = (Bound::Included(lower.as_slice()), Bound::Excluded(upper.as_slice()));
        self.scan(lower, upper, Direction::Reverse, &mut |key, bytes| {
            Ok(visit(keys::stream_name(key)?, StoredStream::decode(bytes)?))
        })
    }

    /// Makes a stream.
    pub async fn create_stream(&self, place: &Place, group: &str, name: &str) -> Result<()> {
        let (group, name, now) = (keys::group(place, group), name.to_owned(), self.now());
        let made = self.store()?.write(move |store| {
            let group = StoredGroup::decode(&store.get(&group)?.ok_or(EngineError::NoGroup)?)?;
            let key = keys::stream(group.id(), &name);
            if store.get(&key)?.is_some() {
                return Err(EngineError::StreamExists);
            }
            let id = StreamId(keys::take_numbers(store, 1)?);
            store.put(key, StoredStream::new(id, now.0).encode());
            Ok(())
        });
        made.await?
    }

    /// Removes a stream; its events follow in a sweep.
    pub async fn delete_stream(&self, group: GroupId, name: &str) -> Result<()> {
        let key = keys::stream(group, name);
        let removed = self.store()?.write(move |store| {
            let stream = StoredStream::decode(&store.get(&key)?.ok_or(EngineError::NoStream)?)?;
            store.delete(&key);
            store.put(keys::removed(group, Some(stream.id)), Vec::new());
            Ok(())
        });
        removed.await?
    }

    /// Walks the pairs whose key begins with `prefix` and comes after `after`.
    fn walk(&self, prefix: &[u8], after: Option<&[u8]>, visit: &mut Visit) -> Result<()> {
        let lower = match after {
            Some(after) if after >= prefix => Bound::Excluded(after),
            _ => Bound::Included(prefix),
        };
        self.scan(lower, Bound::Unbounded, Direction::Forward, &mut |key, value| {
            if key.starts_with(prefix) { visit(key, value) } else { Ok(ControlFlow::Break(())) }
        })
    }

    /// Walks the pairs between the bounds; the first error ends it.
    fn scan(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        direction: Direction,
        visit: &mut Visit,
    ) -> Result<()> {
        let mut failed = None;
        self.store()?.scan(lower, upper, direction, &mut |key, value| match visit(key, value) {
            Ok(flow) => flow,
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        })?;
        failed.map_or(Ok(()), Err)
    }
}

/// Sees one stored pair.
type Visit<'a> = dyn FnMut(&[u8], &bytes::Bytes) -> Result<ControlFlow<()>> + 'a;
