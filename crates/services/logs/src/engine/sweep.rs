//! Sweeping: events that have outlived their group's retention, or whose stream or group was removed.
//!
//! Events go in transactions of [`SWEEP_EVENTS`], so that puts are never held up long. What is left by a
//! sweep that was cut short is found by the next.

use std::ops::{Bound, ControlFlow};

use storage::{Direction, Transaction};

use super::{Engine, EngineError, GroupId, Position, Result, StoredGroup, StoredStream, keys};
use crate::limits::{EVENT_OVERHEAD_BYTES, SWEEP_EVENTS};

impl Engine {
    /// Deletes what is to be deleted by now.
    pub async fn sweep(&self) -> Result<()> {
        let Some(store) = self.store.get() else { return Ok(()) };
        for key in self.all(keys::REMOVED, |key, _| Ok(Some(key.to_vec())))? {
            let prefix = [b"e", &key[keys::REMOVED.len()..]].concat();
            let mut from = Some(prefix.clone());
            while let Some(lower) = from {
                let (prefix, key) = (prefix.clone(), key.clone());
                from = store.write(move |store| delete_removed(store, &prefix, &lower, &key)).await??;
            }
        }
        let now = self.now();
        let expiring = self.all(keys::GROUPS, |_, value| {
            let group = StoredGroup::decode(value)?;
            Ok(group.retention_days.map(|_| (group.id(), group.horizon(now).0)))
        })?;
        for (group, horizon_ms) in expiring {
            self.sweep_group(group, horizon_ms).await?;
        }
        Ok(())
    }

    async fn sweep_group(&self, group: GroupId, horizon_ms: u64) -> Result<()> {
        let mut old = Vec::new();
        self.streams(group, "", None, |name, stream| {
            if stream.first_ms < horizon_ms {
                old.push(name.to_owned());
            }
            ControlFlow::Continue(())
        })?;
        for name in old {
            loop {
                let name = name.clone();
                let more = self.store()?.write(move |store| delete_expired(store, group, &name, horizon_ms));
                if !more.await?? {
                    break;
                }
            }
        }
        Ok(())
    }

    /// What `take` makes of all pairs whose key begins with `prefix`.
    fn all<T>(
        &self,
        prefix: &[u8],
        mut take: impl FnMut(&[u8], &[u8]) -> Result<Option<T>>,
    ) -> Result<Vec<T>> {
        let mut taken = Vec::new();
        self.walk(prefix, None, &mut |key, value| {
            taken.extend(take(key, value)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(taken)
    }
}

/// Deletes some events under `prefix` from `lower` on, and the tombstone with the last; answers where to go
/// on if there are more.
fn delete_removed(
    store: &mut Transaction,
    prefix: &[u8],
    lower: &[u8],
    tombstone: &[u8],
) -> Result<Option<Vec<u8>>> {
    let mut events = Vec::with_capacity(SWEEP_EVENTS);
    store.scan(Bound::Included(lower), Bound::Unbounded, Direction::Forward, &mut |key, _| {
        if !key.starts_with(prefix) || events.len() == SWEEP_EVENTS {
            return ControlFlow::Break(());
        }
        events.push(key.to_vec());
        ControlFlow::Continue(())
    })?;
    events.iter().for_each(|key| store.delete(key));
    if events.len() == SWEEP_EVENTS {
        return Ok(events.pop());
    }
    store.delete(tombstone);
    Ok(None)
}

/// Deletes some events of a stream from before `horizon_ms`; answers whether there are more.
fn delete_expired(store: &mut Transaction, group: GroupId, name: &str, horizon_ms: u64) -> Result<bool> {
    let key = keys::stream(group, name);
    let Some(bytes) = store.get(&key)? else { return Ok(false) };
    let mut stream = StoredStream::decode(&bytes)?;
    let (mut events, mut freed) = (Vec::with_capacity(SWEEP_EVENTS), 0);
    let first_kept = scan_stream(store, group, &stream, |at, key, value| {
        let goes = at.timestamp_ms < horizon_ms && events.len() < SWEEP_EVENTS;
        if goes {
            events.push(key.to_vec());
            freed += (value.len() - size_of::<u64>() + EVENT_OVERHEAD_BYTES) as u64;
        }
        goes
    })?;
    events.iter().for_each(|key| store.delete(key));
    match first_kept {
        Some(at) => {
            stream.bytes = stream.bytes.saturating_sub(freed);
            stream.first_ms = at.timestamp_ms;
        }
        None => stream.empty(),
    }
    store.put(key, stream.encode());
    Ok(first_kept.is_some_and(|at| at.timestamp_ms < horizon_ms))
}

/// Shows a stream's events in order while `goes_on`; answers where it stopped before the end.
fn scan_stream(
    store: &Transaction,
    group: GroupId,
    stream: &StoredStream,
    mut goes_on: impl FnMut(Position, &[u8], &[u8]) -> bool,
) -> Result<Option<Position>> {
    let prefix = keys::events(group, stream.id);
    // Not from the beginning: what was deleted a moment ago is there still to be skipped.
    let lower = keys::event(group, stream.id, Position::at(stream.first_ms));
    let mut stopped: std::result::Result<Option<Position>, EngineError> = Ok(None);
    store.scan(Bound::Included(&lower), Bound::Unbounded, Direction::Forward, &mut |key, value| {
        if !key.starts_with(&prefix) {
            return ControlFlow::Break(());
        }
        match keys::position(key) {
            Ok(at) if goes_on(at, key, value) => return ControlFlow::Continue(()),
            Ok(at) => stopped = Ok(Some(at)),
            Err(error) => stopped = Err(error),
        }
        ControlFlow::Break(())
    })?;
    stopped
}
