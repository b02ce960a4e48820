//! What a write closure sees and changes: the newest state, earlier writes of its group included.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};

use bytes::Bytes;

use super::merge::{Layer, Visit};
use super::snapshot::{Snapshot, end_of_prefix, is_empty};
use super::{Direction, record};
use crate::StorageError;

/// What a group writes: the new value of each key, or that it is removed.
pub(super) type Writes = BTreeMap<Vec<u8>, Option<Bytes>>;

/// The state that a write works on. Reads see all earlier writes, also those not yet durable, and its
/// own; nothing of it is visible outside before it is durable.
#[derive(Debug)]
pub struct Transaction {
    /// What was durable when the group began.
    durable: Snapshot,
    /// What the group wrote since.
    writes: Writes,
    /// What the writes of the current call replaced in `writes`, in order.
    replaced: Vec<(Vec<u8>, Option<Option<Bytes>>)>,
    /// The writes so far, as the journal will have them; left empty where there is no journal.
    record: Vec<u8>,
    journaled: bool,
}

impl Transaction {
    pub(super) fn new(durable: Snapshot, journaled: bool) -> Self {
        Self { durable, writes: Writes::new(), replaced: Vec::new(), record: Vec::new(), journaled }
    }

    /// Runs one call of the group; leaves nothing of it if it answers Err.
    pub(super) fn run<R, E>(&mut self, work: impl FnOnce(&mut Self) -> Result<R, E>) -> Result<R, E> {
        let record_bytes = self.record.len();
        let result = work(self);
        if result.is_ok() {
            self.replaced.clear();
            return result;
        }
        self.record.truncate(record_bytes);
        for (key, replaced) in self.replaced.drain(..).rev() {
            match replaced {
                Some(value) => drop(self.writes.insert(key, value)),
                None => drop(self.writes.remove(&key)),
            }
        }
        result
    }

    /// Bytes of the record so far.
    pub(super) fn record_bytes(&self) -> usize {
        self.record.len()
    }

    /// The record and the writes in it. Lets go of the state before, so that it can change in place.
    pub(super) fn finish(self) -> (Vec<u8>, Writes) {
        (self.record, self.writes)
    }

    /// The value of `key`.
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError> {
        match self.writes.get(key) {
            Some(written) => Ok(written.clone()),
            None => self.durable.get(key),
        }
    }

    /// Visits the pairs between the bounds in key order, or against it, until `visit` breaks.
    pub fn scan(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        direction: Direction,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        // The map refuses bounds that are the wrong way round.
        let written = !self.writes.is_empty() && !is_empty(lower, upper);
        let upmost = written.then(|| self.written(lower, upper, direction));
        self.durable.scan_below(upmost, lower, upper, direction, visit)
    }

    fn written<'a>(&'a self, lower: Bound<&[u8]>, upper: Bound<&[u8]>, direction: Direction) -> Layer<'a> {
        let range = self.writes.range::<[u8], _>((lower, upper));
        let range = range.map(|(key, value)| Ok((Cow::Borrowed(&key[..]), value.clone())));
        match direction {
            Direction::Forward => Box::new(range),
            Direction::Reverse => Box::new(range.rev()),
        }
    }

    /// Visits, in key order, the pairs whose key starts with `prefix`, until `visit` breaks.
    pub fn scan_prefix(&self, prefix: &[u8], visit: Visit<'_>) -> Result<(), StorageError> {
        let end = end_of_prefix(prefix);
        let upper = end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        self.scan(Bound::Included(prefix), upper, Direction::Forward, visit)
    }

    /// Sets `key` to `value`.
    pub fn put(&mut self, key: Vec<u8>, value: impl Into<Bytes>) {
        let value = value.into();
        if self.journaled {
            record::put(&mut self.record, &key, &value);
        }
        // Copied, so that a small value does not keep the large buffer that it may be cut from.
        self.set(key, Some(Bytes::copy_from_slice(&value)));
    }

    /// Removes `key`, if it is there.
    pub fn delete(&mut self, key: &[u8]) {
        if self.journaled {
            record::delete(&mut self.record, key);
        }
        self.set(key.to_vec(), None);
    }

    fn set(&mut self, key: Vec<u8>, value: Option<Bytes>) {
        let replaced = self.writes.insert(key.clone(), value);
        self.replaced.push((key, replaced));
    }
}
