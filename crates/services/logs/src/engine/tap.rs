//! Taps: who listens to what is written to a group, as it is written. Nothing is kept for them.
//!
//! A tap holds up to [`TAP_BYTES_MAX`] of events; of what comes beyond, it only knows that there was some.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::put::Batch;
use super::{Engine, GroupId};
use crate::limits::TAP_BYTES_MAX;

/// What was written to a stream at once.
#[derive(Clone, Debug)]
pub struct Written {
    /// The group.
    pub group: GroupId,
    /// The stream's name.
    pub stream: Arc<str>,
    /// When it came, milliseconds since the epoch.
    pub ingested_ms: u64,
    /// Times and messages, in order of time.
    pub events: Arc<[(u64, String)]>,
}

/// What a tap holds.
#[derive(Debug, Default)]
pub struct Held {
    /// In order of writing.
    pub written: Vec<Written>,
    /// Whether there was more than it could hold.
    pub overflowed: bool,
    bytes: usize,
}

/// Listens to some groups, until it is dropped.
#[derive(Debug)]
pub struct Tap(Mutex<Held>);

/// Who is to be told what, once it is written.
pub(super) type Noted = Option<(Vec<Arc<Tap>>, Written)>;

/// All taps, by what they listen to.
#[derive(Default)]
pub(super) struct Taps(Mutex<HashMap<GroupId, Vec<Weak<Tap>>>>);

impl Tap {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was written since it was last asked.
    pub fn take(&self) -> Held {
        std::mem::take(&mut self.held())
    }
}

impl Taps {
    fn of(&self, group: GroupId) -> Vec<Arc<Tap>> {
        let mut taps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(listening) = taps.get_mut(&group) else { return Vec::new() };
        let there: Vec<_> = listening.iter().filter_map(Weak::upgrade).collect();
        if there.is_empty() {
            taps.remove(&group);
        }
        there
    }

    /// What `batch` will be to those who listen to its group; none where nobody does.
    pub fn note(&self, batch: &Batch) -> Noted {
        let taps = self.of(batch.group);
        let events = |batch: &Batch| {
            batch.events.iter().map(|event| (event.timestamp_ms, event.message.clone())).collect()
        };
        (!taps.is_empty()).then(|| {
            let (stream, ingested_ms) = (batch.stream.as_str().into(), batch.ingested_ms);
            (taps, Written { group: batch.group, stream, ingested_ms, events: events(batch) })
        })
    }
}

impl Engine {
    /// Tells who follows or listens to a group that something has been written.
    pub(super) fn tell(&self, group: GroupId, noted: Noted) {
        self.written.post(&group.0.to_string());
        let Some((taps, written)) = noted else { return };
        let bytes: usize = written.events.iter().map(|(_, message)| message.len() + 64).sum();
        for tap in taps {
            let mut held = tap.held();
            if held.bytes + bytes > TAP_BYTES_MAX {
                held.overflowed = true;
            } else {
                held.bytes += bytes;
                held.written.push(written.clone());
            }
        }
    }

    /// A tap on these groups.
    pub fn tap(&self, groups: impl IntoIterator<Item = GroupId>) -> Arc<Tap> {
        let tap = Arc::new(Tap(Mutex::default()));
        let mut taps = self.taps.0.lock().unwrap_or_else(PoisonError::into_inner);
        taps.retain(|_, listening| {
            listening.retain(|tap| tap.strong_count() > 0);
            !listening.is_empty()
        });
        groups.into_iter().for_each(|group| taps.entry(group).or_default().push(Arc::downgrade(&tap)));
        tap
    }
}
