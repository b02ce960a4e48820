//! What a write closure sees and changes: the newest state, earlier writes of its group included.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;

use super::ordered_map::OrderedMap;
use super::snapshot::Snapshot;
use super::{Direction, record};
use crate::StorageError;

/// The state that a write works on. Reads see all earlier writes, also those not yet durable, and its
/// own; nothing of it is visible outside before it is durable.
#[derive(Debug)]
pub struct Transaction {
    state: Snapshot,
    /// The writes so far, as the journal will have them; left empty where there is no journal.
    record: Vec<u8>,
    journaled: bool,
    changed: bool,
}

/// A state to go back to.
pub(super) struct Savepoint {
    active: OrderedMap,
    record_bytes: usize,
    changed: bool,
}

impl Transaction {
    pub(super) fn new(state: Snapshot, journaled: bool) -> Self {
        Self { state, record: Vec::new(), journaled, changed: false }
    }

    pub(super) fn savepoint(&self) -> Savepoint {
        let (active, record_bytes) = (self.state.active.clone(), self.record.len());
        Savepoint { active, record_bytes, changed: self.changed }
    }

    pub(super) fn roll_back(&mut self, to: Savepoint) {
        self.state.active = to.active;
        self.record.truncate(to.record_bytes);
        self.changed = to.changed;
    }

    /// Bytes of the record so far.
    pub(super) fn record_bytes(&self) -> usize {
        self.record.len()
    }

    /// The record and the state after it; `None` if nothing was written.
    pub(super) fn finish(self) -> Option<(Vec<u8>, OrderedMap)> {
        self.changed.then_some((self.record, self.state.active))
    }

    /// The value of `key`.
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError> {
        self.state.get(key)
    }

    /// Visits the pairs between the bounds in key order, or against it, until `visit` breaks.
    pub fn scan(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        direction: Direction,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        self.state.scan(lower, upper, direction, visit)
    }

    /// Visits, in key order, the pairs whose key starts with `prefix`, until `visit` breaks.
    pub fn scan_prefix(
        &self,
        prefix: &[u8],
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        self.state.scan_prefix(prefix, visit)
    }

    /// Sets `key` to `value`.
    pub fn put(&mut self, key: Vec<u8>, value: impl Into<Bytes>) {
        let value = value.into();
        if self.journaled {
            record::put(&mut self.record, &key, &value);
        }
        self.changed = true;
        // Copied, so that a small value does not keep the large buffer that it may be cut from.
        self.state.active.insert(key.into(), Some(Bytes::copy_from_slice(&value)));
    }

    /// Removes `key`, if it is there.
    pub fn delete(&mut self, key: &[u8]) {
        if self.journaled {
            record::delete(&mut self.record, key);
        }
        self.changed = true;
        self.state.delete(key);
    }
}
